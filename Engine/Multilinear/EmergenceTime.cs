namespace ScalingTools.Multilinear;

/// <summary>When one skill emerges and how long it then takes to saturate (Nam et al. 2024, Eq. 17–18).</summary>
public sealed record EmergenceTime
{
    /// <summary>Multilinear or Linear.</summary>
    public required MultilinearModelKind Model { get; init; }
    /// <summary>α of the skill frequencies k^-(α+1); null where they are not a power law.</summary>
    public double? Alpha { get; init; }
    /// <summary>n_s; null for infinitely many.</summary>
    public long? SkillCount { get; init; }
    /// <summary>S.</summary>
    public double TargetScale { get; init; }
    /// <summary>R_k(0).</summary>
    public double InitialStrength { get; init; }
    /// <summary>η.</summary>
    public double LearningRate { get; init; }
    /// <summary>ε: a skill has emerged at R/S = ε and is saturated at R/S = 1-ε.</summary>
    public required double Threshold { get; init; }
    /// <summary>k, from 1.</summary>
    public required long Skill { get; init; }
    /// <summary>P_s(k).</summary>
    public double Frequency { get; init; }
    /// <summary>τ_e(k), the time at which R_k/S = ε.</summary>
    public required double EmergentTime { get; init; }
    /// <summary>τ_s(k), the time from R_k/S = ε to 1-ε.</summary>
    public required double SaturationTime { get; init; }
    /// <summary>τ_e(k+1) - τ_e(k); null for the last skill.</summary>
    public double? Gap { get; init; }
    /// <summary>τ_s(k) &lt; τ_e(k+1) - τ_e(k): the skill is learnt before the next one emerges; null for the last skill.</summary>
    public bool? IsStageLike { get; init; }
}
