using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class ComputeOptimumTests
{
    private static LawSetting Setting(double alpha, long? skills = null) =>
        new() { Alpha = alpha, SkillCount = skills, TargetScale = 5, InitialStrength = 0.01, LearningRate = 1 };

    // Every N, term by term.
    [Theory]
    [InlineData(0.3, 300, 5e3)]
    [InlineData(0.6, 300, 2e4)]
    [InlineData(0.9, 300, 1.0)]
    [InlineData(0.9, 20, 5e3)]
    public void Brute_force_over_all_parameter_counts_finds_the_same_optimum(double alpha, int skills, double compute)
    {
        double normalizer = Enumerable.Range(1, skills).Sum(k => Math.Pow(k, -alpha - 1));
        double Loss(int n) => Enumerable.Range(1, skills).Sum(k =>
        {
            double p = Math.Pow(k, -alpha - 1) / normalizer;
            return p * 12.5 / (k > n ? 1 : Math.Pow(1 + Math.Exp(10 * compute / n * p) / 499, 2));
        });
        int best = Enumerable.Range(1, skills).MinBy(Loss);
        ComputeOptimum optimum = ComputeOptimum.At(compute, Setting(alpha, skills));
        Assert.Equal(best, optimum.Parameters);
        Assert.Equal(1, optimum.Loss / Loss(best), 1e-11);
        Assert.Equal(compute / best, optimum.Time);
        Assert.Equal(best == skills, optimum.SkillsExhausted);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    [InlineData(2.0)]
    public void Exact_optimum_tends_to_the_asymptotic_one(double alpha)
    {
        double[] compute = [1e6, 1e9, 1e12];
        ComputeOptimum[] rows = [.. compute.Select(c => ComputeOptimum.At(c, Setting(alpha)))];
        double[] loss = [.. rows.Select(r => Math.Abs(r.AsymptoticLoss / r.Loss - 1) * r.Parameters)];
        // The relative error of the loss is O(1/N).
        Assert.All(loss, x => Assert.InRange(x, 0, 1));
        foreach (ComputeOptimum row in rows)
        {
            Assert.Equal(row.AsymptoticParameters, row.Parameters, 2 + 1e-4 * row.Parameters);
            Assert.Equal(row.Compute, row.Parameters * row.Time, 1e-9 * row.Compute);
            Assert.Equal(row.LossPrefactor * Math.Pow(row.Compute, -row.ComputeExponent), row.AsymptoticLoss, 1e-9 * row.AsymptoticLoss);
            Assert.Equal(row.ParametersPrefactor * Math.Pow(row.Compute, row.ParametersGrowth), row.AsymptoticParameters, 1e-9 * row.AsymptoticParameters);
            Assert.Equal(row.TimePrefactor * Math.Pow(row.Compute, row.TimeGrowth), row.AsymptoticTime, 1e-9 * row.AsymptoticTime);
        }
    }

    // Errata: n_s = 50,000 alone bends L/(S²/2)·C^{α/(α+2)} of α = 0.3 from 0.87 to 0.47.
    [Fact]
    public void Fifty_thousand_skills_bend_the_law()
    {
        double Constant(double compute, long? skills) =>
            ComputeOptimum.At(compute, Setting(0.3, skills)).Loss / 12.5 * Math.Pow(compute, 0.3 / 2.3);
        Assert.Equal(0.87, Constant(1e4, 50_000), 0.01);
        Assert.Equal(0.47, Constant(1e9, 50_000), 0.01);
        Assert.Equal(0.953, Constant(1e4, null), 0.02);
        Assert.Equal(0.953, Constant(1e9, null), 0.001);
        // The smooth law with n_s follows the bend.
        ComputeOptimum row = ComputeOptimum.At(1e9, Setting(0.3, 50_000));
        Assert.Equal(1, row.AsymptoticLoss / row.Loss, 1e-3);
    }

    // Skills that start at 0.9 S gain by a parameter long before they are trained: the best N is far above the asymptotic law's.
    [Fact]
    public void The_search_goes_on_while_the_loss_falls()
    {
        LawSetting setting = new() { Alpha = 0.3, SkillCount = 1_000_000_000, InitialStrength = 0.9, LearningRate = 1 };
        ComputeOptimum best = ComputeOptimum.At(1e5, setting);
        Assert.Equal(1_000_000_000, best.Parameters);
        Assert.True(best.Loss < ExpectedLoss.At(setting, 1e5 / 1.6e8, null, 160_000_000)); // 100 times the asymptotic N
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => ComputeOptimum.At(1e5, setting with { SkillCount = null })).Error);
    }

    [Fact]
    public void Exhausted_skills_take_all_parameters()
    {
        ComputeOptimum row = ComputeOptimum.At(1e12, Setting(0.6, 100));
        Assert.Equal(100, row.Parameters);
        Assert.True(row.SkillsExhausted);
        Assert.Equal(1e10, row.Time);
        Assert.False(ComputeOptimum.At(1e4, Setting(0.6, 1_000_000_000)).SkillsExhausted);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-5.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_must_be_a_positive_number(double compute) =>
        Assert.Equal(ScalingError.ParameterOutOfRange,
            Assert.Throws<ScalingException>(() => ComputeOptimum.At(compute, Setting(0.6))).Error);
}
