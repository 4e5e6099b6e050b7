using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>Everything one run depends on.</summary>
internal sealed record CompositionSettings
{
    public required CompositionTask Task { get; init; }
    public required CompositionRegime Regime { get; init; }
    public required long Seed { get; init; }
    public required int Width { get; init; }
    public required long Steps { get; init; }
    public required int BatchSize { get; init; }
    public required double LearningRate { get; init; }
    public required LearningRateSchedule Schedule { get; init; }
    public required double SquareDecay { get; init; }
    public required double EmbeddingScale { get; init; }
    public required double KeyQueryScale { get; init; }
    public required double ValueScale { get; init; }
    public required double ReadoutScale { get; init; }
    public required bool AlignedReadout { get; init; }
    public required double StageAccuracy { get; init; }
    public required double StopAccuracy { get; init; }
    public required bool Replay { get; init; }
    /// <summary>n of the theory's curriculum; null for the practical regimes.</summary>
    public required int? SampleCount { get; init; }

    /// <summary>The model.</summary>
    public AttentionShape Shape => new(Task.Size, Task.SequenceLength, Task.LayerCount, Width);
}
