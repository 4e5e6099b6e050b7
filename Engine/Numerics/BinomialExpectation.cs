namespace ScalingTools.Numerics;

/// <summary>E[F(d)] = Σ_x P(x) F(x) for d ~ Binomial(n, p), at a cost that does not grow with n for a smooth F.</summary>
/// <remarks>
/// Terms whose probability lies beyond Bernstein's bound e^-40 are left out: |x - np| > L/3 + √((L/3)² + 2Lσ²), L = 40, or about 9σ + 13.
/// Where 0 or n lies within that range, or σ is small, every remaining term is added, so a step of F at d = 0 is exact. Elsewhere the
/// sum goes in strides h: h Σ_j P(c+jh) F(c+jh), which by Poisson's summation formula differs from the whole sum by about
/// 2 e^{-2π²(σ/h)²} for smooth F. It starts at h ≈ 0.9σ (5e-11) and halves h until two levels agree to 1e-9; the second is then good to
/// 1e-13 if F is analytic on the scale of σ, and in the worst case (a step of F inside the range) h goes down to 1, the whole sum.
/// </remarks>
public static class BinomialExpectation
{
    private const double Cut = 40;               // L: e^-40 = 4e-18
    private const double Agreement = 1e-9;       // of two levels; the finer one is then far better
    private const double Negligible = 1e-16;     // of max |F|

    /// <summary>E[F(d)], d ~ Binomial(n, p).</summary>
    /// <param name="f">F, defined and finite on 0 … n.</param>
    /// <param name="n">The number of trials, 0 to 2^53.</param>
    /// <param name="p">The probability of success, 0 to 1.</param>
    /// <exception cref="ScalingException">n or p out of range.</exception>
    public static double Of(Func<long, double> f, long n, double p)
    {
        ArgumentNullException.ThrowIfNull(f);
        BinomialMass.Check(n, p);
        if (p == 0 || n == 0)
            return f(0);
        if (p == 1)
            return f(n);

        double mean = n * p, variance = mean * (1 - p);
        double reach = Cut / 3 + Math.Sqrt(Cut / 3 * (Cut / 3) + 2 * Cut * variance);
        double low = Math.Ceiling(mean - reach), high = Math.Floor(mean + reach);
        long stride = RoundDown(0.45 * Math.Sqrt(variance));
        return low <= 0 || high >= n || stride < 2
            ? EveryTerm(f, n, p, (long)Math.Max(0, low), (long)Math.Min(n, high))
            : InStrides(f, n, p, (long)low, (long)high, stride);
    }

    // P(x+1) = P(x) (n-x)/(x+1) p/(1-p)
    private static double EveryTerm(Func<long, double> f, long n, double p, long low, long high)
    {
        double mass = Math.Exp(BinomialMass.Log(low, n, p)), odds = p / (1 - p), sum = 0;
        double negligible = Math.Exp(-Cut), mean = n * p;
        for (long x = low; x <= high && (mass > negligible || x <= mean); x++)
        {
            sum += mass * f(x);
            mass *= (n - x) / (x + 1.0) * odds;
        }
        return sum;
    }

    private static double InStrides(Func<long, double> f, long n, double p, long low, long high, long stride)
    {
        long centre = low + (high - low) / 2;
        double tiny = Negligible * Math.Max(Math.Abs(f(0)), Math.Abs(f(high)));
        double coarse = 2 * stride * Lattice(2 * stride, centre);
        while (true)
        {
            // The mean of the coarse lattice and of the one in its gaps.
            double fine = coarse / 2 + stride * Lattice(2 * stride, centre + stride);
            if (stride == 1 || Math.Abs(fine - coarse) <= Agreement * Math.Abs(fine) + tiny)
                return fine;
            if (stride % 2 == 1)
                return EveryTerm(f, n, p, low, high);
            coarse = fine;
            stride /= 2;
        }

        // Σ P(x) F(x) over x = offset (mod step)
        double Lattice(long step, long offset)
        {
            double sum = 0;
            for (long x = offset - (offset - low) / step * step; x <= high; x += step)
                sum += Math.Exp(BinomialMass.Log(x, n, p)) * f(x);
            return sum;
        }
    }

    // The largest number of at most three binary digits below x, so that it can be halved often.
    private static long RoundDown(double x)
    {
        long whole = (long)x, unit = 1;
        while (whole / unit >= 8)
            unit *= 2;
        return whole / unit * unit;
    }
}
