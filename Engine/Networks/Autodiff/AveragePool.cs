using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>
/// y_{b,i,j,c} = p^{-2} Σ_{u,v&lt;p} x_{b, pi+u, pj+v, c}: means over squares side by side; rows and columns that fill no square are left out.
/// Shapes: x (images·height·width, channels), y (images·⌊height/p⌋·⌊width/p⌋, channels).
/// </summary>
/// <remarks>∂L/∂x = p^{-2} ∂L/∂y of the square, and 0 where there is none.</remarks>
/// <param name="x">The images.</param>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns of an image.</param>
/// <param name="size">p, at most the height and the width.</param>
internal sealed unsafe class AveragePool(Tensor x, int height, int width, int size)
    : Operation(new Tensor([x.Rows / (height * width) * (height / size) * (width / size), x.Columns], x.Varies), x)
{
    /// <inheritdoc/>
    public override void Forward()
    {
        new Span<float>(Output.Values, Output.Length).Clear();
        Run(x.Values, Output.Values, x.Rows / (height * width), height, width, x.Columns, size, back: false);
    }

    /// <inheritdoc/>
    public override void Backward()
    {
        if (!x.AddsGradient())
            new Span<float>(x.Gradient, x.Length).Clear();
        Run(x.Gradient, Output.Gradient, x.Rows / (height * width), height, width, x.Columns, size, back: true);
    }

    [MethodImpl(Kernel.Method)]
    private static void Run(float* x, float* y, int count, int height, int width, int channels, int size, bool back)
    {
        Vector256<float> part = Vector256.Create(1f / (size * size));
        int rows = height / size * size, columns = width / size * size;
        for (int b = 0; b < count; b++, x += (long)height * width * channels, y += (long)(height / size) * (width / size) * channels)
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                {
                    float* pixel = x + ((long)i * width + j) * channels, mean = y + ((long)(i / size) * (width / size) + j / size) * channels;
                    float* to = back ? pixel : mean, from = back ? mean : pixel;
                    for (int c = 0; c < channels; c += 8)
                        LoadPart.Store(Vector256.FusedMultiplyAdd(LoadPart.Load(from + c, channels - c), part, LoadPart.Load(to + c, channels - c)), to + c, channels - c);
                }
    }
}
