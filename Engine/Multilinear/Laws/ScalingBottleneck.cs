namespace ScalingTools.Multilinear;

/// <summary>What limits a model at (T, D, N): the loss each resource alone would leave, the law that applies, its conditions and errors, and advice.</summary>
/// <remarks>null on a resource axis means unlimited; null beyond, that nothing limits the loss or that no law has a value there.</remarks>
public sealed record ScalingBottleneck : LawErrorTerms
{
    internal ScalingBottleneck(LawErrorTerms errors) : base(errors) { }

    /// <summary>α.</summary>
    public required double Alpha { get; init; }
    /// <summary>n_s; null for infinitely many.</summary>
    public long? SkillCount { get; init; }
    /// <summary>S.</summary>
    public double TargetScale { get; init; }
    /// <summary>r = R_k(0).</summary>
    public double InitialStrength { get; init; }
    /// <summary>η.</summary>
    public double LearningRate { get; init; }
    /// <summary>T.</summary>
    public double? Time { get; init; }
    /// <summary>D.</summary>
    public long? Samples { get; init; }
    /// <summary>N.</summary>
    public long? Parameters { get; init; }
    /// <summary>The resource that alone would leave the largest loss: Time, Data or Parameters; null if the loss is zero.</summary>
    public ScalingLawKind? Bottleneck { get; init; }
    /// <summary>The largest of the three losses over the second; null if the others leave none.</summary>
    public double? Dominance { get; init; }
    /// <summary>The law that applies: the bottleneck's, or Compute where time and parameters are in balance (N near N*(C)).</summary>
    public ScalingLawKind? Law { get; init; }
    /// <summary>The exponent of that law.</summary>
    public double? Exponent { get; init; }
    /// <summary>The loss that law predicts; null where it has none (T = 0).</summary>
    public double? PredictedLoss { get; init; }
    /// <summary>The exact expected loss.</summary>
    public double? ExactLoss { get; init; }
    /// <summary>PredictedLoss/ExactLoss - 1.</summary>
    public double? RelativeDeviation { get; init; }
    /// <summary>The exact loss if only T were limited, D = ∞ and N = n_s.</summary>
    public required double TimeLoss { get; init; }
    /// <summary>The exact loss if only D were limited, T = ∞ and N = n_s.</summary>
    public required double DataLoss { get; init; }
    /// <summary>The exact loss if only N were limited, T = ∞ and D = ∞.</summary>
    public required double ParametersLoss { get; init; }
    /// <summary>The conditions of the law in words.</summary>
    public string? Condition { get; init; }
    /// <summary>Whether all of them hold.</summary>
    public bool? Holds { get; init; }
    /// <summary>The conditions that fail; null if none.</summary>
    public string? Violated { get; init; }
    /// <summary>What to do.</summary>
    public required string Advice { get; init; }

    /// <summary>The diagnosis of one set of resources.</summary>
    /// <param name="options">The model and T, D, N.</param>
    /// <exception cref="ScalingException">An option is out of range.</exception>
    public static ScalingBottleneck Diagnose(BottleneckOptions options) => new BottleneckAnalysis(options).Row();
}
