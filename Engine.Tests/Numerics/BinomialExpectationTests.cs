using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class BinomialExpectationTests
{
    // The loss of one skill of the multilinear model after T steps with d of the D points: S = 1, r = 0.01, η = 1.
    private static Func<long, double> SkillLoss(double timePerSample, double odds = 99) =>
        d => 0.5 / Math.Pow(1 + Math.Exp(2 * timePerSample * d) / odds, 2);

    private static double WholeSum(Func<long, double> f, long n, double p)
    {
        double sum = 0;
        for (long x = 0; x <= n; x++)
            sum += Math.Exp(BinomialMass.Log(x, n, p)) * f(x);
        return sum;
    }

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(40, 1e-7)]
    [InlineData(2000, 1e-3)]
    [InlineData(2000, 0.02)]
    [InlineData(20_000, 0.01)]    // σ = 14: strides
    [InlineData(20_000, 0.5)]
    [InlineData(20_000, 0.999)]   // close to the upper end
    public void Strides_give_the_whole_sum(long n, double p)
    {
        foreach (double atMean in (double[])[0.01, 0.3, 2.3, 4, 100])
            foreach (double odds in (double[])[99, 1e9])
            {
                Func<long, double> f = SkillLoss(atMean / (n * p), odds);
                double exact = WholeSum(f, n, p);
                Assert.Equal(exact, BinomialExpectation.Of(f, n, p), 1e-12 * exact + 1e-16);
            }
    }

    [Theory]
    [InlineData(7, 0.3)]
    [InlineData(100, 0.03)]
    [InlineData(1000, 0.03)]
    [InlineData(1_000_000_000_000, 1e-11)]
    public void A_step_at_zero_is_the_chance_of_never_seeing_the_skill(long n, double p) =>
        Assert.Equal(Math.Exp(n * Elementary.Log1p(-p)), BinomialExpectation.Of(d => d == 0 ? 1 : 0, n, p), 1e-16);

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(50, 0.999)]
    [InlineData(1599, 0.5)]
    [InlineData(10_000, 0.99)]
    [InlineData(1_000_000, 3e-4)]
    [InlineData(100_000, 0.995)]
    [InlineData(1_000_000_000_000, 0.4)]
    [InlineData(1_000_000_000_000, 1e-60)]
    public void Nodes_have_the_moments_of_the_distribution(long n, double p)
    {
        (double[] node, double[] weight) = BinomialExpectation.Nodes(n, p);
        double mean = n * p, variance = mean * (1 - p);
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
    [InlineData(20_000, 0.008)]
    [InlineData(1_000_000, 0.2)]
    public void A_learning_curve_averages_on_the_nodes_as_over_every_count(long n, double p)
    {
        (double[] node, double[] weight) = BinomialExpectation.Nodes(n, p);
        foreach (double odds in (double[])[99, 1e6, 1e12])
            foreach (double middle in (double[])[0.3, 1, 1.5]) // where on the curve the mean count lies
            {
                Func<long, double> f = SkillLoss(middle * Math.Log(odds) / 2 / (n * p), odds);
                double exact = WholeSum(f, n, p);
                Assert.Equal(1, node.Zip(weight, (d, w) => w * f((long)d)).Sum() / exact, 1e-12);
            }
    }

    // A step where the mass is: no stride can do it, so every term is added.
    [Fact]
    public void A_step_inside_the_range_is_summed_term_by_term()
    {
        static double Step(long d) => d < 1003 ? 1 : 0;
        Assert.Equal(WholeSum(Step, 3000, 1.0 / 3), BinomialExpectation.Of(Step, 3000, 1.0 / 3), 1e-12);
    }

    // E d = np, E (d-np)² = np(1-p), and E e^{-λd} = (1 - p + p e^-λ)^n, at n = 10^12.
    [Theory]
    [InlineData(0.3)]
    [InlineData(1e-6)]
    [InlineData(2e-10)]
    public void Closed_forms_hold_at_a_trillion_trials(double p)
    {
        const long n = 1_000_000_000_000;
        double mean = n * p;
        Assert.Equal(1, BinomialExpectation.Of(_ => 1, n, p), 1e-12);
        Assert.Equal(1, BinomialExpectation.Of(d => d, n, p) / mean, 1e-12);
        Assert.Equal(1, BinomialExpectation.Of(d => (d - mean) * (d - mean), n, p) / (mean * (1 - p)), 1e-11);
        double rate = 3 / mean;
        double exact = Math.Exp(n * Elementary.Log1p(p * Elementary.Expm1(-rate)));
        Assert.Equal(1, BinomialExpectation.Of(d => Math.Exp(-rate * d), n, p) / exact, 1e-12);
    }

    [Fact]
    public void Cost_does_not_grow_with_the_number_of_trials()
    {
        int calls = 0;
        double Loss(long d)
        {
            calls++;
            return 0.5 / Math.Pow(1 + Math.Exp(d / 1e11) / 99, 2);
        }
        BinomialExpectation.Of(Loss, 1_000_000_000_000, 0.3);
        Assert.InRange(calls, 1, 60);
    }

    [Fact]
    public void Certain_outcomes_are_read_off()
    {
        Assert.Equal(5, BinomialExpectation.Of(d => d + 5, 10, 0));
        Assert.Equal(15, BinomialExpectation.Of(d => d + 5, 10, 1));
        Assert.Equal(5, BinomialExpectation.Of(d => d + 5, 0, 0.4));
    }
}
