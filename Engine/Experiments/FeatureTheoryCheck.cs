using ScalingTools.FeatureLearning;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>One law of random features or feature learning tested: simulation, mean-field theory, the law's exponent, and the verdict.</summary>
public sealed record FeatureTheoryCheck
{
    /// <summary>The law.</summary>
    public required ScalingLawKind Law { get; init; }
    /// <summary>Steps or flow.</summary>
    public required FeatureMethod Method { get; init; }
    /// <summary>Which student was simulated.</summary>
    public required StudentModel Model { get; init; }
    /// <summary>The seed; null where nothing was random.</summary>
    public long? Seed { get; init; }
    /// <summary>α; null for a given spectrum.</summary>
    public double? Capacity { get; init; }
    /// <summary>β; null for a given spectrum.</summary>
    public double? SourceExponent { get; init; }
    /// <summary>M.</summary>
    public required long ModeCount { get; init; }
    /// <summary>γ.</summary>
    public required double Richness { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>N where it was the same for all x; null for infinite, and where it was varied.</summary>
    public int? Width { get; init; }
    /// <summary>P where it was the same for all x; null for fresh samples, and where it was varied.</summary>
    public long? SampleCount { get; init; }
    /// <summary>B; null for the whole population, or all P.</summary>
    public int? BatchSize { get; init; }
    /// <summary>E.</summary>
    public required int EnsembleSize { get; init; }
    /// <summary>Smallest x.</summary>
    public double XMin { get; init; }
    /// <summary>Largest x.</summary>
    public double XMax { get; init; }
    /// <summary>Values of x.</summary>
    public int Count { get; init; }
    /// <summary>Independent draws of features and samples; 1 where nothing was random.</summary>
    public int Draws { get; init; }
    /// <summary>The law's exponent p of x^-p, in the limit of large resources; null for a given spectrum.</summary>
    public double? TheoryExponent { get; init; }
    /// <summary>The exponent of a fit to the mean-field losses of these very students: what the law is bent to by finite resources.</summary>
    public double? WindowExponent { get; init; }
    /// <summary>The exponent of the same fit to the simulated losses, averaged over draws.</summary>
    public double? Exponent { get; init; }
    /// <summary>Lower end of its interval, by the jackknife over draws.</summary>
    public double? ExponentLow { get; init; }
    /// <summary>Upper end of its interval.</summary>
    public double? ExponentHigh { get; init; }
    /// <summary>The geometric mean over x of simulated over mean-field loss.</summary>
    public double? LossRatio { get; init; }
    /// <summary>Lower end of its interval, by the jackknife over draws.</summary>
    public double? LossRatioLow { get; init; }
    /// <summary>Upper end of its interval.</summary>
    public double? LossRatioHigh { get; init; }
    /// <summary>The largest |simulated/predicted - 1| of the means over draws.</summary>
    public double? LargestDeviation { get; init; }
    /// <summary>By what fraction of the theory's value the intervals are widened for the verdict.</summary>
    public double Tolerance { get; init; }
    /// <summary>Whether simulation and mean-field theory agree.</summary>
    public required TheoryVerdict Verdict { get; init; }
    /// <summary>What to look at; empty where simulation, mean-field theory and the law's exponent all agree.</summary>
    public required string Advice { get; init; }
}
