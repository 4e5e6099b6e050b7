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

    // Between: 2 min_τ [n ln Z(τ) + Φ/τ] by SciPy, Z by quad over [0, δ] and [δ, δ + 800 τ/δ], minimize_scalar(bounded)
    [Theory]
    [InlineData(0.3, 50, 0.1, -63.68067129558426)]
    [InlineData(2, 50, 0.5, 17.164173991165896)]
    [InlineData(0.001018274, 240, 1e-3, -1759.1540159340836)] // the golden Chinchilla fit
    public void Both_parts_of_the_density_count(double objective, double count, double delta, double expected) =>
        Assert.Equal(expected, HuberLikelihood.Deviance(objective, count, delta)!.Value, 1e-7);

    [Fact]
    public void A_perfect_fit_has_none() => Assert.Null(HuberLikelihood.Deviance(0, 50, 1e-3));
}
