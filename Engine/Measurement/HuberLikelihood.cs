using MathNet.Numerics;

namespace ScalingTools.Measurement;

/// <summary>
/// The likelihood whose maximum a Huber fit is: residuals with density e^{-ρ_δ(r)/τ}/Z(τ), τ estimated by maximum likelihood.
/// </summary>
/// <remarks>
/// Z(τ) = ∫ e^{-ρ_δ(r)/τ} dr = √(2πτ) erf(δ/√(2τ)) + (2τ/δ) e^{-δ²/(2τ)}: a Gaussian of variance τ inside ±δ with exponential tails of
/// scale τ/δ. For δ → ∞ it is least squares, for δ → 0 least absolute deviations.
/// </remarks>
internal static class HuberLikelihood
{
    /// <summary>-2 max_τ ln(likelihood) = 2 min_τ [n ln Z(τ) + Φ/τ]; null for a perfect fit, Φ = 0.</summary>
    /// <param name="objective">Φ = Σ ρ_δ(r_i).</param>
    /// <param name="count">n.</param>
    /// <param name="delta">δ.</param>
    public static double? Deviance(double objective, double count, double delta)
    {
        if (!(objective > 0))
            return null;
        // d/dln τ [n ln Z + Φ/τ] rises through one zero between the Gaussian answer 2Φ/n and the exponential one Φ/n.
        double low = Math.Log(objective / count) - 2, high = Math.Log(2 * objective / count) + 2;
        double best = FindMinimum.OfScalarFunctionConstrained(Half, low, high, 1e-10);
        return 2 * Half(best);

        double Half(double logTau)
        {
            double tau = Math.Exp(logTau);
            double z = Math.Sqrt(2 * Math.PI * tau) * SpecialFunctions.Erf(delta / Math.Sqrt(2 * tau))
                + 2 * tau / delta * Math.Exp(-delta * delta / (2 * tau));
            return count * Math.Log(z) + objective / tau;
        }
    }
}
