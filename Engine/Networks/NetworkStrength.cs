using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>How well a network has learnt one skill at one step of its training.</summary>
/// <remarks>null on <see cref="SampleCount"/> means endless data. Measured values are null where training diverged.</remarks>
public sealed record NetworkStrength
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
    /// <summary>S; 1 for 0/1 labels, whose strength is that of p_1 - p_0.</summary>
    public required double TargetScale { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>Root mean square of R_k(0) over initialisations, <see cref="Networks.InitialStrength"/>; null where there is no formula.</summary>
    public double? InitialStrength { get; init; }
    /// <summary>H; the width E of a transformer.</summary>
    public required int Width { get; init; }
    /// <summary>D; null for endless data.</summary>
    public long? SampleCount { get; init; }
    /// <summary>T, steps done; where training diverged, the step that could not be made.</summary>
    public required long Step { get; init; }
    /// <summary>k, from 1.</summary>
    public required long Skill { get; init; }
    /// <summary>P_s(k).</summary>
    public required double Frequency { get; init; }
    /// <summary>d_k, how many of the D points carry the skill; null for endless data.</summary>
    public long? Observations { get; init; }
    /// <summary>R_k.</summary>
    public double? Strength { get; init; }
    /// <summary>Standard error of R_k from the finite number of test samples; null where it is exact.</summary>
    public double? StandardError { get; init; }
    /// <summary>R_k / S, 1 when the skill is learnt.</summary>
    public double? RelativeStrength { get; init; }
    /// <summary>L_k = ½ E[(f - f*)² | k]; the cross-entropy in nats for 0/1 labels.</summary>
    public double? SkillLoss { get; init; }
    /// <summary>L = Σ_k P_s(k) L_k, the same for all skills of a step.</summary>
    public double? Loss { get; init; }
    /// <summary>The loss on the batch of the last step, as the optimiser sees it; null at step 0.</summary>
    public double? TrainingLoss { get; init; }
    /// <summary>Training, or how it ended.</summary>
    public required NetworkOutcome Outcome { get; init; }
    /// <summary>What to do where training did not go well; empty where it did.</summary>
    public string Advice { get; init; } = "";
    /// <summary>Id of the run the row belongs to, the same for all rows of one run.</summary>
    public required string Run { get; init; }

    /// <summary>The failure that the row stands for; null for none.</summary>
    public ScalingException? Failure() => NetworkRows.Failure(Outcome, Width, Seed, Step, Advice, LearningRate);

    /// <summary>The same row in the columns that all models share, for what compares them.</summary>
    /// <exception cref="ScalingException">Diverged where nothing was measured.</exception>
    public SkillStrength ToSkillStrength() => new()
    {
        Model = Architecture == NetworkArchitecture.Transformer ? "Transformer" : "TwoLayerNetwork", Method = "Training", Seed = Seed, Alpha = Alpha, SkillCount = SkillCount, TargetScale = TargetScale, InitialStrength = InitialStrength,
        LearningRate = LearningRate, Time = Step, Samples = SampleCount, Parameters = Width, Skill = Skill, Frequency = Frequency, Observations = Observations,
        Strength = Strength ?? throw Failure()!, RelativeStrength = RelativeStrength!.Value, SkillLoss = SkillLoss!.Value, Run = Run,
    };
}
