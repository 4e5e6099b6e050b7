namespace ScalingTools.Networks;

/// <summary>The loss of a network over all skills at one step of its training: one value of a learning curve.</summary>
/// <remarks>
/// Every skill is tested on as many samples, and its loss is weighted with its exact frequency; test samples in proportion to the frequencies, of which rare skills get one
/// or none, would lose the tail. null on <see cref="SampleCount"/> means endless data. Measured values are null where training diverged.
/// </remarks>
public sealed record NetworkTotal
{
    /// <summary>The preset, if one was named.</summary>
    public NetworkPreset? Preset { get; init; }
    /// <summary>What kind of network.</summary>
    public NetworkArchitecture Architecture { get; init; }
    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }
    /// <summary>n_s.</summary>
    public required long SkillCount { get; init; }
    /// <summary>α of the skill frequencies k^-(α+1); null where they are not a power law.</summary>
    public double? Alpha { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>H; the width E of a transformer.</summary>
    public required int Width { get; init; }
    /// <summary>N = H(n_s + n_b + 1) + O(H + 1) weights and biases, O = 2 for the logits of 0/1 labels, else 1; a transformer's as <see cref="TransformerOptions.CountParameters"/> has it.</summary>
    public required long ParameterCount { get; init; }
    /// <summary>D; null for endless data.</summary>
    public long? SampleCount { get; init; }
    /// <summary>T, steps done.</summary>
    public required long Step { get; init; }
    /// <summary>C = 6 N B T, floating-point operations of dense training, by which experiments are compared; the weights of a transformer count once for each place of the sequence.</summary>
    public required double Compute { get; init; }
    /// <summary>L = Σ_k P_s(k) L_k on test samples; in nats for 0/1 labels.</summary>
    public double? Loss { get; init; }
    /// <summary>The smallest <see cref="Loss"/> of the run so far: what early stopping leaves.</summary>
    public double? BestLoss { get; init; }
    /// <summary>The step of <see cref="BestLoss"/>.</summary>
    public long? BestStep { get; init; }
    /// <summary>The loss on the batch of the last step, as the optimiser sees it; null at step 0.</summary>
    public double? TrainingLoss { get; init; }
    /// <summary>Theory: L ∝ T^-α/(α+1) where time is the bottleneck.</summary>
    public double? TimeExponent { get; init; }
    /// <summary>Theory: L ∝ D^-α/(α+1) where data is the bottleneck.</summary>
    public double? SamplesExponent { get; init; }
    /// <summary>Theory: L ∝ N^-α where parameters are the bottleneck; null for a transformer, whose width is not the number of skills it can hold.</summary>
    public double? ParametersExponent { get; init; }
    /// <summary>Training, or how it ended.</summary>
    public required NetworkOutcome Outcome { get; init; }
    /// <summary>What to do where training did not go well; empty where it did.</summary>
    public string Advice { get; init; } = "";
    /// <summary>Id of the run the row belongs to, the same for all rows of one run.</summary>
    public required string Run { get; init; }

    /// <summary>The failure that the row stands for; null for none.</summary>
    public ScalingException? Failure() => NetworkRows.Failure(Outcome, Width, Seed, Step, Advice, LearningRate);
}
