namespace ScalingTools.Multilinear;

/// <summary>The constant of the time law when skills start from very little, r → 0 (Nam et al. 2024, Proposition 7).</summary>
public static class SmallStrengthLimit
{
    /// <summary>∫_0^∞ u^{-1/(α+1)} Φ(u) du → S²(α+1)/(2α) · (½ ln(S/r-1))^{α/(α+1)} as r → 0.</summary>
    /// <param name="alpha">α > 0.</param>
    /// <param name="targetScale">S.</param>
    /// <param name="initialStrength">r, between 0 and S/2 (beyond, the logarithm is negative).</param>
    /// <remarks>
    /// A step at u = ½ ln(S/r-1) takes the place of Φ; the relative error is α/(α+1)/ln(S/r-1) to first order, because the true step
    /// lies ½ lower. Eq. 262 prints 2 ln for ½ ln, against its own proof (Eq. 267).
    /// </remarks>
    /// <exception cref="ScalingException">α ≤ 0, or r not in (0, S/2).</exception>
    public static double TimeIntegral(double alpha, double targetScale, double initialStrength)
    {
        Guard.Alpha(alpha);
        Guard.InitialStrength(initialStrength, targetScale);
        if (initialStrength >= targetScale / 2)
            throw Guard.OutOfRange("InitialStrength", initialStrength, $"below TargetScale/2 = {Guard.Text(targetScale / 2)}");
        double p = alpha / (alpha + 1), S = targetScale, r = initialStrength;
        return S * S / (2 * p) * Math.Pow(0.5 * Math.Log(S / r - 1), p);
    }
}
