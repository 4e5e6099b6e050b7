using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>Where the columns of a table of strengths are.</summary>
internal sealed record StrengthLayout
{
    /// <summary>The resource that grew.</summary>
    public required EmergenceResource Resource { get; init; }
    /// <summary>Column of the resource.</summary>
    public required string X { get; init; }
    /// <summary>Column of R/S.</summary>
    public required string Y { get; init; }
    /// <summary>Column of k.</summary>
    public required string Skill { get; init; }
    /// <summary>k of a table without such a column.</summary>
    public required long DefaultSkill { get; init; }
    /// <summary>Column of P_s(k).</summary>
    public required string Frequency { get; init; }
    /// <summary>Column of the run.</summary>
    public required string Run { get; init; }
    /// <summary>Columns that name the group.</summary>
    public required IReadOnlyList<string> GroupBy { get; init; }

    /// <summary>Every column that a table is read by.</summary>
    public IReadOnlyList<string> Columns() =>
        [X, Y, Skill, Frequency, Run, EmergenceMeasurement.SeedColumn, .. StrengthTable.TimeColumns, .. StrengthTable.RunColumns, .. GroupBy];

    /// <summary>Time, Samples or Parameters, by the resource.</summary>
    public static string ResourceColumn(EmergenceResource resource) => resource switch
    {
        EmergenceResource.Time => "Time",
        EmergenceResource.Data => "Samples",
        _ => "Parameters",
    };
}
