using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class HuberLikelihoodTests
{
    // δ → ∞: Gaussian, -2 ln L = n ln(2πe s²), s² = Σ r²/n = 2Φ/n
    [Fact]
    public void A_wide_core_is_the_Gaussian_likelihood() =>
        Assert.Equal(50 * Math.Log(2 * Math.PI * Math.E * 2 * 0.3 / 50), HuberLikelihood.Deviance(0.3, 50, 100)!.Value, 1e-8);

    // δ → 0: two-sided exponential of scale b = Σ|r|/n = Φ/(δn), -2 ln L = 2n (1 + ln 2b)
    [Fact]
    public void A_narrow_core_is_the_exponential_likelihood() =>
        Assert.Equal(2 * 50 * (1 + Math.Log(2 * 0.3 / 50)), HuberLikelihood.Deviance(0.3 * 1e-9, 50, 1e-9)!.Value, 1e-5);

    // Between: 2 min_τ [n ln Z(τ) + Φ/τ] by SciPy, Z by quad over [0, δ] and [δ, δ + 800 τ/δ], minimize_scalar(bounded)
    [Theory]
    [InlineData(0.3, 50, 0.1, -63.68067129558426)]
    [InlineData(2, 50, 0.5, 17.164173991165896)]
    [InlineData(0.001018274, 240, 1e-3, -1759.1540159340836)] // the golden Chinchilla fit
    public void Both_parts_of_the_density_count(double objective, double count, double delta, double expected) =>
        Assert.Equal(expected, HuberLikelihood.Deviance(objective, count, delta)!.Value, 1e-7);

    [Fact]
    public void A_perfect_fit_has_no_likelihood() => Assert.Null(HuberLikelihood.Deviance(0, 50, 1e-3));
}
