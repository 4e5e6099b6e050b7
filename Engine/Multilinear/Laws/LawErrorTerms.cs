namespace ScalingTools.Multilinear;

/// <summary>
/// The O(·) terms of Theorems 1, 3 and 5 (Nam et al. 2024, App. J), each evaluated without its unknown constant, in units of the loss.
/// </summary>
/// <remarks>
/// null where a term does not belong to the law, where its resource is not known, or where the bound is infinite and so says nothing.
/// They are orders of magnitude; the measured deviation beside them is the error itself.
/// </remarks>
public record LawErrorTerms
{
    /// <summary>S² N^-(α+1): skills are whole, the law integrates over them (Theorem 1; its N^-2α comes from A ≈ 1/ζ, not made here).</summary>
    public double? TailError { get; init; }
    /// <summary>S² (ln S/r)^{α/(α+1)} (ηST)^{-α/(α+1)}: skills below N not learnt at T yet (Theorem 1).</summary>
    public double? UnlearntError { get; init; }
    /// <summary>S²/(ηST) of the time law (Theorem 3), S² D^{-(2α+1)/(2α+2)} of the data law (Theorem 5): the head of the sum.</summary>
    public double? HeadError { get; init; }
    /// <summary>S² D^{-α/(α+1)}: skills below N that no sample carries (Theorem 5).</summary>
    public double? UnseenError { get; init; }
    /// <summary>S⁴ r^-2 D e^{-4ηST/D}: skills seen but not learnt at T yet (Theorem 5, Proposition 8).</summary>
    public double? UntrainedError { get; init; }
    /// <summary>S² D^{-1/2} f_α(N), f_α = 1, ln N, N^{(1-α)/2} for α above, at, below 1: skill counts are not normal (Proposition 4).</summary>
    public double? CountShapeError { get; init; }
    /// <summary>S⁴ η² T²/D: skill counts vary (Proposition 4).</summary>
    public double? CountVarianceError { get; init; }
}
