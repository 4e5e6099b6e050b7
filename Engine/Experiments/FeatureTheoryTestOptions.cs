using ScalingTools.FeatureLearning;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>Which law of random features or feature learning to test, on which student, and how thoroughly.</summary>
public sealed record FeatureTheoryTestOptions
{
    /// <summary>
    /// Task, γ, η, method, draws, and the resources that stay as they are; has to be given. The resource that the law names is varied: <see cref="FeatureLearningOptions.Time"/> within one training,
    /// <see cref="FeatureLearningOptions.SampleCount"/> or <see cref="FeatureLearningOptions.Width"/> from student to student, width and time together for Compute.
    /// </summary>
    public required FeatureLearningOptions Student { get; init; }

    /// <summary>The law; default Time.</summary>
    public ScalingLawKind Law { get; init; } = ScalingLawKind.Time;

    /// <summary>Smallest x; default: T/30 for Time, 8 samples or features, and for Compute the smallest budget with a best width among those tried, 4 to 128.</summary>
    public double? XMin { get; init; }

    /// <summary>Largest x; default: T for Time, 256 samples or features but at most a quarter of the modes, and for Compute the largest budget with a best width.</summary>
    public double? XMax { get; init; }

    /// <summary>Values of x, evenly spaced in log x; default 16. Budgets without a best width among those tried are left out.</summary>
    public int XCount { get; init; } = 16;

    /// <summary>By what fraction of the theory's value the intervals are widened for the verdict; default 0.02.</summary>
    public double Tolerance { get; init; } = 0.02;

    /// <summary>Coverage of the intervals; default 0.95.</summary>
    public double ConfidenceLevel { get; init; } = 0.95;
}
