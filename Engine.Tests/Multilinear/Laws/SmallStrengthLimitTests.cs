using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class SmallStrengthLimitTests
{
    // To first order the error is α/(α+1)/ln(S/r-1): halving it takes the square of r.
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    [InlineData(2.0)]
    public void Limit_is_approached_at_one_over_the_logarithm(double alpha)
    {
        double p = alpha / (alpha + 1);
        foreach (double r in (double[])[1e-10, 1e-20, 1e-40, 1e-80])
        {
            double error = SmallStrengthLimit.TimeIntegral(alpha, 5, r) / TimeIntegral.From(0, alpha, 5, r) - 1;
            double log = Math.Log(5 / r);
            Assert.Equal(p / log, error, 2 / (log * log));
        }
    }

    [Fact]
    public void Printed_constant_of_equation_262_is_not_the_limit()
    {
        const double alpha = 0.3, p = alpha / (alpha + 1), r = 1e-100;
        double printed = (alpha + 1) / (4 * alpha) * Math.Pow(2 * Math.Log(1 / r - 1), p);
        double integral = TimeIntegral.From(0, alpha, 1, r);
        Assert.Equal(1, SmallStrengthLimit.TimeIntegral(alpha, 1, r) / integral, 0.002);
        Assert.Equal(Math.Pow(2, 2 * p - 1), printed / integral, 0.002); // 0.69, right at α = 1 alone
    }

    [Fact]
    public void Strength_from_half_the_scale_up_is_refused() =>
        Assert.Equal(ScalingError.ParameterOutOfRange,
            Assert.Throws<ScalingException>(() => SmallStrengthLimit.TimeIntegral(0.6, 1, 0.5)).Error);
}
