using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear;

public class FeatureModelTests
{
    private static readonly FeatureModelOptions Options = new() { FeatureCount = 40, Seeds = [.. Enumerable.Range(1, 40).Select(s => (long)s)] };

    private static (double Mean, double Error) Mean(IEnumerable<double> values)
    {
        double[] x = [.. values];
        double mean = x.Average();
        return (mean, Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / x.Length / (x.Length - 1)));
    }

    // E[φ(q)], q = χ²/(χ² + d), χ² with D_c - d degrees of freedom: |(1-P)u|² exactly. With e_j = u + z_j, z_j Gaussian in the D_c - 1
    // directions beside u, it is 1/(1 + 1ᵀ(ZᵀZ)⁻¹1), and d/1ᵀ(ZᵀZ)⁻¹1 is χ² with D_c - d degrees (inverse Wishart).
    private static double Exact(int dc, int d, Func<double, double> phi) =>
        GaussLegendreRule.Integrate(x => ChiSquared.PDF(dc - d, x) * phi(x / (x + d)), 0, 6.0 * dc, 256);

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(30)]
    public void Features_in_general_position_follow_proposition_1(int d)
    {
        FeatureModelStrength[] rows = [.. FeatureModel.Run(Options with { Observations = [d] })];
        Assert.All(rows, row => Assert.True(row.Converged));
        (double loss, double lossError) = Mean(rows.Select(row => row.SkillLoss));
        Assert.Equal(Exact(40, d, q => q / 2), loss, 4 * lossError + 1e-3);        // + what the start of size 1e-3 leaves
        (double strength, double error) = Mean(rows.Select(row => row.RelativeStrength));
        Assert.Equal(Exact(40, d, q => 1 - Math.Sqrt(q)), strength, 4 * error + 1e-3);
        // The correlation is another thing: S d/D_c
        (double correlation, double correlationError) = Mean(rows.Select(row => row.Correlation));
        Assert.Equal(Exact(40, d, q => 1 - q), correlation, 4 * correlationError + 1e-3);
        Assert.True(correlation > strength + 0.05);
        Assert.Equal(1 - Math.Sqrt(1 - d / 40.0), rows[0].Theory, 1e-12);
    }

    [Fact]
    public void Proposition_1_is_exact_for_many_features_only()
    {
        // (1 - d/D_c) and 1 - √(1 - d/D_c) are missed by O(1/D_c): ten times the features, a tenth of the difference.
        double Difference(int dc) => Exact(dc, dc / 2, q => 1 - Math.Sqrt(q)) - (1 - Math.Sqrt(0.5));
        Assert.InRange(Difference(40), 0.005, 0.03);
        Assert.InRange(Difference(40) / Difference(400), 9, 11);
    }

    [Fact]
    public void Many_points_learn_the_skill_and_none_leave_it()
    {
        FeatureModelStrength[] rows = [.. FeatureModel.Run(Options with { Observations = [0, 80], Seeds = [1, 2] })];
        foreach (FeatureModelStrength row in rows)
            Assert.Equal(row.Observations == 0 ? 0 : 1, row.RelativeStrength, 1e-5);
    }

    [Fact]
    public void Lemmas_2_and_3_hold_along_the_flow()
    {
        foreach (FeatureFamily family in Enum.GetValues<FeatureFamily>())
            foreach (FeatureModelStrength row in FeatureModel.Run(Options with { Observations = [5, 20], Seeds = [1, 2, 3], Features = family, InitialScale = 0.3 }))
            {
                Assert.InRange(row.BalanceDrift, 0, 1e-4);
                Assert.InRange(row.OrthogonalDrift, 0, 1e-12);
            }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    public void Features_on_cells_satisfy_equation_39_but_not_proposition_1(int d)
    {
        // A cell is missed by d points with probability (1 - 1/D_c)^d.
        FeatureModelStrength[] rows = [.. FeatureModel.Run(Options with { Observations = [d], Features = FeatureFamily.Cells, Seeds = [.. Enumerable.Range(1, 150).Select(s => (long)s)] })];
        (double loss, double error) = Mean(rows.Select(row => row.SkillLoss));
        double expected = 0.5 * Math.Pow(1 - 1 / 40.0, d);
        Assert.Equal(expected, loss, 4 * error);
        Assert.True(Math.Abs(expected - 0.5 * Math.Max(0, 1 - d / 40.0)) > 4 * error);
    }

    [Fact]
    public void A_large_beginning_in_unseen_directions_stays_in_the_solution()
    {
        // Prop. 1 supposes a small start; the unseen part of B(0) is conserved and adds to the loss.
        double small = FeatureModel.Run(Options with { Observations = [20], Seeds = [1] }).Single().SkillLoss;
        double large = FeatureModel.Run(Options with { Observations = [20], Seeds = [1], InitialScale = 1 }).Single().SkillLoss;
        Assert.True(large > small + 0.05);
    }

    [Fact]
    public void Same_seed_same_bits_and_bad_options_are_named()
    {
        var options = Options with { Observations = [7], Seeds = [3] };
        Assert.Equal(FeatureModel.Run(options).Single(), FeatureModel.Run(options).Single());
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => FeatureModel.Run(Options with { FeatureCount = 0 }).First()).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => FeatureModel.Run(Options with { Observations = [-1] }).First()).Error);
        Assert.False(FeatureModel.Run(options with { MaxSteps = 2 }).Single().Converged);
    }
}
