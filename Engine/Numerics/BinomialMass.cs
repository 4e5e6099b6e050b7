namespace ScalingTools.Numerics;

/// <summary>
/// The logarithm of the binomial probability, ln P(x) = ln [n! / (x! (n-x)!) p^x (1-p)^{n-x}], without cancellation for any n.
/// </summary>
/// <remarks>
/// Loader's saddle-point expansion ("Fast and accurate computation of binomial probabilities", 2000):
/// ln P(x) = δ(n) - δ(x) - δ(n-x) - D(x, np) - D(n-x, n(1-p)) - ½ ln(2π x (n-x)/n), with δ the error of Stirling's formula and
/// D(x, M) = x ln(x/M) + M - x. The deviation x - np, on which everything hangs, is formed with a fused multiply-add, so that the
/// error stays below 1e-13 (absolute where |ln P| is below 100, relative beyond) for n up to 2^53 (tested against exact arithmetic).
/// </remarks>
internal static class BinomialMass
{
    /// <summary>The largest n: every whole number up to it is exact in double precision.</summary>
    internal const long MaxCount = 1L << 53;

    // δ(n) = ln n! - ln(√(2πn) (n/e)^n) for n = 0 … 15, by mpmath:
    // mp.dps = 40; log(factorial(n)) - (n + mpf(1)/2)*log(n) + n - log(2*pi)/2; δ(0) is never used.
    private static readonly double[] SmallStirlingError =
    [
        0, 0.0810614667953272582, 0.0413406959554092941, 0.0276779256849983391, 0.0207906721037650931, 0.0166446911898211922,
        0.013876128823070748, 0.0118967099458917701, 0.0104112652619720965, 0.00925546218271273292, 0.00833056343336287126,
        0.00757367548795184079, 0.00694284010720952987, 0.00640899418800420707, 0.00595137011275884774, 0.00555473355196280137,
    ];

    /// <summary>ln P(d = x) for d ~ Binomial(n, p); -∞ where the probability is zero.</summary>
    /// <param name="x">The count; outside 0 … n the result is -∞.</param>
    /// <param name="n">The number of trials, 0 to 2^53.</param>
    /// <param name="p">The probability of success, 0 to 1.</param>
    /// <exception cref="ScalingException">n or p out of range.</exception>
    public static double Log(long x, long n, double p)
    {
        Check(n, p);
        if (x < 0 || x > n)
            return double.NegativeInfinity;
        if (p == 0 || p == 1)
            return x == (p == 0 ? 0 : n) ? 0 : double.NegativeInfinity;
        if (x == 0)
            return n * Elementary.Log1p(-p);
        if (x == n)
            return n * Math.Log(p);

        double np = n * p;
        double deviation = x - np - Math.FusedMultiplyAdd(n, p, -np); // x - np; (n-x) - n(1-p) is its negative
        double y = n - x;
        return StirlingError(n) - StirlingError(x) - StirlingError(n - x)
            - Deviance(x, np, deviation) - Deviance(y, n * (1 - p), -deviation)
            - 0.5 * Math.Log(2 * Math.PI * x * (y / n));
    }

    internal static void Check(long n, double p)
    {
        if (n is < 0 or > MaxCount)
            throw Guard.OutOfRange("SampleCount", n, "between 0 and 2^53");
        if (!(p >= 0 && p <= 1))
            throw Guard.OutOfRange("Probability", p, "between 0 and 1");
    }

    // D(x, M) = x ln(x/M) + M - x with d = x - M; near x = M by the series in v = d/(x+M):
    // D = d v + 2 x v (v²/3 + v⁴/5 + …)
    private static double Deviance(double x, double mean, double d)
    {
        if (Math.Abs(d) > 0.1 * (x + mean))
            return x * Math.Log(x / mean) - d;
        double v = d / (x + mean), v2 = v * v;
        double sum = d * v, term = 2 * x * v;
        for (int j = 3; ; j += 2)
        {
            term *= v2;
            double next = sum + term / j;
            if (next == sum)
                return sum;
            sum = next;
        }
    }

    // δ(n) = 1/(12n) - 1/(360n³) + 1/(1260n⁵) - 1/(1680n⁷) + 1/(1188n⁹) - …
    private static double StirlingError(long n)
    {
        if (n < SmallStirlingError.Length)
            return SmallStirlingError[n];
        double x = n, x2 = x * x;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / x2) / x2) / x2) / x2) / x;
    }
}
