namespace ScalingTools.FeatureLearning;

/// <summary>A task, a student and its resources; resources that are null are infinite or not asked about.</summary>
public sealed record ScalingRegimeOptions
{
    /// <summary>α > 0 of λ_k = k^-α; for α ≤ 1 the kernel's trace grows with the number of modes, and there are no transient terms.</summary>
    public required double Capacity { get; init; }

    /// <summary>β > 0 of λ_k (w*_k)² = k^-(αβ+1).</summary>
    public required double Source { get; init; }

    /// <summary>γ ≥ 0; exponents only depend on whether it is 0. Default: 0.</summary>
    public double Richness { get; init; }

    /// <summary>Level n ≥ 0 of the approximations β, β(2-β), β(2-β(2-β)), … to χ for hard tasks of rich students; null for their limit. Default: null.</summary>
    public int? Level { get; init; }

    /// <summary>t > 0. Default: null.</summary>
    public double? Time { get; init; }

    /// <summary>N > 0. Default: null.</summary>
    public double? Width { get; init; }

    /// <summary>P > 0. Default: null.</summary>
    public double? SampleCount { get; init; }

    /// <summary>B > 0. Default: null.</summary>
    public double? BatchSize { get; init; }

    /// <summary>η > 0, which only counts in the noise of batches. Default: 1.</summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>C = N t > 0, for which the best N and t are found. Default: Width times Time where both are given.</summary>
    public double? Compute { get; init; }
}
