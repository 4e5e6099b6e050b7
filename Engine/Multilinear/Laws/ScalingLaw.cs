namespace ScalingTools.Multilinear;

/// <summary>One law, L = Prefactor · x^-Exponent, x in the user's units (T in steps, D, N, C = N·T), with its conditions and its errors.</summary>
/// <remarks>null on a resource axis means unlimited, or not determined because x was not given.</remarks>
public sealed record ScalingLaw : LawErrorTerms
{
    internal ScalingLaw(LawErrorTerms errors) : base(errors) { }

    /// <summary>The law.</summary>
    public required ScalingLawKind Law { get; init; }
    /// <summary>α.</summary>
    public required double Alpha { get; init; }
    /// <summary>n_s; null for infinitely many.</summary>
    public long? SkillCount { get; init; }
    /// <summary>S.</summary>
    public double TargetScale { get; init; }
    /// <summary>r = R_k(0).</summary>
    public double InitialStrength { get; init; }
    /// <summary>η.</summary>
    public double LearningRate { get; init; }
    /// <summary>T at x.</summary>
    public double? Time { get; init; }
    /// <summary>D at x.</summary>
    public long? Samples { get; init; }
    /// <summary>N at x.</summary>
    public long? Parameters { get; init; }
    /// <summary>λ = N/(ηST)^{1/(α+1)} (Time) or N/(ηSC)^{1/(α+2)} (Compute) that the prefactor holds for; null for ∞.</summary>
    public double? Lambda { get; init; }
    /// <summary>μ = D/N^{α+1} (Data) that the prefactor holds for.</summary>
    public double? Mu { get; init; }
    /// <summary>γ = N/n_s (Parameters) that the prefactor holds for.</summary>
    public double? Gamma { get; init; }
    /// <summary>p of L = Prefactor · x^-p.</summary>
    public required double Exponent { get; init; }
    /// <summary>The prefactor at the row's λ, μ or γ, with S, η and r folded in.</summary>
    public required double Prefactor { get; init; }
    /// <summary>The prefactor where nothing but x limits the loss (λ = ∞, μ = 0, γ = 0); for Compute, at the best λ.</summary>
    public required double LimitPrefactor { get; init; }
    /// <summary>L_C of the time law at the row's N: L + L_C ∝ T^{-α/(α+1)} (Eq. 72, Fig. 8); null for the other laws.</summary>
    public double? FiniteSizeOffset { get; init; }
    /// <summary>The conditions of the law in words.</summary>
    public required string Condition { get; init; }
    /// <summary>Whether all conditions hold at x; without x, whether they hold anywhere.</summary>
    public required bool Holds { get; init; }
    /// <summary>The conditions that fail, in words; null if none.</summary>
    public string? Violated { get; init; }
    /// <summary>The smallest x at which all conditions hold; null if nowhere.</summary>
    public double? ValidFrom { get; init; }
    /// <summary>The largest x at which all conditions hold; null if there is no bound, or nowhere.</summary>
    public double? ValidTo { get; init; }
    /// <summary>x.</summary>
    public double? At { get; init; }
    /// <summary>The predicted loss, Prefactor · x^-Exponent.</summary>
    public double? Loss { get; init; }
    /// <summary>The exact expected loss at x, T, D and N as on the row (N rounded where it follows from λ or μ).</summary>
    public double? ExactLoss { get; init; }
    /// <summary>Loss/ExactLoss - 1.</summary>
    public double? RelativeDeviation { get; init; }
}
