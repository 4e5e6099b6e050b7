using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>How well a transformer knows hops of one length at one step of its training.</summary>
/// <remarks>Measured values are null where training diverged.</remarks>
public sealed record CompositionAccuracy
{
    /// <summary>From which labels it learns.</summary>
    public required CompositionRegime Regime { get; init; }
    /// <summary>k.</summary>
    public required int Length { get; init; }
    /// <summary>N.</summary>
    public required int Size { get; init; }
    /// <summary>d.</summary>
    public required int Width { get; init; }
    /// <summary>The seed of the task, which decides what is hidden.</summary>
    public required long TaskSeed { get; init; }
    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }
    /// <summary>The hop length that a curriculum is at; k for the other regimes.</summary>
    public required int Stage { get; init; }
    /// <summary>r.</summary>
    public required int HopLength { get; init; }
    /// <summary>Steps done; stages done, for the theory's curriculum.</summary>
    public required long Step { get; init; }
    /// <summary>Prompts seen: B for each step; n for the theory's curriculum.</summary>
    public required long Samples { get; init; }
    /// <summary>Part of the positions (i, j), i + r - 1 ≤ k, of test prompts at which hop_i^r(j) is right.</summary>
    public double? Accuracy { get; init; }
    /// <summary>Standard error of the accuracy, from prompt to prompt.</summary>
    public double? StandardError { get; init; }
    /// <summary>1/N, the accuracy of a guess.</summary>
    public required double ChanceLevel { get; init; }
    /// <summary>Mean cross-entropy of the hop, nats; ln N for a guess.</summary>
    public double? Loss { get; init; }
    /// <summary>Training, or how it ended; Converged where every trained hop length has the accuracy to stop at.</summary>
    public required NetworkOutcome Outcome { get; init; }
    /// <summary>What to do where training did not go well; empty where it did.</summary>
    public string Advice { get; init; } = "";
    /// <summary>Id of the run the row belongs to, the same for all rows of one run.</summary>
    public required string Run { get; init; }

    /// <summary>The failure that the row stands for; null for none.</summary>
    public ScalingException? Failure() => Outcome == NetworkOutcome.Diverged
        ? new ScalingException(ScalingError.Diverged, $"{Regime} training of Length {Length}, Size {Size}, seed {Seed} diverged at step {Step}.", Advice, Seed) : null;
}
