using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>y = s max(x, 0)^q, q > ½. Shapes: x and y the same.</summary>
/// <remarks>dy/dx = s q x^{q-1} for x > 0, else 0.</remarks>
/// <param name="x">What it is of.</param>
/// <param name="power">q.</param>
/// <param name="scale">s.</param>
internal sealed unsafe class RectifiedPower(Tensor x, double power, double scale) : Operation(new Tensor(x.Shape, x.Varies), x)
{
    /// <inheritdoc/>
    public override void Forward() => Forward(x.Values, Output.Values, x.Length, (float)power, (float)scale);

    /// <inheritdoc/>
    public override void Backward() => Backward(x.Values, Output.Gradient, x.Gradient, x.AddsGradient(), x.Length, (float)power, (float)(scale * power));

    [MethodImpl(Kernel.Method)]
    private static void Forward(float* x, float* y, int count, float power, float scale)
    {
        for (int i = 0; i < count; i += 8)
            LoadPart.Store(Power(Vector256.Max(LoadPart.Load(x + i, count - i), default), power) * scale, y + i, count - i);
    }

    [MethodImpl(Kernel.Method)]
    private static void Backward(float* x, float* gradient, float* to, bool add, int count, float power, float factor)
    {
        for (int i = 0; i < count; i += 8)
        {
            Vector256<float> v = LoadPart.Load(x + i, count - i), positive = Vector256.GreaterThan(v, default);
            Vector256<float> g = LoadPart.Load(gradient + i, count - i) * factor * Power(v, power - 1) & positive;
            LoadPart.Store(add ? g + LoadPart.Load(to + i, count - i) : g, to + i, count - i);
        }
    }

    // v^p where v > 0; the powers of rectifiers of 1, 1.5 and 2 and of their derivatives have no logarithm.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Power(Vector256<float> v, float p) => p switch
    {
        0 => Vector256<float>.One,
        0.5f => Vector256.Sqrt(v),
        1 => v,
        1.5f => v * Vector256.Sqrt(v),
        2 => v * v,
        _ => Vector256.Exp(Vector256.Log(v) * p) & Vector256.GreaterThan(v, default),
    };
}
