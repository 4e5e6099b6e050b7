using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>The loss of a batch and its derivative e_b = ∂L/∂f_b, from the function's partial sums.</summary>
/// <remarks>
/// L = ½ mean (f-y)², e = (f-y)/B; L = mean (f-y)², e = 2(f-y)/B; or, with d the difference of the logits and y ∈ {0, 1},
/// L = mean ln(1+e^d) - yd, e = (1/(1+e^-d) - y)/B.
/// </remarks>
internal static unsafe class BatchErrors
{
    /// <summary>e, and the loss with the sum of e.</summary>
    /// <param name="loss">What is made small.</param>
    /// <param name="batch">The targets y.</param>
    /// <param name="padding">Positions that do not count.</param>
    /// <param name="partial">Partial sums of f, added in order. Shape (chunks, padded).</param>
    /// <param name="chunks">How many there are.</param>
    /// <param name="bias">What f is besides.</param>
    /// <param name="errors">e. Shape (padded).</param>
    [MethodImpl(Kernel.Method)]
    public static (double Loss, double ErrorSum) Compute(NetworkLoss loss, PackedBatch batch, ReadOnlySpan<int> padding,
        float* partial, int chunks, float bias, float* errors)
    {
        int padded = batch.Padded;
        for (int b = 0; b < padded; b += 8)
        {
            Vector256<float> f = Vector256.Create(bias);
            for (int chunk = 0; chunk < chunks; chunk++)
                f += Vector256.Load(partial + (long)chunk * padded + b);
            f.Store(errors + b);
        }
        return loss == NetworkLoss.CrossEntropy ? Logits(batch, padding, errors) : Squares(batch, padding, errors, loss == NetworkLoss.HalfSquaredError ? 0.5 : 1);
    }

    [MethodImpl(Kernel.Method)]
    private static (double, double) Squares(PackedBatch batch, ReadOnlySpan<int> padding, float* errors, double factor)
    {
        float* targets = batch.Targets;
        foreach (int b in padding)
            errors[b] = targets[b];
        Vector256<float> scale = Vector256.Create((float)(2 * factor / batch.Count));
        Vector256<double> squares = default, sum = default;
        for (int b = 0; b < batch.Padded; b += 8)
        {
            Vector256<float> residual = Vector256.Load(errors + b) - Vector256.Load(targets + b), e = residual * scale;
            e.Store(errors + b);
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(residual);
            squares += low * low + high * high;
            (low, high) = Vector256.Widen(e);
            sum += low + high;
        }
        return (factor * Vector256.Sum(squares) / batch.Count, Vector256.Sum(sum));
    }

    [MethodImpl(Kernel.Method)]
    private static (double, double) Logits(PackedBatch batch, ReadOnlySpan<int> padding, float* errors)
    {
        float* targets = batch.Targets;
        // No loss and no derivative for y = 1 at a very large d.
        foreach (int b in padding)
            (errors[b], targets[b]) = (1e6f, 1);
        double loss = 0, sum = 0;
        float scale = 1f / batch.Count;
        for (int b = 0; b < batch.Padded; b++)
        {
            // With d towards the right label, m = d for y = 1 and -d for y = 0: L = ln(1+e^-m) and e = ∓1/(1+e^m), without a difference that loses digits.
            bool one = targets[b] > 0;
            float m = one ? errors[b] : -errors[b], small = MathF.Exp(-MathF.Abs(m)); // e^-|m| cannot overflow
            float wrong = (m >= 0 ? small : 1) / (1 + small) * scale;
            loss += Math.Max(-m, 0) + Elementary.Log1p(small);
            float e = one ? -wrong : wrong;
            errors[b] = e;
            sum += e;
        }
        return (loss / batch.Count, sum);
    }
}
