namespace ScalingTools.Multilinear;

/// <summary>
/// Emergence in time of the extended model f = Σ_k a_k b_k B g_k: the multilinear flow with its rate slowed by a factor c,
/// R_k/S = 1/(1 + (S/R_k(0) - 1) e^{-2ηP_s(k)cST}).
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 36–37, where c = B² is about 1/22 for a two-layer network. The print of v1 has a minus for the plus
/// (it would be negative at T = 0); c = 1 must give back Eq. 16.
/// </remarks>
public static class TimeEmergence
{
    /// <summary>R_k(T)/S.</summary>
    /// <param name="rateFactor">c > 0.</param>
    /// <param name="time">T ≥ 0, +∞ allowed.</param>
    /// <param name="rate">P_s(k), or d_k/D.</param>
    /// <param name="flow">S, R_k(0) and η.</param>
    public static double RelativeStrength(double rateFactor, double time, double rate, MultilinearFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return flow.Strength(rate, Guard.Positive(rateFactor) * Guard.Time(time)) / flow.TargetScale;
    }

    /// <summary>The time at which R_k/S reaches θ, Eq. 37 solved for T: ln((S/R_k(0) - 1)/(1/θ - 1)) / (2ηP_s(k)cS).</summary>
    /// <param name="rateFactor">c > 0.</param>
    /// <param name="threshold">θ, above 0 and below 1.</param>
    /// <param name="rate">P_s(k), or d_k/D.</param>
    /// <param name="flow">S, R_k(0) and η.</param>
    /// <returns>T; 0 where the skill starts at θ or above; +∞ for a skill that starts below and never occurs.</returns>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static double TimeToReach(double rateFactor, double threshold, double rate, MultilinearFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        Guard.Positive(rateFactor);
        if (!(threshold > 0 && threshold < 1))
            throw Guard.OutOfRange(nameof(threshold), threshold, "above 0 and below 1");
        return threshold <= flow.InitialStrength / flow.TargetScale ? 0 : flow.TimeToReach(rate, threshold) / rateFactor;
    }
}
