using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class DataLawTests
{
    // Reference/README.md, data constants: S = 1, r = 0.01.
    private static LawOptions Unit(double alpha) =>
        new() { Law = ScalingLawKind.Data, Alpha = alpha, TargetScale = 1, InitialStrength = 0.01 };

    [Theory]
    [InlineData(0.3, 0.51886)]
    [InlineData(0.6, 0.43307)]
    [InlineData(0.9, 0.35924)]
    public void Constants_come_out_of_the_gamma_function_and_of_the_exact_sum(double alpha, double constant)
    {
        ScalingLaw law = ScalingLaws.Get(Unit(alpha) with { At = 1e10 });
        Assert.Equal(constant, law.Prefactor, 5e-6);
        Assert.Equal(constant, law.ExactLoss!.Value * Math.Pow(1e10, alpha / (alpha + 1)), 5e-6);
        Assert.Equal(0, law.Mu);
        Assert.True(law.Holds);
    }

    // Theorem 5 bounds the error by S² D^{-(2α+1)/(2α+2)}; (1-P)^D ≈ e^-DP makes it smaller still, 1/D of the loss.
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    [InlineData(2.0)]
    public void Deviation_shrinks_faster_than_the_theorem_says(double alpha)
    {
        // At α = 2 the sum has its bulk at k ~ D^{1/3}, and is not smooth before D is large.
        double[] samples = alpha > 1 ? [1e6, 1e7, 1e8] : [1e2, 1e3, 1e4];
        ScalingLaw[] laws = [.. samples.Select(d => ScalingLaws.Get(Unit(alpha) with { At = d }))];
        Assert.All(laws, law => Assert.InRange(Math.Abs(law.Loss!.Value - law.ExactLoss!.Value), 1e-16, law.HeadError!.Value));
        for (int i = 0; i < 2; i++)
            Assert.Equal(10, laws[i].RelativeDeviation!.Value / laws[i + 1].RelativeDeviation!.Value, 0.5);
    }

    // To next order the law errs by the end of the sum, ½ P(N) (S²/2 - φ(u_N)), order N^-(α+1), and by (1-P)^D ≈ e^{-DP} (1 - DP²/2):
    // ½ D^{-p-1} Z^{-1/(α+1)}/(α+1) ½(S-r)² Γ(p+2, u_N), p = α/(α+1).
    [Theory]
    [InlineData(0.3, 1.0)]
    [InlineData(0.6, 5.0)]
    [InlineData(0.9, 0.1)]
    public void Deviation_at_fixed_mu_is_the_next_order(double alpha, double mu)
    {
        double p = alpha / (alpha + 1), Z = ScalingTools.Numerics.PowerSum.Zeta(alpha + 1);
        double Ratio(double n)
        {
            ScalingLaw law = ScalingLaws.Get(Unit(alpha) with { ParameterCount = (long)n, At = mu * Math.Pow(n, alpha + 1) });
            double u = law.Mu!.Value / Z, gap = 0.99 * 0.99 / 2;
            double end = 0.5 * law.TailError!.Value / Z * (0.5 - gap * Math.Exp(-u));
            double head = 0.5 * Math.Pow(law.At!.Value, -p - 1) * Math.Pow(Z, -1 / (alpha + 1)) / (alpha + 1)
                * gap * MathNet.Numerics.SpecialFunctions.GammaUpperIncomplete(p + 2, u);
            return (law.Loss!.Value - law.ExactLoss!.Value) / (end + head);
        }
        Assert.Equal(1, Ratio(200), 0.02);
        Assert.Equal(1, Ratio(2_000), 0.002);
    }

    [Fact]
    public void Mu_ties_the_parameters_to_the_data()
    {
        ScalingLaw law = ScalingLaws.Get(Unit(0.5) with { Mu = 2, At = 2e9 });
        Assert.Equal(1_000_000, law.Parameters); // (D/μ)^{1/(α+1)} = (10^9)^{2/3}
        Assert.Equal(2, law.Mu!.Value, 1e-12);
        Assert.Equal(1, law.Prefactor / ScalingLaws.Get(Unit(0.5) with { Mu = 2 }).Prefactor, 1e-12);
        Assert.Equal(0, law.RelativeDeviation!.Value, 1e-6);
    }

    [Theory]
    [InlineData(0.3, 50_000L, 50_000L)]
    [InlineData(0.1, 100_000L, 1_000L)]
    public void Finite_skill_counts_are_predicted(double alpha, long skills, long n)
    {
        foreach (double samples in (double[])[1e3, 1e5])
        {
            ScalingLaw law = ScalingLaws.Get(Unit(alpha) with { SkillCount = skills, ParameterCount = n, At = samples });
            Assert.Equal(0, law.RelativeDeviation!.Value, 2 * law.TailError!.Value / law.ExactLoss!.Value + 2 / samples);
        }
    }

    [Fact]
    public void Unseen_skills_keep_their_initial_strength()
    {
        // (S-r)²: with r = S/2 a quarter of the loss of r → 0.
        double half = ScalingLaws.Get(Unit(0.6) with { InitialStrength = 0.5 }).Prefactor;
        double none = ScalingLaws.Get(Unit(0.6) with { InitialStrength = 1e-12 }).Prefactor;
        Assert.Equal(0.25, half / none, 1e-9);
    }
}
