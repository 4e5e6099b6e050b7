using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class BinomialMassTests
{
    // from mpmath import mp, mpf, log, loggamma; mp.dps = 60
    // p = mpf(p); loggamma(n+1) - loggamma(x+1) - loggamma(n-x+1) + x*log(p) + (n-x)*log(1-p)
    [Theory]
    [InlineData(0, 7, 0.3, -2.49672460757112654)]
    [InlineData(3, 7, 0.3, -1.48327012724332386)]
    [InlineData(7, 7, 0.3, -8.42780963028155221)]
    [InlineData(1, 20, 1e-09, -17.7275335823924201)]
    [InlineData(40, 100, 0.25, -7.92213637476797687)]
    [InlineData(500000, 1000000, 0.5, -7.13354688162686448)]
    [InlineData(300000500000, 1000000000000, 0.3, -14.5493635995268429)]
    [InlineData(300003000000, 1000000000000, 0.3, -35.3826586868233707)]
    [InlineData(12, 1000000000000, 1e-11, -2.35619337972933806)]
    [InlineData(500000010000000, 1000000000000000, 0.5, -17.6951795501000701)]
    [InlineData(1000000000, 1000000000000, 0.3, -349614986698.167551)]
    [InlineData(999999999990, 1000000000000, 0.99999999999, -2.07856164313009268)]
    public void Log_matches_exact_arithmetic(long x, long n, double p, double exact) =>
        Assert.Equal(exact, BinomialMass.Log(x, n, p), 1e-13 * Math.Max(1, Math.Abs(exact) / 100));

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(13, 0.9)]
    [InlineData(1000, 0.003)]
    public void Probabilities_sum_to_one(int n, double p) =>
        Assert.Equal(1, Enumerable.Range(0, n + 1).Sum(x => Math.Exp(BinomialMass.Log(x, n, p))), 1e-13);

    [Fact]
    public void Impossible_counts_have_no_mass()
    {
        Assert.Equal(double.NegativeInfinity, BinomialMass.Log(-1, 5, 0.5));
        Assert.Equal(double.NegativeInfinity, BinomialMass.Log(6, 5, 0.5));
        Assert.Equal(double.NegativeInfinity, BinomialMass.Log(1, 5, 0));
        Assert.Equal(0, BinomialMass.Log(0, 5, 0));
        Assert.Equal(0, BinomialMass.Log(5, 5, 1));
        Assert.Equal(0, BinomialMass.Log(0, 0, 0.5));
    }

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(long.MaxValue, 0.5)]
    [InlineData(5, double.NaN)]
    [InlineData(5, 1.1)]
    public void Bad_parameters_are_named(long n, double p) =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => BinomialMass.Log(0, n, p)).Error);
}
