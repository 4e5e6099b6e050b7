using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>z = x + y, both of one shape: what a residual connection does.</summary>
/// <remarks>∂L/∂x = ∂L/∂y = ∂L/∂z.</remarks>
internal sealed unsafe class Add(Tensor x, Tensor y) : Operation(new Tensor(x.Shape, x.Varies || y.Varies), x, y)
{
    /// <inheritdoc/>
    public override void Forward() => Sum(x.Values, y.Values, Output.Values, x.Length);

    /// <inheritdoc/>
    public override void Backward()
    {
        foreach (Tensor input in Inputs)
        {
            if (!input.Varies)
                continue;
            if (input.AddsGradient())
                Sum(input.Gradient, Output.Gradient, input.Gradient, input.Length);
            else
                new Span<float>(Output.Gradient, input.Length).CopyTo(new Span<float>(input.Gradient, input.Length));
        }
    }

    /// <summary>z_i = x_i + y_i; z may be either.</summary>
    [MethodImpl(Kernel.Method)]
    public static void Sum(float* x, float* y, float* z, int count)
    {
        int i = 0;
        for (; i + 8 <= count; i += 8)
            (Vector256.Load(x + i) + Vector256.Load(y + i)).Store(z + i);
        for (; i < count; i++)
            z[i] = x[i] + y[i];
    }
}
