namespace ScalingTools.SparseParity;

/// <summary>
/// How well one skill is learnt: R_k = E[g_k f | I = k] (Nam et al. 2024, Eq. 9) and its loss L_k, simulated or predicted.
/// </summary>
/// <remarks>null on a resource axis means that the resource is unlimited.</remarks>
public sealed record SkillStrength
{
    /// <summary>What produced the row: Multilinear, Linear, ExtendedTime, …</summary>
    public required string Model { get; init; }
    /// <summary>How: ClosedForm, GradientDescent, Sgd, Prediction.</summary>
    public required string Method { get; init; }
    /// <summary>The seed, where anything was random.</summary>
    public long? Seed { get; init; }
    /// <summary>α of the skill frequencies k^-(α+1); null where they are not a power law.</summary>
    public double? Alpha { get; init; }
    /// <summary>n_s.</summary>
    public long? SkillCount { get; init; }
    /// <summary>S.</summary>
    public double TargetScale { get; init; }
    /// <summary>R_k(0); null where the model has none.</summary>
    public double? InitialStrength { get; init; }
    /// <summary>η; null where the model has none.</summary>
    public double? LearningRate { get; init; }
    /// <summary>T in training steps; null for T = ∞.</summary>
    public double? Time { get; init; }
    /// <summary>D; null for endless data.</summary>
    public long? Samples { get; init; }
    /// <summary>N; null for a model without a limit on it.</summary>
    public long? Parameters { get; init; }
    /// <summary>k, from 1.</summary>
    public required long Skill { get; init; }
    /// <summary>P_s(k).</summary>
    public double Frequency { get; init; }
    /// <summary>d_k, how many of the D points carry the skill; null for endless data or in expectation.</summary>
    public long? Observations { get; init; }
    /// <summary>R_k.</summary>
    public required double Strength { get; init; }
    /// <summary>R_k / S, 1 when the skill is learnt.</summary>
    public required double RelativeStrength { get; init; }
    /// <summary>L_k = (S - R_k)²/2.</summary>
    public required double SkillLoss { get; init; }
    /// <summary>Id of the run the row belongs to, the same for all rows of one run.</summary>
    public string? Run { get; init; }
}
