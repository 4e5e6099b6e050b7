using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using ScalingTools.Measurement;

namespace ScalingTools.Cmdlets;

/// <summary>What the Measure cmdlets share: records of any type are collected, measured at the end of the input, and what was left out is told.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MeasureCmdlet : ScalingCmdlet
{
    // So many records are read whole, so that an error can name the properties they have; of the others only the columns that matter.
    private const int ReadWhole = 100;

    private readonly List<MeasurementRecord> records = [];
    private readonly List<ExcludedValue> excluded = [];
    private readonly Dictionary<string, ScalingException> failures = [];
    private readonly Dictionary<string, List<string>> advised = [];
    private IReadOnlyList<string> columns = [];
    private bool anything;

    /// <summary>The records to measure: rows of this module, of Import-Csv, of Import-Excel, hashtables, or any objects with properties.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Properties whose values, taken together, name the groups that are measured one by one.</summary>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string[]? GroupBy { get; set; } = [];

    /// <summary>Hand this to the engine; every value it leaves out is then told at the end.</summary>
    protected Action<ExcludedValue> Excluded => excluded.Add;

    /// <summary>The columns that the measurement reads.</summary>
    protected abstract IReadOnlyList<string> Columns();

    /// <summary>Measures everything that arrived.</summary>
    /// <param name="records">At least one record, or the engine's EmptyPipeline error.</param>
    protected abstract void Measure(IReadOnlyList<MeasurementRecord> records);

    /// <summary>Writes rows, and remembers what failed and what they advise: errors and warnings follow the last row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="failure">The error that a row stands for, if any; of several in one group the first is written.</param>
    /// <param name="group">The group of a row.</param>
    /// <param name="advice">What a row without an error advises; empty for nothing.</param>
    protected void WriteMeasured<TRow>(IEnumerable<TRow> rows, Func<TRow, ScalingException?> failure, Func<TRow, string> group, Func<TRow, string> advice) =>
        WriteRows(rows.Select(row =>
        {
            anything = true;
            if (failure(row) is { } failed)
                Fail(group(row), failed);
            else if (advice(row) is { Length: > 0 } text)
                (advised.TryGetValue(text, out List<string>? groups) ? groups : advised[text] = []).Add(group(row));
            return row;
        }));

    /// <summary>Remembers that a group could not be measured.</summary>
    /// <param name="group">The group.</param>
    /// <param name="failure">The error to write after the last row; of several in one group the first is.</param>
    protected void Fail(string group, ScalingException failure) => failures.TryAdd(group, failure);

    /// <inheritdoc/>
    protected override object? PipelineItem => InputObject;

    /// <inheritdoc/>
    protected override void Begin() => columns = [.. Columns().Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !string.IsNullOrEmpty(name))];

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        if (InputObject is not null)
            records.Add(new MeasurementRecord(Cells(InputObject)));
    }

    /// <inheritdoc/>
    protected sealed override void End()
    {
        Explain($"{records.Count} records arrived.");
        Measure(records);
        foreach (ExcludedValue value in excluded)
            WriteVerbose(value.Message);
        foreach (IGrouping<(string, ScalingError), ExcludedValue> same in excluded.GroupBy(v => (v.Column, v.Error)))
            WriteWarning(same.Count() == 1 ? same.First().Message
                : $"{same.First().Message[..^1]}, and {same.Count() - 1} more like it. -Verbose names them.");
        foreach ((string text, List<string> groups) in advised)
            WriteWarning(groups[0].Length == 0 ? text : groups.Count == 1 ? $"{groups[0]}: {text}" : $"{groups[0]} and {groups.Count - 1} more: {text}");
        foreach (ScalingException failed in failures.Values)
            Attempt(failed.Offender, () => throw failed);
        if (!anything && failures.Count == 0)
            throw new ScalingException(ScalingError.TooFewPoints, $"Not one of the {records.Count} records could be measured.",
                "The warnings say what was left out, if anything; XMin and XMax, where given, must enclose the data.", records.Count);
    }

    // A hashtable is a record of its keys, as for Export-Csv; anything else of its properties.
    private IEnumerable<KeyValuePair<string, object?>> Cells(PSObject item) => item.BaseObject is IDictionary table
        ? table.Keys.Cast<object>().Select(key => KeyValuePair.Create($"{key}", Cell(table[key])))
        : (records.Count < ReadWhole ? item.Properties : columns.Select(name => item.Properties[name]).OfType<PSPropertyInfo>())
            .Where(p => p.IsGettable).Select(p => KeyValuePair.Create(p.Name, Value(p)));

    // A property that cannot be read, such as ExitCode of a running process, is a missing value.
    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return Cell(property.Value);
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    // Export-Csv writes numbers in the user's culture ("0,5" in a German one); the engine reads text in the invariant one only.
    private static object? Cell(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out double number) => number,
        var other => other,
    };
}
