namespace ScalingTools.DeepNetworks;

/// <summary>An eigenvalue of a network's tangent kernel at the start, on the circle.</summary>
public sealed record KernelMode
{
    /// <summary>q_φ.</summary>
    public required double ActivationPower { get; init; }
    /// <summary>L, layers before the read-out.</summary>
    public required int Depth { get; init; }
    /// <summary>N; null for infinitely wide networks.</summary>
    public int? Width { get; init; }
    /// <summary>The seed of a finite network's weights; null for infinitely wide ones.</summary>
    public long? Seed { get; init; }
    /// <summary>k: the eigenfunctions are cos kθ and sin kθ.</summary>
    public required int Frequency { get; init; }
    /// <summary>Λ_k, half the paper's λ_k.</summary>
    public required double Eigenvalue { get; init; }
    /// <summary>α = 2q_φ: Λ_k falls as k^-α.</summary>
    public required double FrequencyExponent { get; init; }
}
