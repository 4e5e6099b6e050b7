using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class ExpectedLossTests
{
    private static LawSetting Setting(double alpha, long? skills = null) =>
        new() { Alpha = alpha, SkillCount = skills, TargetScale = 5, InitialStrength = 0.1, LearningRate = 0.5 };

    // Σ_k, term by term, with the model's formulas written out.
    private static double BruteForce(double alpha, int skills, int n, Func<double, double> skillLoss)
    {
        double normalizer = 0, sum = 0;
        for (int k = skills; k >= 1; k--)
            normalizer += Math.Pow(k, -alpha - 1);
        for (int k = skills; k >= 1; k--)
        {
            double p = Math.Pow(k, -alpha - 1) / normalizer;
            sum += p * (k > n ? 12.5 : skillLoss(p));
        }
        return sum;
    }

    [Theory]
    [InlineData(0.1, 2_000_000, 2_000_000, 1e3)]
    [InlineData(0.3, 2_000_000, 300_000, 1e5)]
    [InlineData(0.6, 2_000_000, 5_000, 1e6)]
    [InlineData(0.9, 2_000_000, 2_000_000, 1e8)]
    [InlineData(2.0, 1_000_000, 700, 1e4)]
    public void Endless_data_agrees_with_the_brute_force_sum(double alpha, int skills, int n, double time)
    {
        double exact = BruteForce(alpha, skills, n, p => 12.5 / Math.Pow(1 + Math.Exp(2 * 0.5 * 5 * time * p) / 49, 2));
        Assert.Equal(1, ExpectedLoss.At(Setting(alpha, skills), time, null, n) / exact, 1e-12);
    }

    [Theory]
    [InlineData(0.1, 2_000_000, 2_000_000, 1_000)]
    [InlineData(0.3, 2_000_000, 300_000, 100_000)]
    [InlineData(0.6, 2_000_000, 5_000, 1)]
    [InlineData(0.9, 2_000_000, 2_000_000, 1_000_000_000_000)]
    public void Endless_time_agrees_with_the_brute_force_sum(double alpha, int skills, int n, long samples)
    {
        // (1-p)^D with D = 10^12 needs ln(1-p) to more than the digits of 1 - p.
        double Log(double p) => p < 1e-4 ? -p * (1 + p * (1.0 / 2 + p * (1.0 / 3 + p * (1.0 / 4 + p / 5)))) : Math.Log(1 - p);
        double exact = BruteForce(alpha, skills, n, p => 4.9 * 4.9 / 2 * Math.Exp(samples * Log(p)));
        Assert.Equal(1, ExpectedLoss.At(Setting(alpha, skills), null, samples, n) / exact, 1e-12);
    }

    // E over d ~ Binomial(D, p) term by term, by the recurrence of its probabilities.
    private static double Binomial(int n, double p, Func<double, double> f)
    {
        double mass = Math.Pow(1 - p, n), sum = 0;
        for (int d = 0; d <= n; d++)
        {
            sum += mass * f(d);
            mass *= (n - d) / (d + 1.0) * p / (1 - p);
        }
        return sum;
    }

    [Theory]
    [InlineData(0.3, 400, 400, 200, 3.0)]
    [InlineData(0.6, 400, 50, 200, 200.0)]
    [InlineData(0.6, 400, 400, 200, 1e5)]
    [InlineData(0.9, 3_000, 3_000, 300, 1e3)]
    public void Limited_time_and_data_agree_with_the_brute_force_sum(double alpha, int skills, int n, int samples, double time)
    {
        double exact = BruteForce(alpha, skills, n, p => Binomial(samples, p, d => 12.5 / Math.Pow(1 + Math.Exp(5 * time * d / samples) / 49, 2)));
        Assert.Equal(1, ExpectedLoss.At(Setting(alpha, skills), time, samples, n) / exact, 1e-11);
    }

    [Fact]
    public void Limited_time_and_data_join_both_limits()
    {
        LawSetting setting = Setting(0.6);
        Assert.Equal(1, ExpectedLoss.At(setting, 1e9, 1_000) / ExpectedLoss.At(setting, null, 1_000), 1e-9);
        // S⁴η²T²/D of Proposition 4, with room for its constant.
        Assert.Equal(1, ExpectedLoss.At(setting, 100, 1_000_000_000_000) / ExpectedLoss.At(setting, 100), 1e-7);
    }

    [Fact]
    public void Ten_million_skills_agree_with_the_brute_force_sum()
    {
        double exact = BruteForce(0.3, 10_000_000, 10_000_000, p => 12.5 / Math.Pow(1 + Math.Exp(5 * 1e6 * p) / 49, 2));
        Assert.Equal(1, ExpectedLoss.At(Setting(0.3, 10_000_000), 1e6) / exact, 1e-12);
    }

    [Fact]
    public void A_billion_skills_lie_between_a_million_and_infinity()
    {
        // Finite n_s only removes skills: with the same frequencies the losses would be nested; here to leading order.
        long?[] counts = [1_000_000, 1_000_000_000, null];
        double[] losses = [.. counts.Select(n => ExpectedLoss.At(Setting(0.3, n), 1e7))];
        Assert.True(losses[0] < losses[1] && losses[1] < losses[2]);
    }

    [Fact]
    public void Everything_unlimited_leaves_no_loss_and_parameters_alone_leave_the_tail()
    {
        Assert.Equal(0, ExpectedLoss.At(Setting(0.6)));
        Assert.Equal(0, ExpectedLoss.At(Setting(0.6, 1000)));
        double tail = BruteForce(0.6, 1000, 10, _ => 0);
        Assert.Equal(1, ExpectedLoss.At(Setting(0.6, 1000), null, null, 10) / tail, 1e-13);
    }

    [Fact]
    public void Nothing_learnt_leaves_the_initial_loss() =>
        Assert.Equal(4.9 * 4.9 / 2, ExpectedLoss.At(Setting(0.6), 0), 1e-11);

    [Fact]
    public void Bad_input_is_named()
    {
        ScalingError Error(Action act) => Assert.Throws<ScalingException>(act).Error;
        Assert.Equal(ScalingError.NegativeTime, Error(() => ExpectedLoss.At(Setting(0.6), -1)));
        Assert.Equal(ScalingError.NegativeTime, Error(() => ExpectedLoss.At(Setting(0.6), double.NaN)));
        Assert.Equal(ScalingError.NoSamples, Error(() => ExpectedLoss.At(Setting(0.6), null, 0)));
        Assert.Equal(ScalingError.TooManyParameters, Error(() => ExpectedLoss.At(Setting(0.6, 10), null, null, 11)));
        Assert.Equal(ScalingError.AlphaNotPositive, Error(() => ExpectedLoss.At(Setting(0), 1)));
    }
}
