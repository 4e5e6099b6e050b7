namespace ScalingTools.Composition;

/// <summary>How many samples it took until hops of one length were known, beside what the theorems say of the task.</summary>
public sealed record CompositionThreshold
{
    /// <summary>From which labels was learnt.</summary>
    public required CompositionRegime Regime { get; init; }
    /// <summary>k.</summary>
    public required int Length { get; init; }
    /// <summary>N.</summary>
    public required int Size { get; init; }
    /// <summary>d.</summary>
    public required int Width { get; init; }
    /// <summary>The seed of the task.</summary>
    public required long TaskSeed { get; init; }
    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }
    /// <summary>r.</summary>
    public required int HopLength { get; init; }
    /// <summary>The accuracy asked for.</summary>
    public required double Threshold { get; init; }
    /// <summary>Steps at the first measurement with that accuracy, from which on it stayed; null where there was none.</summary>
    public long? Step { get; init; }
    /// <summary>Prompts seen at it; the smallest n for the theory's curriculum.</summary>
    public long? Samples { get; init; }
    /// <summary>Prompts that were seen in all; the largest n for the theory's curriculum.</summary>
    public required long Budget { get; init; }
    /// <summary>Accuracy at the end.</summary>
    public double? Accuracy { get; init; }
    /// <summary>1/N.</summary>
    public required double ChanceLevel { get; init; }
    /// <summary>kN ln N: what the information in π asks for, up to a constant.</summary>
    public required double InformationSamples { get; init; }
    /// <summary>k⁴N⁶: what is enough for the curriculum by its theorem, up to logarithms and a constant.</summary>
    public required double CurriculumSamples { get; init; }
    /// <summary>N^k: the order of the queries, or samples, that SQ learners need without a curriculum, N^Ω(k), with the constant 1 in the exponent.</summary>
    public required double DirectQueries { get; init; }
    /// <summary>Id of the run; of the first n for the theory's curriculum.</summary>
    public required string Run { get; init; }
}
