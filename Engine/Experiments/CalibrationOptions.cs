using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>How an extended model is calibrated on records of measured strengths.</summary>
public sealed record CalibrationOptions
{
    /// <summary>The resource that grew, S, r and η of the run; its skill and frequency are taken from the records that name them.</summary>
    public EmergenceCalibrationOptions Run { get; init; } = new();

    /// <summary>Column of the resource; default null: Time, Samples or Parameters, by the resource.</summary>
    public string? X { get; init; }

    /// <summary>Column of R/S; default RelativeStrength.</summary>
    public string Y { get; init; } = "RelativeStrength";

    /// <summary>Column of the skill; default Skill. Records without it are of the skill that <see cref="Run"/> names.</summary>
    public string SkillColumn { get; init; } = "Skill";

    /// <summary>Column of P_s(k); default Frequency. Records without it have the frequency that <see cref="Run"/> names.</summary>
    public string FrequencyColumn { get; init; } = "Frequency";

    /// <summary>Columns whose values, taken together, name the groups that are calibrated one by one; default none.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>The columns that the calibration reads.</summary>
    public IReadOnlyList<string> Columns() => [ResourceColumn, Y, SkillColumn, FrequencyColumn, .. GroupBy];

    internal string ResourceColumn => X ?? Run.Resource switch
    {
        EmergenceResource.Time => "Time",
        EmergenceResource.Data => "Samples",
        _ => "Parameters",
    };
}
