using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class FiniteSizeCorrectionTests
{
    // Fig. 8: N = n_s = 50,000, small r.
    private static LawSetting Figure8(double alpha, double strength = 0.01) =>
        new() { Alpha = alpha, SkillCount = 50_000, TargetScale = 1, InitialStrength = strength, LearningRate = 1 };

    private static double Slope(Func<double, double> loss, double time) =>
        Math.Log(loss(time) / loss(2 * time)) / Math.Log(2);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void Corrected_loss_has_the_exponent_the_bare_loss_misses(double alpha)
    {
        LawSetting setting = Figure8(alpha);
        double Loss(double t) => ExpectedLoss.At(setting, t);
        double offset = FiniteSizeCorrection.Offset(setting), p = alpha / (alpha + 1);
        foreach (double time in (double[])[100, 300])
        {
            double bare = Math.Abs(Slope(Loss, time) - p), corrected = Math.Abs(Slope(t => Loss(t) + offset, time) - p);
            // What is left is u_N ~ ηST N^-(α+1), the part of the way to N^{α+1} ~ T, and a ripple of 1e-5 from skills being whole.
            Assert.InRange(corrected, 0, Math.Max(1e-5, 0.1 * time * Math.Pow(50_000, -alpha - 1)));
            Assert.True(bare > 20 * corrected);
        }
    }

    [Fact]
    public void Corrected_law_gives_the_loss_and_the_bare_law_does_not()
    {
        LawSetting setting = Figure8(0.1);
        double exact = ExpectedLoss.At(setting, 300);
        double corrected = FiniteSizeCorrection.Loss(setting, 300);
        Assert.Equal(1, corrected / exact, 2e-3);
        Assert.Equal(1.83, (corrected + FiniteSizeCorrection.Offset(setting)) / exact, 0.005);
    }

    [Fact]
    public void Offset_is_the_printed_one_for_small_strength_and_all_skills()
    {
        // S² A N^-α/(2α), A = 1/Σ_{k≤n_s} k^-(α+1)
        double sum = 0;
        for (int k = 50_000; k >= 1; k--)
            sum += Math.Pow(k, -1.1);
        double printed = Math.Pow(50_000, -0.1) / (0.2 * sum);
        Assert.Equal(1, FiniteSizeCorrection.Offset(Figure8(0.1, 1e-9)) / printed, 1e-8);
        Assert.Equal(0.99 * 0.99, FiniteSizeCorrection.Offset(Figure8(0.1)) / printed, 1e-12);
    }

    [Fact]
    public void The_row_carries_the_offset_and_the_law_agrees_with_it()
    {
        ScalingLaw law = ScalingLaws.Get(new LawOptions
        {
            Alpha = 0.1, SkillCount = 50_000, TargetScale = 1, InitialStrength = 0.01, LearningRate = 1, At = 100,
        });
        Assert.Equal(FiniteSizeCorrection.Offset(Figure8(0.1)), law.FiniteSizeOffset!.Value, 1e-15);
        Assert.Equal(1, (law.LimitPrefactor * Math.Pow(100, -law.Exponent) - law.FiniteSizeOffset.Value) / law.Loss!.Value, 1e-3);
    }
}
