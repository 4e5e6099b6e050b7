using System.ComponentModel;
using ScalingTools.Measurement;

namespace ScalingTools.Cmdlets;

/// <summary>What the Measure cmdlets share: failures and advice of groups follow the last row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MeasureCmdlet : RecordCmdlet
{
    private readonly Dictionary<string, ScalingException> failures = [];
    private readonly Dictionary<string, List<string>> advised = [];
    private bool anything;

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
    protected sealed override void Use(IReadOnlyList<MeasurementRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        Measure(records);
        WarnExcluded();
        foreach ((string text, List<string> groups) in advised)
            WriteWarning(groups[0].Length == 0 ? text : groups.Count == 1 ? $"{groups[0]}: {text}" : $"{groups[0]} and {groups.Count - 1} more: {text}");
        foreach (ScalingException failed in failures.Values)
            Attempt(failed.Offender, () => throw failed);
        if (!anything && failures.Count == 0)
            throw new ScalingException(ScalingError.TooFewPoints, $"Not one of the {records.Count} records could be measured.",
                "The warnings say what was left out, if anything; XMin and XMax, where given, must enclose the data.", records.Count);
    }
}
