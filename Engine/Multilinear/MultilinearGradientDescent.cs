using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Multilinear;

/// <summary>
/// Full-batch gradient descent in discrete steps, from the loss Σ_k ρ_k (S - a_k b_k)²/2:
/// a_k ← a_k + ηρ_k b_k (S - a_k b_k), b_k ← b_k + ηρ_k a_k (S - a_k b_k); linear model: w_k ← w_k + ηρ_k (S - w_k).
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 15. Skills are decoupled, so skills of equal rate ρ share one trajectory and the cost is steps ×
/// distinct rates. Differs from gradient flow by O(η).
/// </remarks>
internal static class MultilinearGradientDescent
{
    // Rates advanced together: three arrays of this length stay in the first-level cache while many steps are made.
    private const int Block = 512;
    private const long WorkBetweenChecks = 50_000_000;

    /// <summary>R at every rate, at each of the ascending whole times. The array is reused from one time to the next.</summary>
    /// <param name="start">S, r, η and the model.</param>
    /// <param name="rate">ρ.</param>
    /// <param name="times">Ascending whole numbers of steps.</param>
    /// <param name="advance">Told the number of steps done; throws to stop.</param>
    /// <param name="threads">At most so many threads; -1 for all processors. Does not change the result.</param>
    public static IEnumerable<double[]> Strengths(MultilinearStart start, double[] rate, IEnumerable<double> times, Action<double> advance,
        int threads = -1)
    {
        double[] a = new double[rate.Length], b = new double[rate.Length], strength = new double[rate.Length];
        Array.Fill(a, start.A);
        Array.Fill(b, start.B);
        long stride = Math.Max(1, WorkBetweenChecks / Math.Max(1, rate.Length));
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads };
        long done = 0;
        foreach (double time in times)
        {
            while (done < time)
            {
                long steps = Math.Min(stride, (long)time - done);
                int blocks = (rate.Length + Block - 1) / Block;
                Parallel.For(0, blocks, parallel, block =>
                {
                    int from = block * Block, length = Math.Min(Block, rate.Length - from);
                    Advance(start, rate.AsSpan(from, length), a.AsSpan(from, length), b.AsSpan(from, length), steps);
                });
                done += steps;
                advance(done);
            }
            for (int i = 0; i < rate.Length; i++)
                strength[i] = start.Linear ? a[i] : a[i] * b[i];
            yield return strength;
        }
    }

    // Compiled for speed at the first call: vector code that waits to be optimised is ten times slower.
    [MethodImpl(Kernel.Method)]
    private static void Advance(MultilinearStart start, ReadOnlySpan<double> rate, Span<double> a, Span<double> b, long steps)
    {
        int width = Vector512<double>.Count, i = 0;
        for (; i <= rate.Length - width; i += width)
        {
            Vector512<double> s = Vector512.Create(start.TargetScale), h = Vector512.Create<double>(rate[i..]) * start.LearningRate;
            Vector512<double> x = Vector512.Create<double>(a[i..]), y = Vector512.Create<double>(b[i..]);
            if (start.Linear)
                for (long step = 0; step < steps; step++)
                    x += h * (s - x);
            else
                for (long step = 0; step < steps; step++)
                {
                    Vector512<double> g = h * (s - x * y); // ηρ(S - ab)
                    (x, y) = (x + g * y, y + g * x);
                }
            x.CopyTo(a[i..]);
            y.CopyTo(b[i..]);
        }
        for (; i < rate.Length; i++)
            for (long step = 0; step < steps; step++)
                start.Step(ref a[i], ref b[i], rate[i]);
    }
}
