using ScalingTools.Measurement;
using ScalingTools.Multilinear;
using ScalingTools.SparseParity;

namespace ScalingTools.Experiments;

/// <summary>How measured strengths are compared with an extended model of emergence.</summary>
public sealed record EmergenceComparisonOptions
{
    /// <summary>The resource that grew. Default: Time.</summary>
    public EmergenceResource Resource { get; init; }

    /// <summary>c, D_c or N_c, positive. Default (null): that of <see cref="Calibrations"/>, else the paper's 1/22, 800 or 4.</summary>
    public double? Constant { get; init; }

    /// <summary>
    /// Where the constant was measured; default nowhere. A group is compared with the calibrations of its own name where there are any, else with all of
    /// them. Of several, such as one for each seed, the constant is the mean and its error the standard error of that mean.
    /// </summary>
    public IReadOnlyList<EmergenceCalibration> Calibrations { get; init; } = [];

    /// <summary>
    /// R/S at which a skill counts as emerged, above 0 and below 1. Default (null): 0.05 for Time, the paper's ε; 0.5 for Data and Parameters, of which
    /// the first few give more than 0.05 already.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>What counts as the measured crossing. Default: Monotone, since a first crossing of a noisy curve is early.</summary>
    public CrossingRule Crossing { get; init; } = CrossingRule.Monotone;

    /// <summary>
    /// Data only: what the strengths are compared with. Sampled: the prediction for the very data set, from the d_k of its records; records without one are
    /// compared with the mean. Expected: the mean over data sets for all. The onset is that of the mean either way. Default: Sampled.
    /// </summary>
    public MultilinearDataMode Data { get; init; } = MultilinearDataMode.Sampled;

    /// <summary>Column of the resource; default null: Time, Samples or Parameters, by the resource.</summary>
    public string? X { get; init; }

    /// <summary>Column of R/S; default RelativeStrength.</summary>
    public string Y { get; init; } = "RelativeStrength";

    /// <summary>Column of k; default Skill. Records without it are of skill 1.</summary>
    public string SkillColumn { get; init; } = "Skill";

    /// <summary>Column of P_s(k); default Frequency. Records without it have the frequency that <see cref="Frequency"/> or <see cref="Skills"/> names.</summary>
    public string FrequencyColumn { get; init; } = "Frequency";

    /// <summary>Column of d_k; default Observations. Records may lack it.</summary>
    public string ObservationsColumn { get; init; } = "Observations";

    /// <summary>Column of the run; default Run. Records without it are one run; where every x is a run of its own, as along D or N, a run is a Seed.</summary>
    public string RunColumn { get; init; } = "Run";

    /// <summary>Columns whose values, taken together, name the groups that are compared one by one; default none.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>P_s(k), above 0 and at most 1, of records of one skill that do not say. Default: none.</summary>
    public double? Frequency { get; init; }

    /// <summary>P_s of records that do not say, where <see cref="Frequency"/> is not given. Default: none.</summary>
    public SkillDistribution? Skills { get; init; }

    /// <summary>S > 0 of records that do not say; Time only. Default: 5.</summary>
    public double TargetScale { get; init; } = 5;

    /// <summary>R_k(0), between 0 and S, of records that do not say; Time only. Default (null): 0.01·S.</summary>
    public double? InitialStrength { get; init; }

    /// <summary>η > 0 of records that do not say; Time only. Default: 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The columns that the comparison reads.</summary>
    public IReadOnlyList<string> Columns() => [.. Layout.Columns(), ObservationsColumn];

    /// <summary>Checks what can be checked before there are records.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange; InconsistentInput for a constant beside calibrations.</exception>
    public EmergenceComparisonOptions Validate()
    {
        if (!(ThresholdLevel > 0 && ThresholdLevel < 1))
            throw Guard.OutOfRange(nameof(Threshold), ThresholdLevel, "above 0 and below 1");
        if (Constant is { } constant)
            Guard.Positive(constant, nameof(Constant));
        if (Frequency is { } frequency && !(frequency > 0 && frequency <= 1))
            throw Guard.OutOfRange(nameof(Frequency), frequency, "above 0 and at most 1");
        if (Constant is not null && Calibrations.Count > 0)
            throw new ScalingException(ScalingError.InconsistentInput, $"Constant {Guard.Text(Constant)} was given beside a calibration.",
                "Give one of them.", Constant);
        return this;
    }

    /// <summary>The threshold in force.</summary>
    internal double ThresholdLevel => Threshold ?? (Resource == EmergenceResource.Time ? 0.05 : 0.5);

    internal StrengthLayout Layout => new()
    {
        Resource = Resource, X = X ?? StrengthLayout.ResourceColumn(Resource), Y = Y, Skill = SkillColumn, DefaultSkill = 1,
        Frequency = FrequencyColumn, Run = RunColumn, GroupBy = GroupBy,
    };

    internal EmergenceOptions Onset => new()
    {
        X = Layout.X, Y = Y, SkillColumn = SkillColumn, RunColumn = RunColumn, GroupBy = GroupBy, Threshold = ThresholdLevel, Crossing = Crossing,
    };
}
