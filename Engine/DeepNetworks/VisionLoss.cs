using ScalingTools.Networks;

namespace ScalingTools.DeepNetworks;

/// <summary>How well a network classifies images at one time of its training.</summary>
public sealed record VisionLoss
{
    /// <summary>The images.</summary>
    public required string Dataset { get; init; }
    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }
    /// <summary>γ_0.</summary>
    public required double Richness { get; init; }
    /// <summary>Whether it is a linear approximation.</summary>
    public required bool Linearized { get; init; }
    /// <summary>L.</summary>
    public required int Layers { get; init; }
    /// <summary>N.</summary>
    public required int Filters { get; init; }
    /// <summary>k.</summary>
    public required int KernelSize { get; init; }
    /// <summary>Weights.</summary>
    public required long Parameters { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>μ.</summary>
    public double Momentum { get; init; }
    /// <summary>B.</summary>
    public required int BatchSize { get; init; }
    /// <summary>Steps done.</summary>
    public required long Step { get; init; }
    /// <summary>t = η · steps, the time of gradient flow.</summary>
    public required double Time { get; init; }
    /// <summary>E Σ_o (f_o - y_o)² on what is held out; null after divergence.</summary>
    public double? TestLoss { get; init; }
    /// <summary>The part of it with the largest output at its class.</summary>
    public double? Accuracy { get; init; }
    /// <summary>Mean of the same loss on the batches since the last row; null before the first step.</summary>
    public double? TrainLoss { get; init; }
    /// <summary>Training, Completed or Diverged.</summary>
    public required NetworkOutcome Outcome { get; init; }
    /// <summary>What to do about a divergence; empty otherwise.</summary>
    public string Advice { get; init; } = "";
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }

    /// <summary>The error of a run that diverged; null for another row.</summary>
    public ScalingException? Failure() => Outcome == NetworkOutcome.Diverged
        ? new ScalingException(ScalingError.Diverged, $"Training on '{Dataset}' with richness {Guard.Text(Richness)}, seed {Seed}, diverged at step {Step}.", Advice, Richness) : null;
}
