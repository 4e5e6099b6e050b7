using System.Runtime.CompilerServices;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>
/// The patches of images, a row for each place of the output: p_{(b,i,j),(u,v,c)} = x_{b, s i + u - o, s j + v - o, c}, 0 outside the image. A convolution is this and the product with the
/// filters. Shapes: x (images·height·width, channels), p (images·⌈height/s⌉·⌈width/s⌉, k²·channels); o = (k-1)/2.
/// </summary>
/// <remarks>∂L/∂x adds up ∂L/∂p over all patches that a pixel is in.</remarks>
/// <param name="x">The images.</param>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns of an image.</param>
/// <param name="kernel">k, odd.</param>
/// <param name="stride">s.</param>
internal sealed unsafe class Unfold(Tensor x, int height, int width, int kernel, int stride = 1)
    : Operation(new Tensor([x.Rows / (height * width) * Places(height, stride) * Places(width, stride), kernel * kernel * x.Columns], x.Varies), x)
{
    /// <summary>⌈length/s⌉, places of the output along an edge.</summary>
    public static int Places(int length, int stride) => (length + stride - 1) / stride;

    /// <inheritdoc/>
    public override void Forward() => Run(x.Values, Output.Values, x.Rows / (height * width), height, width, x.Columns, kernel, stride, back: false);

    /// <inheritdoc/>
    public override void Backward()
    {
        if (!x.AddsGradient())
            new Span<float>(x.Gradient, x.Length).Clear();
        Run(x.Gradient, Output.Gradient, x.Rows / (height * width), height, width, x.Columns, kernel, stride, back: true);
    }

    [MethodImpl(Kernel.Method)]
    private static void Run(float* images, float* patches, int count, int height, int width, int channels, int kernel, int stride, bool back)
    {
        int before = (kernel - 1) / 2, run = kernel * channels;
        for (int b = 0; b < count; b++, images += (long)height * width * channels)
            for (int top = -before; top < height - before; top += stride)
                for (int left = -before; left < width - before; left += stride)
                {
                    // Of a row of the patch, the columns within the image lie side by side in both.
                    int from = Math.Max(0, -left), to = Math.Min(kernel, width - left), length = (to - from) * channels;
                    for (int u = 0; u < kernel; u++, patches += run)
                    {
                        bool inside = (uint)(top + u) < (uint)height;
                        float* image = images + ((long)(top + u) * width + left + from) * channels, patch = patches + from * channels;
                        if (back)
                        {
                            if (inside)
                                Add.Sum(image, patch, image, length);
                            continue;
                        }
                        if (!inside || to - from < kernel)
                            new Span<float>(patches, run).Clear();
                        if (inside)
                            new ReadOnlySpan<float>(image, length).CopyTo(new Span<float>(patch, length));
                    }
                }
    }
}
