namespace ScalingTools.FeatureLearning;

/// <summary>How much of one mode of the target is not learnt yet: H_k(t) = E[(y - f) ψ_k] / E[y ψ_k], 1 at the start.</summary>
/// <remarks>Source: arXiv:2402.01092, "Bias and mode errors". null on <see cref="Width"/>, <see cref="SampleCount"/> and <see cref="BatchSize"/> means infinite.</remarks>
public sealed record ModeError
{
    /// <summary>Simulation or theory.</summary>
    public required FeatureLearningSource Source { get; init; }
    /// <summary>Steps or flow.</summary>
    public required FeatureMethod Method { get; init; }
    /// <summary>The seed of the draws; null for theory.</summary>
    public long? Seed { get; init; }
    /// <summary>α; null for a given spectrum.</summary>
    public double? Capacity { get; init; }
    /// <summary>β; null for a given spectrum.</summary>
    public double? SourceExponent { get; init; }
    /// <summary>γ.</summary>
    public required double Richness { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>N.</summary>
    public int? Width { get; init; }
    /// <summary>P.</summary>
    public long? SampleCount { get; init; }
    /// <summary>B.</summary>
    public int? BatchSize { get; init; }
    /// <summary>How many draws a simulation is the mean of; null for theory.</summary>
    public int? Draws { get; init; }
    /// <summary>k, from 1.</summary>
    public required long Mode { get; init; }
    /// <summary>λ_k.</summary>
    public required double Eigenvalue { get; init; }
    /// <summary>t.</summary>
    public required double Time { get; init; }
    /// <summary>H_k(t).</summary>
    public required double Error { get; init; }
    /// <summary>Its standard deviation over draws; null for theory.</summary>
    public double? ErrorSd { get; init; }
    /// <summary>e^{-ηλ_k t} for flow, (1-ηλ_k)^t for steps: what it is for N, P, B → ∞ and γ = 0; (1 + σ²)λ_k for λ_k in a linear network.</summary>
    public required double LimitError { get; init; }
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }
}
