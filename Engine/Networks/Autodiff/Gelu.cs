using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>y = x Φ(x), Φ(x) = (1 + erf(x/√2))/2 the normal distribution (Hendrycks and Gimpel, arXiv:1606.08415).</summary>
/// <remarks>
/// dy/dx = Φ(x) + x φ(x), φ(x) = e^{-x²/2}/√(2π). The error function is that of Abramowitz and Stegun, 7.1.26, right to 1.5·10^-7.
/// </remarks>
internal sealed unsafe class Gelu(Tensor x) : Operation(new Tensor(x.Shape, x.Varies), x)
{
    /// <inheritdoc/>
    public override void Forward() => Forward(x.Values, Output.Values, x.Length);

    /// <inheritdoc/>
    public override void Backward() => Backward(x.Values, Output.Gradient, x.Gradient, x.AddsGradient(), x.Length);

    [MethodImpl(Kernel.Method)]
    private static void Forward(float* x, float* y, int count)
    {
        for (int i = 0; i < count; i += 8)
        {
            Vector256<float> v = LoadPart.Load(x + i, count - i);
            LoadPart.Store(v * Distribution(v, out _), y + i, count - i);
        }
    }

    [MethodImpl(Kernel.Method)]
    private static void Backward(float* x, float* gradient, float* to, bool add, int count)
    {
        for (int i = 0; i < count; i += 8)
        {
            Vector256<float> v = LoadPart.Load(x + i, count - i), sum = Distribution(v, out Vector256<float> density);
            Vector256<float> g = LoadPart.Load(gradient + i, count - i) * Vector256.FusedMultiplyAdd(v, density, sum);
            LoadPart.Store(add ? g + LoadPart.Load(to + i, count - i) : g, to + i, count - i);
        }
    }

    // Φ(x) and φ(x). With z = |x|/√2 and t = 1/(1 + 0.3275911 z): erf z = 1 - (a_1 t + … + a_5 t^5) e^{-z²}.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Distribution(Vector256<float> x, out Vector256<float> density)
    {
        Vector256<float> z = Vector256.Abs(x) * 0.70710678f, bell = Vector256.Exp(-(z * z)), one = Vector256.Create(1f);
        Vector256<float> t = one / Vector256.FusedMultiplyAdd(z, Vector256.Create(0.3275911f), one);
        Vector256<float> sum = Vector256.Create(1.061405429f);
        sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Create(-1.453152027f));
        sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Create(1.421413741f));
        sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Create(-0.284496736f));
        sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Create(0.254829592f));
        Vector256<float> tail = sum * t * bell * 0.5f; // Φ(-|x|)
        density = bell * 0.39894228f;
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, default), one - tail, tail);
    }
}
