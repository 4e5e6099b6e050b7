using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class TimeLawTests
{
    private static LawOptions Unit(double alpha) =>
        new() { Law = ScalingLawKind.Time, Alpha = alpha, TargetScale = 1, InitialStrength = 0.01, LearningRate = 1 };

    // Reference/README.md, time constants: lim L (ηST)^{α/(α+1)}, from the quadrature and from the exact sum over infinitely many skills.
    [Theory]
    [InlineData(0.3, 0.64532)]
    [InlineData(0.6, 0.60006)]
    [InlineData(0.9, 0.53034)]
    public void Constants_come_out_of_quadrature_and_of_the_exact_sum(double alpha, double constant)
    {
        ScalingLaw law = ScalingLaws.Get(Unit(alpha) with { At = 1e10 });
        Assert.Equal(constant, law.Prefactor, 5e-6);
        Assert.Equal(constant, law.LimitPrefactor, 5e-6);
        Assert.Equal(constant, law.ExactLoss!.Value * Math.Pow(1e10, alpha / (alpha + 1)), 5e-6);
        Assert.Equal(alpha / (alpha + 1), law.Exponent, 1e-15);
        Assert.Equal(0, law.RelativeDeviation!.Value, 1e-11);
        Assert.True(law.Holds);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.6)]
    [InlineData(3.0)]
    public void Scale_and_learning_rate_are_folded_into_the_prefactor(double alpha)
    {
        ScalingLaw law = ScalingLaws.Get(Unit(alpha) with { TargetScale = 5, InitialStrength = 0.2, LearningRate = 0.05, At = 1e9 });
        Assert.Equal(law.Loss!.Value, law.Prefactor * Math.Pow(1e9, -law.Exponent), 1e-15 * law.Loss.Value);
        Assert.Equal(1, law.Loss.Value / ExpectedLoss.At(new LawSetting { Alpha = alpha, TargetScale = 5, InitialStrength = 0.2, LearningRate = 0.05 }, 1e9), 1e-8);
    }

    // To next order the law errs by the end of the sum, ½ P(N) (S²/2 - Φ(u_N)): the term S² N^-(α+1) of the theorem, with its constant.
    [Theory]
    [InlineData(0.3, 1.0)]
    [InlineData(0.6, 0.3)]
    [InlineData(0.9, 2.0)]
    public void Deviation_at_fixed_lambda_is_the_end_of_the_sum(double alpha, double lambda)
    {
        double Z = ScalingTools.Numerics.PowerSum.Zeta(alpha + 1);
        double end = (0.5 - 0.5 / Math.Pow(1 + Math.Exp(2 * Math.Pow(lambda, -alpha - 1) / Z) / 99, 2)) / (2 * Z);
        foreach (double n in (double[])[200, 2_000, 20_000])
        {
            ScalingLaw law = ScalingLaws.Get(Unit(alpha) with { Lambda = lambda, At = Math.Pow(n / lambda, alpha + 1) });
            Assert.Equal(n, law.Parameters!.Value);
            Assert.Equal(lambda, law.Lambda!.Value);
            Assert.Equal(end, (law.Loss!.Value - law.ExactLoss!.Value) / law.TailError!.Value, end * 20 / n);
        }
    }

    [Theory]
    [InlineData(0.1, 50_000L, 50_000L)]
    [InlineData(0.3, 50_000L, 2_000L)]
    [InlineData(0.6, 1_000_000_000L, 100_000L)]
    public void Finite_skill_counts_are_predicted_with_the_finite_normalisation(double alpha, long skills, long n)
    {
        LawOptions options = Unit(alpha) with { SkillCount = skills, ParameterCount = n };
        foreach (double time in (double[])[1e3, 1e4, 1e5])
        {
            ScalingLaw law = ScalingLaws.Get(options with { At = time });
            Assert.Equal(0, law.RelativeDeviation!.Value, 2 * law.TailError!.Value / law.ExactLoss!.Value);
        }
    }

    // For n_s = N = 1000 the normalisation Σ_{j≤n_s} is what the law must carry: with ζ it is off by far more.
    [Fact]
    public void Zeta_in_place_of_the_finite_sum_is_off()
    {
        ScalingLaw finite = ScalingLaws.Get(Unit(0.3) with { SkillCount = 1_000, At = 1e2 });
        Assert.Equal(0, finite.RelativeDeviation!.Value, 1e-3);
        ScalingLaw infinite = ScalingLaws.Get(Unit(0.3) with { ParameterCount = 1_000, At = 1e2 });
        Assert.InRange(infinite.Loss!.Value / finite.ExactLoss!.Value - 1, 0.1, 10);
    }

    [Fact]
    public void Without_parameters_or_x_the_prefactor_is_the_limit()
    {
        ScalingLaw law = ScalingLaws.Get(Unit(0.6));
        Assert.Equal(law.LimitPrefactor, law.Prefactor);
        Assert.Null(law.Lambda);
        Assert.Null(law.At);
        Assert.Null(law.Loss);
        Assert.Null(law.TailError);
        Assert.Equal(0, law.FiniteSizeOffset);
        Assert.True(law.Holds);
    }
}
