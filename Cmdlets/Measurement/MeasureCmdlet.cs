using System.ComponentModel;
using System.Management.Automation;
using ScalingTools.Measurement;

namespace ScalingTools.Cmdlets;

/// <summary>What the Measure cmdlets share: records of any type are collected, measured at the end of the input, and what was left out is told.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MeasureCmdlet : ScalingCmdlet
{
    private readonly List<MeasurementRecord> records = [];
    private readonly List<ExcludedValue> excluded = [];

    /// <summary>The records to measure: rows of this module, of Import-Csv, of Import-Excel, or any objects with properties.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Properties whose values, taken together, name the groups that are measured one by one.</summary>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>Hand this to the engine; every value it leaves out is then told at the end.</summary>
    protected Action<ExcludedValue> Excluded => excluded.Add;

    /// <summary>Measures everything that arrived.</summary>
    /// <param name="records">At least one record, or the engine's EmptyPipeline error.</param>
    protected abstract void Measure(IReadOnlyList<MeasurementRecord> records);

    /// <inheritdoc/>
    protected override object? PipelineItem => InputObject;

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        if (InputObject is not null)
            records.Add(new MeasurementRecord(InputObject.Properties
                .Where(p => p.IsGettable)
                .Select(p => KeyValuePair.Create(p.Name, (object?)(p.Value is PSObject wrapped ? wrapped.BaseObject : p.Value)))));
    }

    /// <inheritdoc/>
    protected sealed override void End()
    {
        Measure(records);
        foreach (ExcludedValue value in excluded)
            WriteVerbose(value.Message);
        foreach (IGrouping<(string, ScalingError), ExcludedValue> same in excluded.GroupBy(v => (v.Column, v.Error)))
            WriteWarning(same.Count() == 1 ? same.First().Message
                : $"{same.First().Message[..^1]}, and {same.Count() - 1} more like it. -Verbose names them.");
    }
}
