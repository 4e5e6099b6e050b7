using ScalingTools.Multilinear;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Multilinear;

public class EmergenceTimesTests
{
    [Theory]
    [InlineData(MultilinearModelKind.Multilinear)]
    [InlineData(MultilinearModelKind.Linear)]
    public void Strengths_pass_the_thresholds_at_the_times(MultilinearModelKind model)
    {
        var options = new MultilinearOptions { SkillCount = 4, TargetScale = 3, LearningRate = 0.02, Model = model };
        foreach (EmergenceTime row in EmergenceTimes.Run(options, 0.1))
        {
            double[] r = [.. MultilinearTraining.RunPerSkill(options with { Times = [row.EmergentTime, row.EmergentTime + row.SaturationTime], ReportedSkills = [row.Skill] })
                .Select(s => s.RelativeStrength)];
            Assert.Equal(0.1, r[0], 1e-12);
            Assert.Equal(0.9, r[1], 1e-12);
        }
    }

    [Fact]
    public void Times_are_those_of_equation_17()
    {
        EmergenceTime row = EmergenceTimes.Run(new MultilinearOptions { Skills = new UniformSkills(2), TargetScale = 2, InitialStrength = 0.002, LearningRate = 0.1 }, 0.05).First();
        // 2ηP_s(k)S = 0.2: ln(999/19)/0.2 and 2 ln(19)/0.2
        Assert.Equal(Math.Log(999.0 / 19) / 0.2, row.EmergentTime, 1e-10);
        Assert.Equal(10 * Math.Log(19), row.SaturationTime, 1e-10);
        Assert.Equal(0, row.Gap);
        Assert.False(row.IsStageLike);
        Assert.Null(EmergenceTimes.Run(new MultilinearOptions { SkillCount = 2 }).Last().IsStageLike);
    }

    // τ_s(k) < τ_e(k+1) - τ_e(k) for k = 1 means 2 ln 19 < (2^{α+1} - 1) ln((S/r-1)/19).
    [Theory]
    [InlineData(0.6, 1e-2, false)]
    [InlineData(0.6, 1e-3, true)]
    [InlineData(2.0, 1e-2, true)]
    public void Small_beginnings_and_steep_frequencies_make_stages(double alpha, double r, bool expected)
    {
        EmergenceTime first = EmergenceTimes.Run(new MultilinearOptions { Alphas = [alpha], SkillCount = 3, InitialStrength = r }).First();
        Assert.Equal(2 * Math.Log(19) < (Math.Pow(2, alpha + 1) - 1) * Math.Log((1 / r - 1) / 19), expected);
        Assert.Equal(expected, first.IsStageLike);
    }

    [Theory]
    [InlineData(0.005)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void A_threshold_below_the_start_or_above_the_middle_is_refused(double threshold) =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(
            () => EmergenceTimes.Run(new MultilinearOptions { SkillCount = 3 }, threshold).First()).Error);
}
