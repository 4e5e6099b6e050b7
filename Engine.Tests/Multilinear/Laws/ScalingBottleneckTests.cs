using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class ScalingBottleneckTests
{
    private static readonly BottleneckOptions Unlimited = new() { Alpha = 0.6, TargetScale = 1, InitialStrength = 0.01, LearningRate = 1 };

    private static ScalingBottleneck Diagnose(double? time, long? samples, long? parameters, long? skills = null) =>
        ScalingBottleneck.Diagnose(Unlimited with { Time = time, SampleCount = samples, ParameterCount = parameters, SkillCount = skills });

    [Fact]
    public void The_scarce_resource_is_named_and_its_law_predicts_the_loss()
    {
        ScalingBottleneck time = Diagnose(1e4, null, 100_000_000);
        Assert.Equal((ScalingLawKind.Time, ScalingLawKind.Time), (time.Bottleneck, time.Law));
        ScalingBottleneck data = Diagnose(1e9, 10_000, 100_000_000);
        Assert.Equal((ScalingLawKind.Data, ScalingLawKind.Data), (data.Bottleneck, data.Law));
        ScalingBottleneck parameters = Diagnose(null, null, 100);
        Assert.Equal((ScalingLawKind.Parameters, ScalingLawKind.Parameters), (parameters.Bottleneck, parameters.Law));
        Assert.StartsWith("Train longer", time.Advice, StringComparison.Ordinal);
        Assert.StartsWith("Add samples", data.Advice, StringComparison.Ordinal);
        Assert.StartsWith("Add parameters", parameters.Advice, StringComparison.Ordinal);
        Assert.Equal(0, time.RelativeDeviation!.Value, 1e-6);
        Assert.Equal(0, parameters.RelativeDeviation!.Value, 1e-2);
        Assert.All([time, data, parameters], row => Assert.True(row.Holds, row.Violated));
    }

    [Fact]
    public void Contributions_are_the_losses_with_the_others_unlimited()
    {
        ScalingBottleneck row = Diagnose(1e4, 1_000_000, 1_000, 100_000);
        Assert.Equal(ExpectedLoss.At(Unlimited with { SkillCount = 100_000 }, 1e4), row.TimeLoss);
        Assert.Equal(ExpectedLoss.At(Unlimited with { SkillCount = 100_000 }, null, 1_000_000), row.DataLoss);
        Assert.Equal(ExpectedLoss.At(Unlimited with { SkillCount = 100_000 }, null, null, 1_000), row.ParametersLoss);
        Assert.Equal(row.TimeLoss / Math.Max(row.DataLoss, row.ParametersLoss), row.Dominance);
    }

    [Fact]
    public void Balance_of_time_and_parameters_is_the_compute_law()
    {
        ComputeOptimum optimum = ComputeOptimum.At(1e9, Unlimited);
        ScalingBottleneck row = Diagnose(optimum.Time, null, optimum.Parameters);
        Assert.Equal(ScalingLawKind.Compute, row.Law);
        Assert.Equal(0.6 / 2.6, row.Exponent!.Value, 1e-15);
        Assert.Equal(optimum.Loss, row.ExactLoss!.Value, 1e-12);
        Assert.Equal(0, row.RelativeDeviation!.Value, 1e-3);
        Assert.True(row.Holds, row.Violated);
        Assert.NotEqual(ScalingLawKind.Compute, Diagnose(optimum.Time, null, 100 * optimum.Parameters).Law);
    }

    [Fact]
    public void Bottleneck_moves_where_the_losses_cross()
    {
        // N^-0.6/(1.2 ζ) = 0.6 T^-0.375 at about N = 1.0 T^{1/1.6}: from few to many parameters at T = 10^6.
        ScalingLawKind?[] path = [.. ((long[])[100, 1_000, 100_000]).Select(n => Diagnose(1e6, null, n).Bottleneck)];
        Assert.Equal([ScalingLawKind.Parameters, ScalingLawKind.Parameters, ScalingLawKind.Time], path);
    }

    [Fact]
    public void Unlimited_everything_has_no_bottleneck()
    {
        ScalingBottleneck row = Diagnose(null, null, null, 1000);
        Assert.Null(row.Bottleneck);
        Assert.Null(row.Law);
        Assert.Equal(0, row.ExactLoss);
    }

    [Fact]
    public void No_time_at_all_is_a_bottleneck_without_a_law()
    {
        ScalingBottleneck row = Diagnose(0, null, null);
        Assert.Equal(ScalingLawKind.Time, row.Bottleneck);
        Assert.Null(row.PredictedLoss);
        Assert.Equal(0.99 * 0.99 / 2, row.TimeLoss, 1e-11);
    }

    [Fact]
    public void Outside_the_conditions_the_advice_says_so()
    {
        ScalingBottleneck row = Diagnose(3e4, 10_000, null, 1_000_000);
        Assert.False(row.Holds);
        Assert.Contains("outside its conditions", row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Equal(ScalingError.NegativeTime, Assert.Throws<ScalingException>(() => Diagnose(-1, null, null)).Error);
        Assert.Equal(ScalingError.NoSamples, Assert.Throws<ScalingException>(() => Diagnose(1, 0, null)).Error);
        Assert.Equal(ScalingError.TooManyParameters, Assert.Throws<ScalingException>(() => Diagnose(1, null, 11, 10)).Error);
    }
}
