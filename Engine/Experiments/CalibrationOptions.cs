using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>How an extended model is calibrated on records of measured strengths.</summary>
public sealed record CalibrationOptions
{
    /// <summary>
    /// The resource that grew, and what the records do not say of the run: where they have a column Skill, Frequency, or for Time
    /// TargetScale, InitialStrength or LearningRate, that is taken.
    /// </summary>
    public EmergenceCalibrationOptions Run { get; init; } = new();

    /// <summary>Column of the resource; default null: Time, Samples or Parameters, by the resource.</summary>
    public string? X { get; init; }

    /// <summary>Column of R/S; default RelativeStrength.</summary>
    public string Y { get; init; } = "RelativeStrength";

    /// <summary>Column of the skill; default Skill. Records without it are of the skill that <see cref="Run"/> names.</summary>
    public string SkillColumn { get; init; } = "Skill";

    /// <summary>Column of P_s(k); default Frequency. Records without it have the frequency that <see cref="Run"/> names.</summary>
    public string FrequencyColumn { get; init; } = "Frequency";

    /// <summary>Column of the run; default Run. Along Data or Parameters, of a run measured at several Times only the last counts.</summary>
    public string RunColumn { get; init; } = "Run";

    /// <summary>Columns whose values, taken together, name the groups that are calibrated one by one; default none.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>The columns that the calibration reads.</summary>
    public IReadOnlyList<string> Columns() => Layout.Columns();

    internal StrengthLayout Layout => new()
    {
        Resource = Run.Resource, X = X ?? StrengthLayout.ResourceColumn(Run.Resource), Y = Y, Skill = SkillColumn, DefaultSkill = Run.Skill,
        Frequency = FrequencyColumn, Run = RunColumn, GroupBy = GroupBy,
    };
}
