namespace ScalingTools.FeatureLearning;

/// <summary>The loss of a student at one time of its training, simulated or predicted.</summary>
/// <remarks>Source: arXiv:2409.17858, Eq. 3–5. null on <see cref="Width"/>, <see cref="SampleCount"/> and <see cref="BatchSize"/> means infinite.</remarks>
public sealed record FeatureLearningLoss
{
    /// <summary>Simulation or theory.</summary>
    public required FeatureLearningSource Source { get; init; }
    /// <summary>Steps or flow.</summary>
    public required FeatureMethod Method { get; init; }
    /// <summary>Which student; null for the theory of rotated and projected features.</summary>
    public StudentModel? Model { get; init; }
    /// <summary>The seed of the draws; null for theory.</summary>
    public long? Seed { get; init; }
    /// <summary>α; null for a given spectrum.</summary>
    public double? Capacity { get; init; }
    /// <summary>β; null for a given spectrum.</summary>
    public double? SourceExponent { get; init; }
    /// <summary>M.</summary>
    public required long ModeCount { get; init; }
    /// <summary>γ.</summary>
    public required double Richness { get; init; }
    /// <summary>σ² of a linear network; null for other students.</summary>
    public double? FeatureVariance { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>μ.</summary>
    public double Momentum { get; init; }
    /// <summary>N.</summary>
    public int? Width { get; init; }
    /// <summary>P, samples that are used again; null for fresh ones.</summary>
    public long? SampleCount { get; init; }
    /// <summary>B, fresh samples in a step; null for the whole population, or all P.</summary>
    public int? BatchSize { get; init; }
    /// <summary>E.</summary>
    public required int EnsembleSize { get; init; }
    /// <summary>How many draws a simulation is the mean of; null for theory.</summary>
    public int? Draws { get; init; }
    /// <summary>t.</summary>
    public required double Time { get; init; }
    /// <summary>C = E N t; null for N → ∞.</summary>
    public double? Compute { get; init; }
    /// <summary>L = E[(y - f)²] = vᵀΛv.</summary>
    public double? TestLoss { get; init; }
    /// <summary>Its standard deviation over draws; null for theory and for one draw.</summary>
    public double? TestLossSd { get; init; }
    /// <summary>Its standard error: the standard deviation over √draws.</summary>
    public double? TestLossError { get; init; }
    /// <summary>(1/P) |Ψv|² on the P samples; the test loss where samples are fresh.</summary>
    public double? TrainLoss { get; init; }
    /// <summary>Its standard deviation over draws.</summary>
    public double? TrainLossSd { get; init; }
    /// <summary>(1/N) |w|², how far the read-out has grown.</summary>
    public double? WeightNorm { get; init; }
    /// <summary>χ of t^-χ, the theory's exponent for <see cref="Time"/>; null for a given spectrum.</summary>
    public double? TimeExponent { get; init; }
    /// <summary>α min(1, β), the theory's exponent for <see cref="Width"/>.</summary>
    public double? WidthExponent { get; init; }
    /// <summary>α min(2, β), the theory's exponent for <see cref="SampleCount"/>.</summary>
    public double? SampleCountExponent { get; init; }
    /// <summary>r_C, the theory's exponent of the compute-optimal loss for <see cref="Compute"/> (Table 1).</summary>
    public double? ComputeExponent { get; init; }
    /// <summary>Id of the run the row belongs to, the same for all rows of one curve.</summary>
    public required string Run { get; init; }
}
