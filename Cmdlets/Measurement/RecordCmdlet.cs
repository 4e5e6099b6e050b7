using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using ScalingTools.Measurement;

namespace ScalingTools.Cmdlets;

/// <summary>What cmdlets share that read columns of records of any type: records are collected, used at the end of the input, and what was left out is told.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordCmdlet : ScalingCmdlet
{
    // So many records are read whole, so that an error can name the properties they have; of the others only the columns that matter.
    private const int ReadWhole = 100;

    private readonly List<MeasurementRecord> records = [];
    private readonly List<ExcludedValue> excluded = [];
    private IReadOnlyList<string>? columns = [];

    /// <summary>The records: rows of this module, of Import-Csv, of Import-Excel, hashtables, or any objects with properties.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Properties whose values, taken together, name the groups.</summary>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string[]? GroupBy { get; set; } = [];

    /// <summary>Hand this to the engine; every value it leaves out is then told at the end.</summary>
    protected Action<ExcludedValue> Excluded => excluded.Add;

    /// <summary>The columns that are read; null for all.</summary>
    protected abstract IReadOnlyList<string>? Columns();

    /// <summary>Uses everything that arrived.</summary>
    /// <param name="records">At least one record, or the engine's EmptyPipeline error.</param>
    protected abstract void Use(IReadOnlyList<MeasurementRecord> records);

    /// <inheritdoc/>
    protected override object? PipelineItem => InputObject;

    /// <inheritdoc/>
    protected override void Begin() => columns = Columns() is { } some ? [.. some.Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !string.IsNullOrEmpty(name))] : null;

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        if (InputObject is not null)
            records.Add(new MeasurementRecord(PropertyValues.Of(InputObject, records.Count < ReadWhole ? null : columns).Select(cell => KeyValuePair.Create(cell.Key, Number(cell.Value)))));
    }

    /// <inheritdoc/>
    protected sealed override void End()
    {
        Explain($"{records.Count} records arrived.");
        Use(records);
    }

    /// <summary>Warns of what was left out, the same of one column together.</summary>
    protected void WarnExcluded()
    {
        foreach (ExcludedValue value in excluded)
            WriteVerbose(value.Message);
        foreach (IGrouping<(string, ScalingError), ExcludedValue> same in excluded.GroupBy(v => (v.Column, v.Error)))
            WriteWarning(same.Count() == 1 ? same.First().Message
                : $"{same.First().Message[..^1]}, and {same.Count() - 1} more like it. -Verbose names them.");
    }

    // Export-Csv writes numbers in the user's culture ("0,5" in a German one); the engine reads text in the invariant one only.
    private static object? Number(object? value) =>
        value is string text && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out double number) ? number : value;
}
