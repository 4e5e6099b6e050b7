using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Multilinear;

/// <summary>
/// The two sums that every curve is made of, over plain arrays, eight skills at a time and in parallel over the points of the curve:
/// Σ_i m_i L(ρ_i, T) and Σ_i m_i (1-p_i)^D. With ρ = m = P_s they are the exact sums over all skills.
/// </summary>
/// <remarks>
/// Each point is summed by one thread in a fixed order, so the number of threads does not change a bit of the result. The readable
/// reference is <see cref="MultilinearFlow.SkillLoss"/>.
/// </remarks>
internal static class MultilinearKernel
{
    // Sums are kept per block, so that rounding grows with the number of blocks, not of skills.
    private const int Block = 2048;
    // e^±690 = 10^±300: beyond, the BCL's exponential and the arithmetic of what it returns are several times slower, and nothing is lost.
    private const double ExpLimit = 690;

    /// <summary>L(T_j) = Σ_i m_i L(ρ_i, T_j) for every time.</summary>
    /// <param name="flow">S, r, η and the model.</param>
    /// <param name="rate">ρ_i ≥ 0: P_s(k) for endless data, else d_k/D.</param>
    /// <param name="mass">m_i, the probability that each rate stands for; same length.</param>
    /// <param name="times">T_j ≥ 0; +∞ allowed.</param>
    /// <param name="threads">At most so many threads; -1 for all processors. Does not change the result.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">The arrays differ in length.</exception>
    public static double[] Losses(MultilinearFlow flow, double[] rate, double[] mass, IReadOnlyList<double> times,
        int threads = -1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(times);
        CheckLengths(rate, mass);
        double scale = flow.TargetScale * flow.TargetScale / 2;
        return ForEach(times.Count, (long)rate.Length * times.Count, threads, j =>
        {
            double speed = flow.Speed * times[j];
            return double.IsPositiveInfinity(speed) ? Limit(flow, rate, mass)
                : scale * Sum(rate, mass, speed, flow.LogOdds, flow.Model == MultilinearModelKind.Linear);
        }, cancellation);
    }

    /// <summary>Σ_i m_i (1-p_i)^D for every D: the expected mass of the skills that D points miss.</summary>
    /// <param name="probability">p_i, 0 to 1.</param>
    /// <param name="mass">m_i; same length.</param>
    /// <param name="sampleCounts">The values of D.</param>
    /// <param name="threads">At most so many threads; -1 for all processors. Does not change the result.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">The arrays differ in length.</exception>
    public static double[] UnseenMass(double[] probability, double[] mass, IReadOnlyList<long> sampleCounts,
        int threads = -1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sampleCounts);
        CheckLengths(probability, mass);
        // (1-p)^D = (e^{-D h})² with h = -½ ln(1-p): the same sum as the linear model's.
        double[] hazard = Hazard(probability);
        return ForEach(sampleCounts.Count, (long)hazard.Length * sampleCounts.Count, threads,
            j => Sum(hazard, mass, sampleCounts[j], 0, linear: true), cancellation);
    }

    [MethodImpl(Kernel.Method)]
    private static double[] Hazard(double[] probability)
    {
        double[] hazard = new double[probability.Length];
        for (int i = 0; i < hazard.Length; i++)
            hazard[i] = -Elementary.Log1p(-probability[i]) / 2;
        return hazard;
    }

    // Σ m q²; multilinear q = 1/(1 + e^{speed·ρ - logOdds}), linear q = e^{-speed·ρ}
    private static double Sum(double[] rate, double[] mass, double speed, double logOdds, bool linear)
    {
        double total = 0;
        // The rare skills are last and small: add backwards.
        for (int start = (rate.Length - 1) / Block * Block; start >= 0; start -= Block)
        {
            int length = Math.Min(Block, rate.Length - start);
            ReadOnlySpan<double> r = rate.AsSpan(start, length), m = mass.AsSpan(start, length);
            total += linear ? LinearBlock(r, m, speed) : MultilinearBlock(r, m, speed, logOdds);
        }
        return total;
    }

    // Compiled for speed at the first call: vector code that waits to be optimised is ten times slower, and one curve may be all there is to compute.
    [MethodImpl(Kernel.Method)]
    private static double MultilinearBlock(ReadOnlySpan<double> rate, ReadOnlySpan<double> mass, double speed, double logOdds)
    {
        Vector512<double> sum = Vector512<double>.Zero, one = Vector512<double>.One;
        Vector512<double> v = Vector512.Create(speed), w = Vector512.Create(-logOdds), limit = Vector512.Create(ExpLimit);
        int i = 0;
        for (; i <= rate.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> x = Vector512.FusedMultiplyAdd(Vector512.Create(rate[i..]), v, w);
            Vector512<double> y = one + Vector512.Exp(Vector512.Min(Vector512.Max(x, -limit), limit)); // beyond, q is 1 or 0 to rounding
            sum += Vector512.Create(mass[i..]) / (y * y);
        }
        double rest = 0;
        for (; i < rate.Length; i++)
        {
            double q = 1 / (1 + Math.Exp(rate[i] * speed - logOdds));
            rest += mass[i] * (q * q);
        }
        return Vector512.Sum(sum) + rest;
    }

    [MethodImpl(Kernel.Method)]
    private static double LinearBlock(ReadOnlySpan<double> rate, ReadOnlySpan<double> mass, double speed)
    {
        Vector512<double> sum = Vector512<double>.Zero, v = Vector512.Create(-2 * speed), least = Vector512.Create(-ExpLimit);
        int i = 0;
        for (; i <= rate.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Vector512<double> x = Vector512.Create(rate[i..]) * v;
            Vector512<double> q2 = Vector512.Exp(Vector512.Max(x, least));
            sum += Vector512.Create(mass[i..]) * Vector512.ConditionalSelect(Vector512.LessThan(x, least), Vector512<double>.Zero, q2);
        }
        double rest = 0;
        for (; i < rate.Length; i++)
            rest += mass[i] * Math.Exp(rate[i] * (-2 * speed));
        return Vector512.Sum(sum) + rest;
    }

    // T = ∞: what has rate 0 stays, the rest is learnt
    private static double Limit(MultilinearFlow flow, double[] rate, double[] mass)
    {
        double unseen = 0;
        for (int i = rate.Length - 1; i >= 0; i--)
            unseen += rate[i] == 0 ? mass[i] : 0;
        return unseen * flow.SkillLoss(0, 0);
    }

    private static double[] ForEach(int count, long work, int threads, Func<int, double> point, CancellationToken cancellation)
    {
        double[] result = new double[count];
        if (threads == 1 || count == 1 || work < 1 << 16)
            for (int j = 0; j < count; j++)
            {
                cancellation.ThrowIfCancellationRequested();
                result[j] = point(j);
            }
        else
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
                j => result[j] = point(j));
        return result;
    }

    private static void CheckLengths(double[] rate, double[] mass)
    {
        ArgumentNullException.ThrowIfNull(rate);
        ArgumentNullException.ThrowIfNull(mass);
        if (rate.Length != mass.Length)
            throw new ScalingException(ScalingError.InconsistentInput,
                $"{rate.Length} rates came with {mass.Length} masses.", "Give one mass for each rate.");
    }
}
