using ScalingTools.Networks;

namespace ScalingTools.Tests.Networks;

public class LearningRateScheduleTests
{
    [Theory]
    [InlineData(LearningRateKind.Constant, 0, 0.05)]
    [InlineData(LearningRateKind.Constant, 499_999, 0.05)]
    [InlineData(LearningRateKind.Step, 0, 0.05)]
    [InlineData(LearningRateKind.Step, 49_999, 0.05)]
    [InlineData(LearningRateKind.Step, 50_000, 0.025)]
    [InlineData(LearningRateKind.Step, 499_999, 0.05 / 512)]
    [InlineData(LearningRateKind.Cosine, 0, 0.05)]
    [InlineData(LearningRateKind.Cosine, 250_000, 0.025)]
    [InlineData(LearningRateKind.Cosine, 125_000, 0.04267766952966369)] // (1 + 1/√2)/2
    [InlineData(LearningRateKind.Cosine, 500_000, 0)]
    public void Rates_are_those_of_the_formula(LearningRateKind kind, long step, double expected) =>
        Assert.Equal(expected, new LearningRateSchedule { Kind = kind }.At(step, 0.05, 500_000), 1e-15);

    [Fact]
    public void Period_and_factor_are_those_given()
    {
        LearningRateSchedule schedule = new() { Kind = LearningRateKind.Step, Period = 3, Factor = 0.1 };
        Assert.Equal([1, 1, 1, 0.1, 0.1, 0.1, 0.01], Enumerable.Range(0, 7).Select(t => Math.Round(schedule.At(t, 1, 100), 12)));
    }

    [Fact]
    public void A_warm_up_grows_to_the_whole_rate()
    {
        LearningRateSchedule schedule = new() { WarmupSteps = 4 };
        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1], Enumerable.Range(0, 6).Select(t => schedule.At(t, 1, 100)));
        LearningRateSchedule cosine = schedule with { Kind = LearningRateKind.Cosine };
        Assert.Equal(0.5 * (1 + Math.Cos(Math.PI / 100)) / 2, cosine.At(1, 1, 100), 1e-15);
    }
}
