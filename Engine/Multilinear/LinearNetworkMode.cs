namespace ScalingTools.Multilinear;

/// <summary>One mode of a two-layer linear network at one time (Nam et al. 2024, Eq. 48).</summary>
public sealed record LinearNetworkMode
{
    /// <summary>ClosedForm or GradientDescent.</summary>
    public required MultilinearMethod Method { get; init; }
    /// <summary>The seed; null for the closed form.</summary>
    public long? Seed { get; init; }
    /// <summary>d_2.</summary>
    public int HiddenWidth { get; init; }
    /// <summary>a_k(0) b_k(0).</summary>
    public double InitialStrength { get; init; }
    /// <summary>η.</summary>
    public double LearningRate { get; init; }
    /// <summary>T in training steps; null for T = ∞.</summary>
    public double? Time { get; init; }
    /// <summary>k, from 1, the strongest first.</summary>
    public required int Mode { get; init; }
    /// <summary>λ_k, the singular value of Σ.</summary>
    public required double SingularValue { get; init; }
    /// <summary>a_k b_k = v_kᵀ W_2 W_1 u_k.</summary>
    public required double Strength { get; init; }
    /// <summary>a_k b_k / λ_k, 1 when the mode is learnt; null where λ_k = 0.</summary>
    public double? RelativeStrength { get; init; }
    /// <summary>What the closed form gives for a_k b_k.</summary>
    public double Theory { get; init; }
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }
}
