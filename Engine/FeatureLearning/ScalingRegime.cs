namespace ScalingTools.FeatureLearning;

/// <summary>The exponents of a task, and the terms of the loss with given resources. Terms have no prefactors: they say how losses scale, not how large they are.</summary>
/// <remarks>Source: arXiv:2409.17858, Eq. 8–11 and Table 1, as corrected in <see cref="ScalingRegimes"/>. Terms of resources that are not given are null.</remarks>
public sealed record ScalingRegime
{
    /// <summary>α.</summary>
    public required double Capacity { get; init; }
    /// <summary>β.</summary>
    public required double Source { get; init; }
    /// <summary>γ.</summary>
    public required double Richness { get; init; }
    /// <summary>Level of the approximation to χ; null for the limit.</summary>
    public int? Level { get; init; }
    /// <summary>Hard, easy or super-easy.</summary>
    public required TaskRegime Regime { get; init; }
    /// <summary>χ: L ∝ t^-χ; β, and β max(1, 2/(1+β)) for rich students.</summary>
    public required double TimeExponent { get; init; }
    /// <summary>α min(1, β): L ∝ N^-….</summary>
    public required double WidthExponent { get; init; }
    /// <summary>α min(2, β): L ∝ P^-….</summary>
    public required double DataExponent { get; init; }
    /// <summary>(1-1/α) χ/β; null for α ≤ 1.</summary>
    public double? WidthTransientExponent { get; init; }
    /// <summary>(2-1/α) χ/β; null for α ≤ 1.</summary>
    public double? BatchTransientExponent { get; init; }
    /// <summary>r of L ∝ C^-r at the best N and t for C = N t.</summary>
    public required double ComputeExponent { get; init; }
    /// <summary>The best t ∝ C^….</summary>
    public required double OptimalTimeExponent { get; init; }
    /// <summary>The best N ∝ C^….</summary>
    public required double OptimalWidthExponent { get; init; }
    /// <summary>|w|² ∝ t^…: 1 - χ for hard tasks of rich students, whose weights grow without bound; 0 else.</summary>
    public required double WeightNormExponent { get; init; }
    /// <summary>t.</summary>
    public double? Time { get; init; }
    /// <summary>N.</summary>
    public double? Width { get; init; }
    /// <summary>P.</summary>
    public double? SampleCount { get; init; }
    /// <summary>B.</summary>
    public double? BatchSize { get; init; }
    /// <summary>t^-χ.</summary>
    public double? TimeTerm { get; init; }
    /// <summary>N^{-α min(1, β)}.</summary>
    public double? WidthTerm { get; init; }
    /// <summary>P^{-α min(2, β)}.</summary>
    public double? DataTerm { get; init; }
    /// <summary>(1/N) t^….</summary>
    public double? WidthTransientTerm { get; init; }
    /// <summary>(η/B) t^….</summary>
    public double? BatchTransientTerm { get; init; }
    /// <summary>The sum of the terms.</summary>
    public double? Loss { get; init; }
    /// <summary>The largest term.</summary>
    public LossTerm? Dominant { get; init; }
    /// <summary>k* = min(t^{χ/(αβ)}, N, P), the modes that are learnt.</summary>
    public double? CapturedRank { get; init; }
    /// <summary>C.</summary>
    public double? Compute { get; init; }
    /// <summary>The N at which the sum of the terms is smallest for this C.</summary>
    public double? OptimalWidth { get; init; }
    /// <summary>The t at which it is.</summary>
    public double? OptimalTime { get; init; }
    /// <summary>The sum of the terms there.</summary>
    public double? OptimalLoss { get; init; }
}
