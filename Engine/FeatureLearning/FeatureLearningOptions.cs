using ScalingTools.RandomFeatures;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// A student of N features learns a task of M: w(t+1) = w + η A g, A(t+1) = A + ηγ w gᵀ A(0)ᵀA(0)/N, with g = (1/B) ΨᵀΨ v and v = w* - Aᵀw/N.
/// The same options are simulated and solved.
/// </summary>
/// <remarks>Source: arXiv:2409.17858, Eq. 3–5; γ = 0 is the random-feature model of arXiv:2402.01092.</remarks>
public sealed record FeatureLearningOptions
{
    /// <summary>λ_k and w*_k; has to be given.</summary>
    public required PowerLawTask Task { get; init; }

    /// <summary>N ≥ 1, features of a student; null for N → ∞. At most M. Default: null.</summary>
    public int? Width { get; init; }

    /// <summary>P ≥ 1, samples that are used again at every step; null for fresh ones. Default: null.</summary>
    public long? SampleCount { get; init; }

    /// <summary>B ≥ 1, fresh samples in a step; null for the population gradient, and for all P where <see cref="SampleCount"/> is given. Default: null.</summary>
    public int? BatchSize { get; init; }

    /// <summary>E ≥ 1, students with features of their own, trained on the same samples, whose outputs are averaged. Default: 1.</summary>
    public int EnsembleSize { get; init; } = 1;

    /// <summary>γ ≥ 0, how fast features move; 0 for random features. Default: 0.</summary>
    public double Richness { get; init; }

    /// <summary>η > 0. Default: 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>μ of heavy-ball momentum, 0 ≤ μ &lt; 1, for gradient descent on w alone (γ = 0). Default: 0.</summary>
    public double Momentum { get; init; }

    /// <summary>Steps or flow. Default: GradientDescent.</summary>
    public FeatureMethod Method { get; init; }

    /// <summary>T: training ends there. Steps, or time of flow. Default: 1000.</summary>
    public double Time { get; init; } = 1000;

    /// <summary>Times to measure at, 0 ≤ t ≤ T, whole for steps; T always is. Default: about fifty at equal ratios.</summary>
    public IReadOnlyList<double> MeasureAt { get; init; } = [];

    /// <summary>Which student. Default: RotatedFeatures.</summary>
    public StudentModel Model { get; init; }

    /// <summary>
    /// σ² ≥ 0, the variance of the entries of A(0) of a linear network in units of those of w(0), whose kernel starts at about (1 + σ²)Λ: 1 for both layers alike, N/M for each over its number of inputs.
    /// Default: 1.
    /// </summary>
    public double FeatureVariance { get; init; } = 1;

    /// <summary>How many times samples and features are drawn anew: losses are means over draws. Default: 10.</summary>
    public int Draws { get; init; } = 10;

    /// <summary>Decides every draw. Default: 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads in all; results do not depend on it. Default (0): one for each processor.</summary>
    public int Threads { get; init; }
}
