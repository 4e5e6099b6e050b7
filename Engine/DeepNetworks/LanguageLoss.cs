using ScalingTools.Networks;

namespace ScalingTools.DeepNetworks;

/// <summary>How well a transformer predicts the next token at one time of its training.</summary>
public sealed record LanguageLoss
{
    /// <summary>The text.</summary>
    public required string Corpus { get; init; }
    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }
    /// <summary>γ_0.</summary>
    public required double Richness { get; init; }
    /// <summary>V.</summary>
    public required int Vocabulary { get; init; }
    /// <summary>Tokens that a prediction can look back on.</summary>
    public required int ContextLength { get; init; }
    /// <summary>Blocks.</summary>
    public required int Layers { get; init; }
    /// <summary>Heads.</summary>
    public required int Heads { get; init; }
    /// <summary>E.</summary>
    public required int Width { get; init; }
    /// <summary>Weights and other parameters.</summary>
    public required long Parameters { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>μ.</summary>
    public double Momentum { get; init; }
    /// <summary>B.</summary>
    public required int BatchSize { get; init; }
    /// <summary>Steps done.</summary>
    public required long Step { get; init; }
    /// <summary>Tokens predicted in training so far: B times the context times the steps.</summary>
    public required long Tokens { get; init; }
    /// <summary>Cross-entropy on what is held out, nats a token; null after divergence.</summary>
    public double? TestLoss { get; init; }
    /// <summary>The same in bits for a byte of text, which does not depend on how tokens are cut.</summary>
    public double? BitsPerByte { get; init; }
    /// <summary>The part of tokens held out that were the most likely.</summary>
    public double? Accuracy { get; init; }
    /// <summary>Mean cross-entropy of the batches since the last row; null before the first step.</summary>
    public double? TrainLoss { get; init; }
    /// <summary>Training, Completed or Diverged.</summary>
    public required NetworkOutcome Outcome { get; init; }
    /// <summary>What to do about a divergence; empty otherwise.</summary>
    public string Advice { get; init; } = "";
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }

    /// <summary>The error of a run that diverged; null for another row.</summary>
    public ScalingException? Failure() => Outcome == NetworkOutcome.Diverged
        ? new ScalingException(ScalingError.Diverged, $"Training on '{Corpus}' with richness {Guard.Text(Richness)}, seed {Seed}, diverged at step {Step}.", Advice, Richness) : null;
}
