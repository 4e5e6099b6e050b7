using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>y = s x + b and, if wanted, max(y, 0), where x lies: what follows the product of a linear layer. Shapes: x (rows, n), b (n).</summary>
/// <remarks>With g = ∂L/∂y, 0 where the maximum is: ∂L/∂x = s g and ∂L/∂b = Σ_rows g. At y = 0 the derivative of the maximum is taken as 0, as everywhere.</remarks>
internal sealed unsafe class Affine(Tensor x, Tensor? bias, float scale = 1, bool relu = false) : Operation(x.Renamed(), bias is null ? [x] : [x, bias])
{
    private const int Strip = 32; // columns whose sums are in registers

    /// <inheritdoc/>
    public override void Forward() => Forward(x.Values, bias is null ? null : bias.Values, x.Rows, x.Columns, scale, relu ? 0 : float.NegativeInfinity);

    /// <inheritdoc/>
    public override void Backward() => Backward(x.Values, x.Gradient, bias is null ? null : bias.Gradient, bias is not null && bias.AddsGradient(), x.Rows, x.Columns, scale, relu);

    [MethodImpl(Kernel.Method)]
    private static void Forward(float* x, float* bias, int rows, int n, float scale, float floor)
    {
        Vector256<float> s = Vector256.Create(scale), least = Vector256.Create(floor);
        for (int i = 0; i < rows; i++, x += n)
        {
            int j = 0;
            for (; j + 8 <= n; j += 8)
                Vector256.Max(Vector256.FusedMultiplyAdd(s, Vector256.Load(x + j), bias == null ? default : Vector256.Load(bias + j)), least).Store(x + j);
            for (; j < n; j++)
                x[j] = MathF.Max(MathF.FusedMultiplyAdd(scale, x[j], bias == null ? 0 : bias[j]), floor);
        }
    }

    [MethodImpl(Kernel.Method)]
    private static void Backward(float* y, float* gradient, float* bias, bool add, int rows, int n, float scale, bool relu)
    {
        int j = 0;
        Vector256<float> s = Vector256.Create(scale);
        bool changes = relu || scale != 1;
        for (; j + Strip <= n; j += Strip)
        {
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            float* g = gradient + j, v = y + j;
            for (int i = 0; i < rows; i++, g += n, v += n)
            {
                Vector256<float> g0 = Vector256.Load(g), g1 = Vector256.Load(g + 8), g2 = Vector256.Load(g + 16), g3 = Vector256.Load(g + 24);
                if (relu)
                {
                    g0 &= Vector256.GreaterThan(Vector256.Load(v), default);
                    g1 &= Vector256.GreaterThan(Vector256.Load(v + 8), default);
                    g2 &= Vector256.GreaterThan(Vector256.Load(v + 16), default);
                    g3 &= Vector256.GreaterThan(Vector256.Load(v + 24), default);
                }
                sum0 += g0;
                sum1 += g1;
                sum2 += g2;
                sum3 += g3;
                if (!changes)
                    continue;
                (g0 * s).Store(g);
                (g1 * s).Store(g + 8);
                (g2 * s).Store(g + 16);
                (g3 * s).Store(g + 24);
            }
            if (bias == null)
                continue;
            float* b = bias + j;
            if (add)
                (sum0, sum1, sum2, sum3) = (sum0 + Vector256.Load(b), sum1 + Vector256.Load(b + 8), sum2 + Vector256.Load(b + 16), sum3 + Vector256.Load(b + 24));
            sum0.Store(b);
            sum1.Store(b + 8);
            sum2.Store(b + 16);
            sum3.Store(b + 24);
        }
        for (; j < n; j++)
        {
            float sum = 0;
            for (int i = 0; i < rows; i++)
            {
                long at = (long)i * n + j;
                float g = relu && !(y[at] > 0) ? 0 : gradient[at];
                sum += g;
                gradient[at] = g * scale;
            }
            if (bias != null)
                bias[j] = add ? bias[j] + sum : sum;
        }
    }
}
