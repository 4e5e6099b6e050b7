using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>One law tested: what theory predicts, what simulation measured, and the verdict.</summary>
public sealed record TheoryCheck
{
    /// <summary>The law.</summary>
    public required ScalingLawKind Law { get; init; }
    /// <summary>How the losses were simulated.</summary>
    public required MultilinearMethod Method { get; init; }
    /// <summary>The first seed; null where nothing was random.</summary>
    public long? Seed { get; init; }
    /// <summary>α.</summary>
    public required double Alpha { get; init; }
    /// <summary>n_s; null for infinitely many.</summary>
    public long? SkillCount { get; init; }
    /// <summary>S.</summary>
    public double TargetScale { get; init; }
    /// <summary>R_k(0).</summary>
    public double InitialStrength { get; init; }
    /// <summary>η.</summary>
    public double LearningRate { get; init; }
    /// <summary>Smallest x simulated.</summary>
    public double XMin { get; init; }
    /// <summary>Largest x simulated.</summary>
    public double XMax { get; init; }
    /// <summary>Simulated losses.</summary>
    public int Count { get; init; }
    /// <summary>Independent runs.</summary>
    public int Runs { get; init; }
    /// <summary>The law's exponent p of x^-p, in the limit of large resources.</summary>
    public required double TheoryExponent { get; init; }
    /// <summary>The exponent of a fit to the law's losses at the simulated x: its prefactor varies a little where n_s is finite.</summary>
    public double? WindowExponent { get; init; }
    /// <summary>The exponent of the same fit to the simulated losses, averaged over runs.</summary>
    public double? Exponent { get; init; }
    /// <summary>Lower end of its interval.</summary>
    public double? ExponentLow { get; init; }
    /// <summary>Upper end of its interval.</summary>
    public double? ExponentHigh { get; init; }
    /// <summary>The law's prefactor, in the limit of large resources.</summary>
    public required double TheoryPrefactor { get; init; }
    /// <summary>TheoryPrefactor times the geometric mean of simulated over predicted loss: the prefactor that puts the law through the simulation.</summary>
    public double? Prefactor { get; init; }
    /// <summary>Lower end of its interval, over the x simulated.</summary>
    public double? PrefactorLow { get; init; }
    /// <summary>Upper end of its interval.</summary>
    public double? PrefactorHigh { get; init; }
    /// <summary>The largest |simulated/predicted - 1| of the means over runs.</summary>
    public double? LargestDeviation { get; init; }
    /// <summary>By what fraction of the theory's value the intervals are widened for the verdict.</summary>
    public double Tolerance { get; init; }
    /// <summary>Whether simulation and theory agree.</summary>
    public required TheoryVerdict Verdict { get; init; }
    /// <summary>What to look at; empty where all is well.</summary>
    public required string Advice { get; init; }
}
