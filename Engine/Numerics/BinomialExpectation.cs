namespace ScalingTools.Numerics;

/// <summary>
/// E[F(d)] = Σ_x P(x) F(x) for d ~ Binomial(n, p), at a cost that does not grow with n for a smooth F: of one F, or as nodes and weights
/// for many.
/// </summary>
/// <remarks>
/// Terms whose probability lies beyond Bernstein's bound e^-40 are left out: |x - np| > L/3 + √((L/3)² + 2Lσ²), L = 40, or about 9σ + 13.
/// Where 0 or n lies within that range, or σ is small, every remaining term is added, so a step of F at d = 0 is exact. Elsewhere the
/// sum goes in strides h: h Σ_j P(c+jh) F(c+jh), which by Poisson's summation formula differs from the whole sum by about
/// 2 e^{-2π²(σ/h)²} for smooth F.
/// </remarks>
internal static class BinomialExpectation
{
    private const double Cut = 40;               // L: e^-40 = 4e-18
    private const double Agreement = 1e-9;       // of two levels; the finer one is then far better
    private const double Negligible = 1e-16;     // of max |F|
    private const double Coarse = 0.45, Fine = 0.2; // strides in units of σ, at most

    /// <summary>E[F(d)] for any F: in ever finer strides where it is not smooth, down to the whole sum.</summary>
    /// <param name="f">F, defined and finite on 0 … n.</param>
    /// <param name="n">The number of trials, 0 to 2^53.</param>
    /// <param name="p">The probability of success, 0 to 1.</param>
    /// <remarks>
    /// Starts at h ≈ 0.9σ (5e-11) and halves h until two levels agree to 1e-9; the second is then good to 1e-13 if F is analytic on the
    /// scale of σ, and in the worst case (a step of F inside the range) h goes down to 1.
    /// </remarks>
    /// <exception cref="ScalingException">n or p out of range.</exception>
    public static double Of(Func<long, double> f, long n, double p)
    {
        ArgumentNullException.ThrowIfNull(f);
        (long low, long high, long stride) = Range(n, p, Coarse);
        return stride == 1 ? Sum(EveryTerm(n, p, low, high), f) : InStrides(f, n, p, low, high, stride);
    }

    /// <summary>Nodes and weights with E[F(d)] = Σ_i Weight_i F(Node_i), the same for every F, so that whole trajectories can be followed on them.</summary>
    /// <param name="n">The number of trials, 0 to 2^53.</param>
    /// <param name="p">The probability of success, 0 to 1.</param>
    /// <returns>Ascending whole numbers, at most about 210, and their weights.</returns>
    /// <remarks>
    /// Every term, or strides of at most 0.2σ. A learning curve, which changes over a fixed fraction of d, is smooth on that scale:
    /// relative error below 1e-12 (tested).
    /// </remarks>
    /// <exception cref="ScalingException">n or p out of range.</exception>
    public static (double[] Node, double[] Weight) Nodes(long n, double p)
    {
        (long low, long high, long stride) = Range(n, p, Fine);
        List<double> node = [], weight = [];
        foreach ((long x, double mass) in stride == 1 ? EveryTerm(n, p, low, high) : Lattice(n, p, low, high, stride, low))
        {
            node.Add(x);
            weight.Add(stride * mass);
        }
        return ([.. node], [.. weight]);
    }

    // The x that matter, and the stride in which to take them.
    private static (long Low, long High, long Stride) Range(long n, double p, double coarsest)
    {
        BinomialMass.Check(n, p);
        if (p == 0 || p == 1)
            return (p == 0 ? 0 : n, p == 0 ? 0 : n, 1);
        double mean = n * p, variance = mean * (1 - p);
        double reach = Cut / 3 + Math.Sqrt(Cut / 3 * (Cut / 3) + 2 * Cut * variance);
        double low = Math.Ceiling(mean - reach), high = Math.Floor(mean + reach);
        bool inside = low > 0 && high < n;
        return ((long)Math.Max(0, low), (long)Math.Min(n, high), inside ? RoundDown(coarsest * Math.Sqrt(variance)) : 1);
    }

    // P(x+1) = P(x) (n-x)/(x+1) p/(1-p)
    private static IEnumerable<(long X, double Mass)> EveryTerm(long n, double p, long low, long high)
    {
        double mass = Math.Exp(BinomialMass.Log(low, n, p)), odds = p / (1 - p);
        double negligible = Math.Exp(-Cut), mean = n * p;
        for (long x = low; x <= high && (mass > negligible || x <= mean); x++)
        {
            yield return (x, mass);
            mass *= (n - x) / (x + 1.0) * odds;
        }
    }

    // P(x) over x = offset (mod step)
    private static IEnumerable<(long X, double Mass)> Lattice(long n, double p, long low, long high, long step, long offset)
    {
        for (long x = offset - (offset - low) / step * step; x <= high; x += step)
            yield return (x, Math.Exp(BinomialMass.Log(x, n, p)));
    }

    private static double InStrides(Func<long, double> f, long n, double p, long low, long high, long stride)
    {
        long centre = low + (high - low) / 2;
        double tiny = Negligible * Math.Max(Math.Abs(f(0)), Math.Abs(f(high)));
        double coarse = 2 * stride * Sum(Lattice(n, p, low, high, 2 * stride, centre), f);
        while (true)
        {
            // The mean of the coarse lattice and of the one in its gaps.
            double fine = coarse / 2 + stride * Sum(Lattice(n, p, low, high, 2 * stride, centre + stride), f);
            if (stride == 1 || Math.Abs(fine - coarse) <= Agreement * Math.Abs(fine) + tiny)
                return fine;
            if (stride % 2 == 1)
                return Sum(EveryTerm(n, p, low, high), f);
            coarse = fine;
            stride /= 2;
        }
    }

    private static double Sum(IEnumerable<(long X, double Mass)> terms, Func<long, double> f)
    {
        double sum = 0;
        foreach ((long x, double mass) in terms)
            sum += mass * f(x);
        return sum;
    }

    // The largest number of at most three binary digits up to x, at least 1, so that it can be halved often.
    private static long RoundDown(double x)
    {
        long whole = Math.Max(1, (long)x), unit = 1;
        while (whole / unit >= 8)
            unit *= 2;
        return whole / unit * unit;
    }
}
