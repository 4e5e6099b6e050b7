using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class ParameterLawTests
{
    private static LawOptions Law(double alpha, long? skills = null) =>
        new() { Law = ScalingLawKind.Parameters, Alpha = alpha, SkillCount = skills, TargetScale = 5, InitialStrength = 0.1 };

    // The tail sum from N+1 starts half a skill late: relative error α/(2N) for n_s = ∞.
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    [InlineData(2.0)]
    public void Deviation_is_half_a_skill(double alpha)
    {
        foreach (double n in (double[])[1e2, 1e3, 1e5])
        {
            ScalingLaw law = ScalingLaws.Get(Law(alpha) with { At = n });
            Assert.Equal(alpha, law.Exponent);
            Assert.Equal(alpha / (2 * n), law.RelativeDeviation!.Value, 3 / (n * n));
            Assert.InRange(law.Loss!.Value - law.ExactLoss!.Value, 0, law.TailError!.Value);
        }
    }

    [Theory]
    [InlineData(0.3, 0.1)]
    [InlineData(0.3, 0.9)]
    [InlineData(0.9, 0.5)]
    public void Gamma_gives_the_factor_of_a_finite_skill_count(double alpha, double gamma)
    {
        long skills = 1_000_000;
        ScalingLaw law = ScalingLaws.Get(Law(alpha, skills) with { At = gamma * skills });
        Assert.Equal(gamma, law.Gamma!.Value, 1e-12);
        Assert.Equal(1 - Math.Pow(gamma, alpha), law.Prefactor / law.LimitPrefactor, 1e-12);
        Assert.Equal(0, law.RelativeDeviation!.Value, 2e-5);
        Assert.True(law.Holds);
    }

    [Fact]
    public void All_skills_leave_nothing_and_break_the_condition()
    {
        ScalingLaw law = ScalingLaws.Get(Law(0.6, 1000) with { At = 1000 });
        Assert.Equal(0, law.Loss);
        Assert.Equal(0, law.ExactLoss);
        Assert.Null(law.RelativeDeviation);
        Assert.False(law.Holds);
        Assert.Equal("N ≫ 1, n_s - N ≫ 1", law.Violated);
    }

    // Theorem 1's second term, S² (ln S/r)^p (ηST)^-p: at fixed N it bounds what time adds.
    [Fact]
    public void Limited_time_adds_no_more_than_its_error_term()
    {
        foreach (double time in (double[])[1e3, 1e4, 1e5])
        {
            ScalingLaw law = ScalingLaws.Get(Law(0.6) with { At = 100, Time = time });
            Assert.InRange(law.ExactLoss!.Value - law.Loss!.Value, -law.TailError!.Value, law.UnlearntError!.Value);
        }
    }

    [Fact]
    public void Limited_data_adds_no_more_than_its_error_term()
    {
        foreach (long samples in (long[])[1_000, 10_000, 1_000_000])
        {
            ScalingLaw law = ScalingLaws.Get(Law(0.6) with { At = 100, SampleCount = samples });
            Assert.InRange(law.ExactLoss!.Value - law.Loss!.Value, -law.TailError!.Value, law.UnseenError!.Value);
        }
    }
}
