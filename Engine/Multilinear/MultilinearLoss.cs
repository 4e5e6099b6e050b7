namespace ScalingTools.Multilinear;

/// <summary>One point of a learning curve: the total loss L = Σ_k P_s(k) L_k at (T, D, N) (Nam et al. 2024, Eq. 24).</summary>
/// <remarks>null on a resource axis means that the resource is unlimited: T = ∞, D = ∞, N = n_s = ∞.</remarks>
public sealed record MultilinearLoss
{
    /// <summary>Multilinear or Linear.</summary>
    public required MultilinearModelKind Model { get; init; }
    /// <summary>How the loss was found.</summary>
    public required MultilinearMethod Method { get; init; }
    /// <summary>The seed; null where nothing was random.</summary>
    public long? Seed { get; init; }
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
    /// <summary>T in training steps; null for T = ∞.</summary>
    public double? Time { get; init; }
    /// <summary>D; null for endless data.</summary>
    public long? Samples { get; init; }
    /// <summary>N; null for infinitely many.</summary>
    public long? Parameters { get; init; }
    /// <summary>C = N·T; null where either is unlimited.</summary>
    public double? Compute { get; init; }
    /// <summary>L.</summary>
    public required double Loss { get; init; }
    /// <summary>Theory: L ∝ T^-α/(α+1) where time is the bottleneck.</summary>
    public double? TimeExponent { get; init; }
    /// <summary>Theory: L ∝ D^-α/(α+1) where data is the bottleneck.</summary>
    public double? SamplesExponent { get; init; }
    /// <summary>Theory: L ∝ N^-α where parameters are the bottleneck.</summary>
    public double? ParametersExponent { get; init; }
    /// <summary>Theory: L ∝ C^-α/(α+2) at the optimal split of compute.</summary>
    public double? ComputeExponent { get; init; }
    /// <summary>Id of the run the row belongs to, the same for all times of one run.</summary>
    public required string Run { get; init; }
}
