using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>Σ_b (ln Σ_v e^{f_bv} - f_{b,y_b}), in nats. Shapes: logits f (rows, classes), labels y (rows).</summary>
/// <remarks>∂/∂f_bv = p_bv - 1[v = y_b] with p the soft-max of f.</remarks>
internal sealed unsafe class CrossEntropy(Tensor logits, Indices labels) : LossOperation(logits)
{
    private readonly Tensor _logits = logits;

    /// <inheritdoc/>
    public override void Forward()
    {
        double sum = 0;
        for (int b = 0; b < Count; b++)
            sum += Row(_logits.Values + (long)b * _logits.Columns, labels.Values[b], _logits.Columns, out _, out _);
        Value = sum;
    }

    /// <inheritdoc/>
    public override void Backward()
    {
        bool add = _logits.AddsGradient();
        int n = _logits.Columns;
        for (int b = 0; b < _logits.Rows; b++)
            if (b < Count)
                Derivative(_logits.Values + (long)b * n, labels.Values[b], n, _logits.Gradient + (long)b * n, add);
            else if (!add)
                new Span<float>(_logits.Gradient + (long)b * n, n).Clear();
    }

    [MethodImpl(Kernel.Method)]
    private static double Row(float* f, int label, int n, out float most, out double sum)
    {
        most = f[0];
        for (int v = 1; v < n; v++)
            most = MathF.Max(most, f[v]);
        Vector256<float> top = Vector256.Create(most);
        Vector256<double> total = default;
        int whole = n / 8 * 8;
        for (int v = 0; v < whole; v += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Exp(Vector256.Load(f + v) - top));
            total += low + high;
        }
        sum = Vector256.Sum(total);
        for (int v = whole; v < n; v++)
            sum += MathF.Exp(f[v] - most);
        return Math.Log(sum) + most - f[label];
    }

    [MethodImpl(Kernel.Method)]
    private void Derivative(float* f, int label, int n, float* gradient, bool add)
    {
        Row(f, label, n, out float most, out double sum);
        float part = (float)(Scale / sum);
        for (int v = 0; v < n; v += 8)
        {
            Vector256<float> p = Vector256.Exp(LoadPart.Load(f + v, n - v) - Vector256.Create(most)) * part;
            LoadPart.Store(add ? p + LoadPart.Load(gradient + v, n - v) : p, gradient + v, n - v);
        }
        gradient[label] -= Scale;
    }
}
