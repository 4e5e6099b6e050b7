using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class HuberLikelihoodTests
{
    // δ → ∞: a Gaussian of variance 2Φ/n, -2 ln likelihood = n ln(2πe · 2Φ/n).
    [Fact]
    public void A_wide_quadratic_part_is_least_squares() =>
        Assert.Equal(50 * Math.Log(2 * Math.PI * Math.E * 2 * 3.7 / 50), HuberLikelihood.Deviance(3.7, 50, 1e3)!.Value, 1e-9);

    // δ → 0: ρ = δ|r|, a Laplace density of scale b = Φ/(δn), -2 ln likelihood = 2n ln(2eb).
    [Fact]
    public void A_narrow_quadratic_part_is_least_absolute_deviations()
    {
        const double delta = 1e-9, scale = 0.3;
        Assert.Equal(2 * 50 * Math.Log(2 * Math.E * scale), HuberLikelihood.Deviance(delta * scale * 50, 50, delta)!.Value, 1e-5);
    }

    [Fact]
    public void A_perfect_fit_has_none() => Assert.Null(HuberLikelihood.Deviance(0, 50, 1e-3));
}
