using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Rows of a store with the parameters of their runs as columns, for Where-Object, Measure-ScalingExponent and Export-Excel.</summary>
internal static class RunRow
{
    /// <summary>A run with its parameters.</summary>
    public static PSObject Of(ScalingRun run) => WithParameters(new(run), run);

    /// <summary>A row of a run's result, with the parameters that it does not have itself.</summary>
    public static PSObject Of(ScalingRun run, StoredRow row)
    {
        PSObject shown;
        if (row.ToRow() is { } known)
            shown = new(known);
        else
        {
            shown = new();
            shown.TypeNames.Insert(0, row.Type);
            foreach ((string name, object? value) in row.Names.Zip(row.Values))
                shown.Properties.Add(new PSNoteProperty(name, value));
        }
        WithParameters(shown, run);
        if (shown.Properties[nameof(ScalingRun.Configuration)] is null)
            shown.Properties.Add(new PSNoteProperty(nameof(ScalingRun.Configuration), run.Configuration));
        return shown;
    }

    private static PSObject WithParameters(PSObject row, ScalingRun run)
    {
        foreach ((string name, object? value) in run.ToConfiguration().Parameters)
        {
            // Export-Excel writes a list as System.Object[]
            string column = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            if (row.Properties[column] is null)
                row.Properties.Add(new PSNoteProperty(column, value is object?[] list ? string.Join(", ", list) : value));
        }
        return row;
    }
}
