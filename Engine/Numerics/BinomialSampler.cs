namespace ScalingTools.Numerics;

/// <summary>Exact binomial draws d ~ Binomial(n, p) in constant expected time for any n up to 2^53.</summary>
/// <remarks>
/// Sequential inversion where n min(p, 1-p) is below 10; beyond, the transformed rejection BTRS of Hörmann, "The generation of
/// binomial random variates", J. Stat. Comput. Simul. 46 (1993), with its acceptance test evaluated by <see cref="BinomialMass"/>,
/// so that nothing is lost at n = 10^12.
/// </remarks>
internal static class BinomialSampler
{
    private const double InversionMean = 10; // Hörmann's bound for BTRS

    /// <summary>One draw of Binomial(n, p).</summary>
    /// <param name="stream">Where the randomness comes from.</param>
    /// <param name="n">The number of trials, 0 to 2^53.</param>
    /// <param name="p">The probability of success, 0 to 1.</param>
    /// <exception cref="ScalingException">n or p out of range.</exception>
    public static long Sample(RandomStream stream, long n, double p)
    {
        BinomialMass.Check(n, p);
        if (n == 0 || p == 0)
            return 0;
        if (p > 0.5)
            return n - Sample(stream, n, 1 - p); // 1 - p is exact here
        return n * p < InversionMean ? Invert(stream, n, p) : Reject(stream, n, p);
    }

    // The smallest x with u ≤ P(0) + … + P(x); P(x) = P(x-1) (n-x+1)/x p/(1-p).
    private static long Invert(RandomStream stream, long n, double p)
    {
        double none = Math.Exp(n * Elementary.Log1p(-p)), odds = p / (1 - p);
        while (true)
        {
            double u = stream.NextOpenDouble(), mass = none;
            for (long x = 0; x <= Math.Min(n, 200); x++) // beyond 200 at a mean below 10 lies less than 1e-150
            {
                if (u <= mass)
                    return x;
                u -= mass;
                mass *= (n - x) / (x + 1.0) * odds;
            }
        }
    }

    // BTRS: k = ⌊(2a/(½-|u|) + b) u + np + ½⌋, accepted with probability P(k)/P(mode) over the hat.
    private static long Reject(RandomStream stream, long n, double p)
    {
        double mean = n * p, deviation = Math.Sqrt(mean * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double sure = 0.92 - 4.2 / b;
        double scale = (2.83 + 5.1 / b) * deviation;
        double wholeMean = Math.Floor(mean);
        double rest = mean - wholeMean + Math.FusedMultiplyAdd(n, p, -mean); // np = wholeMean + rest, exactly
        double atMode = double.NaN;
        while (true)
        {
            double u = stream.NextOpenDouble() - 0.5, v = stream.NextOpenDouble();
            double edge = 0.5 - Math.Abs(u);
            double k = wholeMean + Math.Floor((2 * a / edge + b) * u + rest + 0.5);
            if (edge >= 0.07 && v <= sure)
                return (long)k;
            if (k < 0 || k > n)
                continue;
            if (double.IsNaN(atMode))
                atMode = BinomialMass.Log((long)Math.Floor((n + 1) * p), n, p);
            if (Math.Log(v * scale / (a / (edge * edge) + b)) <= BinomialMass.Log((long)k, n, p) - atMode)
                return (long)k;
        }
    }
}
