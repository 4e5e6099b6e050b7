using MathNet.Numerics.Integration;

namespace ScalingTools.Multilinear;

/// <summary>The integral of the time law, I(u_N) = ∫_{u_N}^∞ u^{-1/(α+1)} Φ(u) du (Nam et al. 2024, Eq. 248–249).</summary>
public static class TimeIntegral
{
    // 16 Gauss points on panels no longer than 1 and no longer than their distance from u = 0: the next singularity of the
    // integrand is so far away that a panel is exact to rounding (Bernstein ellipse of ρ > 5.8, error ρ^-32).
    private const int Order = 16;
    private static readonly double Start = Math.ScaleB(1, -60);

    /// <summary>I(u_N) = ∫_{u_N}^∞ u^{-1/(α+1)} Φ(u) du, Φ(u) = (S²/2)/(1 + (S/r-1)^-1 e^{2u})² (<see cref="MultilinearFlow.SkillLoss"/>).</summary>
    /// <param name="from">u_N ≥ 0; 0 for unlimited parameters.</param>
    /// <param name="alpha">α > 0.</param>
    /// <param name="targetScale">S.</param>
    /// <param name="initialStrength">r, between 0 and S.</param>
    /// <remarks>
    /// Near 0, where u^{-1/(α+1)} is singular, u = v^{(α+1)/α} gives I = (α+1)/α ∫ Φ dv, and Φ is constant; beyond, Gauss–Legendre
    /// panels of length min(u, 1). Relative error below 1e-13 for any α (tested against mpmath).
    /// </remarks>
    /// <exception cref="ScalingException">An argument is out of range.</exception>
    public static double From(double from, double alpha, double targetScale, double initialStrength)
    {
        Guard.Alpha(alpha);
        Guard.NotNegative(from);
        // ηS = 1, so that u is the time of a skill met with probability 1.
        var flow = new MultilinearFlow(MultilinearModelKind.Multilinear, targetScale, initialStrength, 1 / targetScale);
        double p = alpha / (alpha + 1);
        double Phi(double u) => flow.SkillLoss(1, u);
        double Integrand(double u) => Math.Pow(u, p - 1) * Phi(u);

        // A skill is learnt at u = ½ ln(S/r-1); from there the integrand falls as e^-4u.
        double end = Math.Max(from, flow.LogOdds / 2) + 12;
        if (Phi(from) == 0)
            return 0; // learnt beyond what a double can tell, and u + 1 may no longer differ from u
        double sum = 0, u = from;
        if (u < Start)
        {
            // ∫_{u_N}^{Start} u^{p-1} du Φ(0) = (v(Start) - v(u_N))/p Φ(0), v = u^p
            sum = (Math.Pow(Start, p) - Math.Pow(u, p)) / p * Phi(0);
            u = Start;
        }
        while (u < end)
        {
            double next = Math.Min(end, u + Math.Min(u, 1));
            sum += GaussLegendreRule.Integrate(Integrand, u, next, Order);
            u = next;
        }
        return sum;
    }
}
