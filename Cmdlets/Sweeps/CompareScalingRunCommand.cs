using System.Management.Automation;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Shows of rows only the columns in which they differ.</summary>
/// <remarks>It takes any rows: of Get-ScalingRun, of a training, of a fit. What is the same in all rows is said with -Verbose. A single row differs from none, and keeps its columns.</remarks>
/// <example>
/// <summary>What was varied, and what came of it.</summary>
/// <code>
/// New-ScalingSweep New-PowerLawTask, Invoke-FeatureLearningTraining -Grid @{ Width = 16, 32; BatchSize = 8, 16 } -Fixed @{ Capacity = 1.5; Source = 0.5; ModeCount = 200; Time = 50; Draws = 4 } | Invoke-ScalingSweep compared | Out-Null
/// Get-ScalingRun compared -Result Last | Compare-ScalingRun
/// </code>
/// </example>
/// <seealso cref="GetScalingRunCommand"/>
[Cmdlet(VerbsData.Compare, "ScalingRun")]
[OutputType(typeof(PSObject))]
public sealed class CompareScalingRunCommand : ScalingCmdlet
{
    private readonly List<PSObject> _rows = [];

    /// <summary>The rows.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Columns that are shown whether they differ or not.</summary>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string[] Property { get; set; } = [];

    /// <inheritdoc/>
    protected override object? PipelineItem => InputObject;

    /// <inheritdoc/>
    protected override void Process() => _rows.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void End()
    {
        if (_rows.Count == 0)
            return;
        string[] columns = [.. _rows.SelectMany(row => row.Properties.Where(p => p.IsGettable).Select(p => p.Name)).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (string asked in Property)
            if (!columns.Contains(asked, StringComparer.OrdinalIgnoreCase))
                throw new ScalingException(ScalingError.PropertyNotFound, $"No row has a property {asked}.", $"The rows have {string.Join(", ", columns)}.", asked);
        List<string> shown = [];
        foreach (string column in columns)
        {
            object?[] values = [.. _rows.Select(row => row.Properties[column]?.Value).Distinct()];
            if (_rows.Count == 1 || values.Length > 1 || Property.Contains(column, StringComparer.OrdinalIgnoreCase))
                shown.Add(column);
            else if (values[0] is not (null or ""))
                WriteVerbose($"{column} = {LanguagePrimitives.ConvertTo<string>(values[0])}");
        }
        WriteRows(_rows.Select(row =>
        {
            PSObject narrow = new();
            foreach (string column in shown)
                narrow.Properties.Add(new PSNoteProperty(column, row.Properties[column]?.Value));
            return narrow;
        }));
    }
}
