using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>What the measurements of one run are written as: a row for each skill, or one for all of them. Takes the measurements in their order.</summary>
internal sealed class NetworkRows
{
    private const string DivergedAdvice = "Lower the learning rate, or start smaller.";

    private readonly TrainingPlan _plan;
    private readonly TrainingSettings _settings;
    private readonly string _id;
    private readonly SkillDistribution _skills;
    private readonly Lazy<double?> _initialStrength;
    private readonly Lazy<long[]?> _observations;
    private (double? Loss, long? Step) _best;

    public NetworkRows(TrainingPlan plan, TrainingSettings settings, string id)
    {
        (_plan, _settings, _id, _skills) = (plan, settings, id, settings.Task.GetSkills());
        _initialStrength = new(() => plan.InitialStrengthOverride ?? TypicalInitialStrength());
        _observations = new(() => settings.SampleCount is { } d ? settings.Task.CountSkills(d, settings.DataSeed) : null); // d_k
    }

    private NetworkArchitecture Architecture => _settings.Transformer is null ? NetworkArchitecture.TwoLayer : NetworkArchitecture.Transformer;

    /// <summary>A row for each skill.</summary>
    public NetworkStrength[] Strengths(MeasuredStep step)
    {
        bool diverged = step.Outcome == NetworkOutcome.Diverged;
        double? loss = Loss(step);
        double scale = _settings.Loss == NetworkLoss.CrossEntropy ? 1 : _settings.Task.TargetScale;
        return [.. Enumerable.Range(1, _settings.SkillCount).Select(k =>
        {
            SkillState? state = diverged ? null : step.Skills[k - 1];
            return new NetworkStrength
            {
                Preset = _plan.Preset, Architecture = Architecture, Seed = _settings.Seed, SkillCount = _settings.SkillCount, Alpha = _settings.Task.Alpha, TargetScale = scale,
                LearningRate = _settings.LearningRate, InitialStrength = _initialStrength.Value, Width = _settings.Width, SampleCount = _settings.SampleCount,
                Step = step.Step, Skill = k, Frequency = _skills.Probability(k), Observations = _observations.Value?[k - 1],
                Strength = state?.Strength, StandardError = state?.StandardError, RelativeStrength = state?.Strength / scale, SkillLoss = state?.Loss,
                Loss = loss, TrainingLoss = step.TrainingLoss, Outcome = step.Outcome, Run = _id,
                Advice = diverged ? DivergedAdvice : "",
            };
        })];
    }

    /// <summary>One row.</summary>
    public NetworkTotal[] Total(MeasuredStep step)
    {
        double? loss = Loss(step), alpha = _settings.Task.Alpha;
        if (loss is not null && !(loss >= _best.Loss))
            _best = (loss, step.Step);
        return [new NetworkTotal
        {
            Preset = _plan.Preset, Architecture = Architecture, Seed = _settings.Seed, SkillCount = _settings.SkillCount, Alpha = alpha, LearningRate = _settings.LearningRate,
            Width = _settings.Width, ParameterCount = _settings.ParameterCount, SampleCount = _settings.SampleCount, Step = step.Step,
            Compute = _settings.Compute(step.Step),
            Loss = loss, BestLoss = _best.Loss, BestStep = _best.Step, TrainingLoss = step.TrainingLoss,
            TimeExponent = alpha / (alpha + 1), SamplesExponent = alpha / (alpha + 1), ParametersExponent = _settings.Transformer is null ? alpha : null,
            Outcome = step.Outcome, Run = _id, Advice = step.Outcome == NetworkOutcome.Diverged ? DivergedAdvice : "",
        }];
    }

    /// <summary>The failure that a row stands for; null for none.</summary>
    public static ScalingException? Failure(NetworkOutcome outcome, int width, long seed, long step, string advice, double learningRate) => outcome == NetworkOutcome.Diverged
        ? new ScalingException(ScalingError.Diverged, $"Training of width {width}, seed {seed} diverged at step {step}.", advice, learningRate) : null;

    // L = Σ_k P_s(k) L_k
    private double? Loss(MeasuredStep step) =>
        step.Outcome == NetworkOutcome.Diverged ? null : step.Skills.Select((state, k) => _skills.Probability(k + 1) * state.Loss).Sum();

    private double? TypicalInitialStrength()
    {
        if (_settings.Initialization != NetworkInitialization.Gaussian || _settings.Loss == NetworkLoss.CrossEntropy)
            return null;
        try
        {
            return InitialStrength.RootMeanSquare(_settings.Width, _settings.SkillBits, _settings.Task.SparseBits, _settings.InitialScale);
        }
        catch (ScalingException) // too many bits, or a strength that double precision does not resolve
        {
            return null;
        }
    }
}
