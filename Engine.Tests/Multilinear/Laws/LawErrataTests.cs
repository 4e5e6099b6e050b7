using ScalingTools.Multilinear;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Multilinear.Laws;

/// <summary>One test for each misprint of Reference/README.md about the laws: the exact sum has the corrected form and refutes the printed one.</summary>
public class LawErrataTests
{
    private static LawSetting Unit(double alpha, long? skills = null) =>
        new() { Alpha = alpha, SkillCount = skills, TargetScale = 1, InitialStrength = 0.01, LearningRate = 1 };

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void Theorem_4_has_alpha_plus_one_for_alpha(double alpha)
    {
        double exact = ExpectedLoss.At(Unit(alpha), 1e9) * Math.Pow(1e9, alpha / (alpha + 1));
        double common = Math.Pow(PowerSum.Zeta(alpha + 1), -1 / (alpha + 1)) * TimeIntegral.From(0, alpha, 1, 0.01);
        Assert.Equal(1, common / (alpha + 1) / exact, 1e-9);
        Assert.Equal((alpha + 1) / alpha, common / alpha / exact, 1e-9); // 2 to 4 times too large
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Theorem_5_has_alpha_plus_one_for_alpha(double alpha)
    {
        double p = alpha / (alpha + 1);
        double exact = ExpectedLoss.At(Unit(alpha), null, 1_000_000_000) * Math.Pow(1e9, p);
        double common = 0.99 * 0.99 * Math.Pow(PowerSum.Zeta(alpha + 1), -1 / (alpha + 1)) / 2 * MathNet.Numerics.SpecialFunctions.Gamma(p);
        Assert.Equal(1, common / (alpha + 1) / exact, 1e-8);
        Assert.Equal((alpha + 1) / alpha, common / alpha / exact, 1e-8);
    }

    [Fact]
    public void Tail_of_equations_246_and_250_lacks_a_two()
    {
        double exact = ExpectedLoss.At(Unit(0.6), null, null, 100_000);
        double printed = Math.Pow(1e5, -0.6) / (0.6 * PowerSum.Zeta(1.6));
        Assert.Equal(1, printed / 2 / exact, 1e-5);
    }

    [Fact]
    public void Data_loss_of_equation_73_lacks_a_half()
    {
        // S² Σ P(1-P)^D for S → S - r; the loss of a skill is (S-R)²/2.
        double printed = Unit(0.6).TargetScale * new ScalingTools.SparseParity.ZipfSkills(0.6, 1000).Bins().Sum(p => Math.Pow(1 - p, 50));
        double exact = ExpectedLoss.At(Unit(0.6, 1000) with { InitialStrength = 1e-12 }, null, 50);
        Assert.Equal(0.5, exact / printed, 1e-9);
    }

    // After Eq. 86: T ∝ N^{α+1} along the optimum, not T^{α+1} ∝ N.
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Optimal_time_grows_as_a_power_of_parameters_and_not_the_reverse(double alpha)
    {
        ComputeOptimum small = ComputeOptimum.At(1e8, Unit(alpha)), large = ComputeOptimum.At(1e12, Unit(alpha));
        double power = Math.Log(large.Time / small.Time) / Math.Log((double)large.Parameters / small.Parameters);
        Assert.Equal(alpha + 1, power, 0.01);
        Assert.True(Math.Abs(power - 1 / (alpha + 1)) > 0.5);
    }

    // After Eq. 261: λ^{+α/(α+1)}. At λ = 2 and at λ = ½ of the best the printed sign is off by 2^{∓2α/(α+1)} λ*^….
    [Theory]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Compute_prefactor_rises_with_lambda_to_the_plus(double lambda)
    {
        const double alpha = 0.6, p = alpha / (alpha + 1), compute = 1e13;
        double n = Math.Round(lambda * Math.Pow(compute, 1 / (alpha + 2)));
        double exact = ExpectedLoss.At(Unit(alpha), compute / n, null, (long)n) * Math.Pow(compute, alpha / (alpha + 2));
        double scaled = Math.Pow(lambda, (alpha + 2) / (alpha + 1));
        double A = ScalingLaws.Get(new LawOptions { Alpha = alpha, TargetScale = 1, InitialStrength = 0.01, LearningRate = 1, Lambda = scaled }).Prefactor;
        Assert.Equal(1, A * Math.Pow(lambda, p) / exact, 1e-4);
        Assert.True(Math.Abs(A * Math.Pow(lambda, -p) / exact - 1) > 0.3);
    }

    // v3, Eq. 327: A_N = S²/2 takes ζ(α+1) for 1/α. (The (α+1) of S²/(2αζ(α+1)) is the argument of ζ.)
    [Theory]
    [InlineData(0.3, 0.18)]
    [InlineData(0.6, 0.37)]
    [InlineData(0.9, 0.57)]
    public void Parameter_prefactor_of_version_3_is_too_large(double alpha, double excess)
    {
        double exact = ExpectedLoss.At(Unit(alpha), null, null, 1_000_000) * Math.Pow(1e6, alpha);
        double law = ScalingLaws.Get(new LawOptions { Law = ScalingLawKind.Parameters, Alpha = alpha }).Prefactor;
        Assert.Equal(1, law / exact, 1e-6);
        Assert.Equal(excess, 0.5 / exact - 1, 0.01);
    }

    // Authors' published constants L/(S²/2)·C^{α/(α+2)}: 0.68, 0.70, 0.64. The minimum over λ by mpmath (mp.dps = 25, golden section):
    //   A = lambda lam: z**(-1/(a+1))/(a+1)*quad(lambda v: phi(v**(1/p)), cuts)/p + S*S*lam**-a/(2*a*z);  B = A(l**((a+2)/(a+1)))*l**p
    // at λ* = 0.36571, 0.51191, 0.60701; the brute-force sums (0.953, 0.788, 0.646) are for finite C.
    [Theory]
    [InlineData(0.3, 0.9524655884, 0.68)]
    [InlineData(0.6, 0.7879595543, 0.70)]
    [InlineData(0.9, 0.6464236813, 0.64)]
    public void Compute_constants_are_larger_than_published(double alpha, double constant, double published)
    {
        var setting = new LawSetting { Alpha = alpha, TargetScale = 5, InitialStrength = 0.01, LearningRate = 1 };
        Assert.Equal(constant, ComputeOptimum.At(1e9, setting).LossPrefactor / 12.5, 1e-10);
        foreach (double compute in (double[])[1e6, 1e9, 1e12])
        {
            ComputeOptimum optimum = ComputeOptimum.At(compute, setting);
            double exact = optimum.Loss / 12.5 * Math.Pow(compute, alpha / (alpha + 2));
            Assert.Equal(constant, exact, 0.02 * constant);
            Assert.True(exact > published);
        }
    }
}
