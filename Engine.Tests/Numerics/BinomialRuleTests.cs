using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class BinomialRuleTests
{
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(50, 0.999)]
    [InlineData(1500, 0.5)]          // the largest sums: (1-p)^n underflows or nearly so
    [InlineData(1599, 0.5)]
    [InlineData(10_000, 0.99)]
    [InlineData(1_000_000, 3e-4)]
    [InlineData(4000, 0.3)]          // Gauss from here on
    [InlineData(100_000, 0.995)]
    [InlineData(1_000_000, 5e-4)]
    [InlineData(1_000_000_000_000, 0.4)]
    [InlineData(1_000_000_000_000, 1e-60)]
    public void Moments_are_those_of_the_binomial_distribution(long n, double p)
    {
        (double[] node, double[] weight) = BinomialRule.Create(n, p);
        double mean = n * p, variance = mean * (1 - p), scale = Math.Max(mean, 1e-30);
        double Moment(Func<double, double> f) => node.Zip(weight, (d, w) => w * f(d)).Sum();
        Assert.Equal(1, Moment(_ => 1), 1e-12);
        if (mean < 1e-18)
            return;
        Assert.Equal(1, Moment(d => d) / mean, 1e-12);
        Assert.Equal(1, Moment(d => (d - mean) * (d - mean)) / variance, 1e-9);
        Assert.Equal((1 - 2 * p) / Math.Sqrt(variance), Moment(d => Math.Pow((d - mean) / Math.Sqrt(variance), 3)), 1e-8 + 1e-9 / Math.Sqrt(variance));
        Assert.Equal(3 + (1 - 6 * p * (1 - p)) / variance, Moment(d => Math.Pow((d - mean) / Math.Sqrt(variance), 4)), 1e-8 * (1 + 1 / variance));
    }

    [Theory]
    [InlineData(2_000, 0.3)]
    [InlineData(20_000, 0.03)]
    [InlineData(1_000_000, 0.00102)]
    [InlineData(1_000_000, 0.2)]
    public void A_learning_curve_averages_as_in_the_sum_over_every_count(long n, double p)
    {
        foreach (double logOdds in new[] { Math.Log(99), Math.Log(1e6) })
            foreach (double middle in new[] { 0.3, 1, 1.5 }) // where on the curve the mean count lies
            {
                double Phi(double d) => Math.Pow(1 + Math.Exp(logOdds * (middle * d / (n * p) - 1)), -2);
                double exact = 0;
                for (long d = 0; d <= n; d++)
                    exact += Math.Exp(BinomialMass.Log(d, n, p)) * Phi(d);
                (double[] node, double[] weight) = BinomialRule.Create(n, p);
                Assert.Equal(exact, node.Zip(weight, (d, w) => w * Phi(d)).Sum(), 1e-10);
            }
    }
}
