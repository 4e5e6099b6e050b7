namespace ScalingTools.DeepNetworks;

/// <summary>An eigenvalue of a network's tangent kernel at the start, on images, and how much of the task lies along its eigenfunction.</summary>
public sealed record TaskMode
{
    /// <summary>The images.</summary>
    public required string Dataset { get; init; }
    /// <summary>P, images that the kernel was taken on.</summary>
    public required int SampleCount { get; init; }
    /// <summary>The seed of the weights.</summary>
    public required long Seed { get; init; }
    /// <summary>L, layers of filters.</summary>
    public required int Layers { get; init; }
    /// <summary>N, filters of each layer.</summary>
    public required int Filters { get; init; }
    /// <summary>The edge of a filter.</summary>
    public required int KernelSize { get; init; }
    /// <summary>k, from the largest eigenvalue on.</summary>
    public required int Mode { get; init; }
    /// <summary>λ_k: a lazy network learns the mode as e^{-λ_k t}.</summary>
    public required double Eigenvalue { get; init; }
    /// <summary>w_k² = Σ_o E[φ_k y_o]²; all together are 1 - 1/C for C classes.</summary>
    public required double Power { get; init; }
    /// <summary>Σ_{l ≥ k} w_l².</summary>
    public required double RemainingPower { get; init; }
}
