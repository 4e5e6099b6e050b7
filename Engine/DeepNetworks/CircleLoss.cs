using ScalingTools.Networks;

namespace ScalingTools.DeepNetworks;

/// <summary>The loss of a network on the circle at one time of its training, beside the theory's.</summary>
public sealed record CircleLoss
{
    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }
    /// <summary>q.</summary>
    public required double FrequencyExponent { get; init; }
    /// <summary>q_φ.</summary>
    public required double ActivationPower { get; init; }
    /// <summary>α = 2q_φ.</summary>
    public required double Capacity { get; init; }
    /// <summary>β = (2q-1)/(2q_φ).</summary>
    public required double Source { get; init; }
    /// <summary>L.</summary>
    public required int Depth { get; init; }
    /// <summary>N.</summary>
    public required int Width { get; init; }
    /// <summary>γ_0.</summary>
    public required double Richness { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>B; null for the population's gradient.</summary>
    public int? BatchSize { get; init; }
    /// <summary>Points of the grid.</summary>
    public required int GridSize { get; init; }
    /// <summary>Steps done.</summary>
    public required long Step { get; init; }
    /// <summary>t = η times the steps.</summary>
    public required double Time { get; init; }
    /// <summary>⟨(f - y)²⟩, with the frequencies of y that the grid does not resolve as not learnt; null after divergence.</summary>
    public double? Loss { get; init; }
    /// <summary>The loss of an infinitely wide lazy network after the same steps, from its kernel's eigenvalues.</summary>
    public required double LazyLoss { get; init; }
    /// <summary>χ = 2β/(1+β) for β &lt; 1, else β: the loss of a rich network falls as t^-χ at last.</summary>
    public required double RichExponent { get; init; }
    /// <summary>Training, Completed or Diverged.</summary>
    public required NetworkOutcome Outcome { get; init; }
    /// <summary>What to do about a divergence; empty otherwise.</summary>
    public string Advice { get; init; } = "";
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }

    /// <summary>The error of a run that diverged; null for another row.</summary>
    public ScalingException? Failure() => Outcome == NetworkOutcome.Diverged
        ? new ScalingException(ScalingError.Diverged, $"Training on the circle with richness {Guard.Text(Richness)}, seed {Seed}, diverged at step {Step}.", Advice, Richness) : null;
}
