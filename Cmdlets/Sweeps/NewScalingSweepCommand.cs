using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Plans a sweep: a row for every run of a training over a grid of parameters.</summary>
/// <remarks>
/// Nothing is run or written. The rows go through Where-Object, which sees every parameter as a column, to Measure-ScalingSweepCost or to Invoke-ScalingSweep. A run is its commands, its parameters
/// and the version of ScalingTools; Configuration is the SHA-256 of these, so the same run has the same id in every plan.
/// </remarks>
/// <example>
/// <summary>Sixty runs of a network, the wide ones only for three skills.</summary>
/// <code>
/// New-ScalingSweep New-SparseParityDataset, Invoke-SparseParityTraining -Grid @{ SkillCount = 3, 5; Width = 10, 100, 1000; Seed = 1..10 } -Fixed @{ Steps = 3000; MeasureEvery = 100 } |
///     Where-Object { $_.Width -le 100 -or $_.SkillCount -eq 3 } | Measure-Object
/// </code>
/// </example>
/// <example>
/// <summary>Runs of random features, done side by side and measured.</summary>
/// <code>
/// New-ScalingSweep New-PowerLawTask, Invoke-FeatureLearningTraining -Grid ([ordered] @{ Source = 0.4, 1.2; Width = 16, 32, 64 }) -Fixed @{ Capacity = 1.5; ModeCount = 200; Time = 50; Draws = 4 } |
///     Invoke-ScalingSweep -Store features
/// </code>
/// </example>
/// <seealso cref="InvokeScalingSweepCommand"/>
/// <seealso cref="MeasureScalingSweepCostCommand"/>
[Cmdlet(VerbsCommon.New, "ScalingSweep")]
[OutputType(typeof(ScalingRun))]
public sealed class NewScalingSweepCommand : ScalingCmdlet
{
    /// <summary>The training; before it, the commands whose output it takes from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0), ArgumentCompleter(typeof(TrainingCompleter))]
    public string[] Command { get; set; } = [];

    /// <summary>
    /// Parameters and their values: a run for every combination. An [ordered] table varies its last parameter fastest, another one in the order of the names. A value that is a list itself stands in a list: @{ MeasureAt = @(, (1, 10, 100)) }.
    /// A name goes to the last command that has such a parameter; Command:Name says which one is meant.
    /// </summary>
    /// <value>one run</value>
    [Parameter(Position = 1)]
    public IDictionary? Grid { get; set; }

    /// <summary>Parameters that are the same in all runs; lists are passed on as they are.</summary>
    [Parameter(Position = 2)]
    public IDictionary? Fixed { get; set; }

    /// <summary>The sweep's name, by which Get-ScalingRun finds its runs.</summary>
    /// <value>sweep</value>
    [Parameter]
    public string Name { get; set; } = "sweep";

    /// <inheritdoc/>
    protected override void Process()
    {
        PlannedPipeline pipeline = new(Command, InvokeCommand);
        KeyValuePair<string, object?>[] same = [.. Entries(Fixed).Select(p => KeyValuePair.Create(pipeline.Name(p.Key), pipeline.Value(p.Key, p.Value)))];
        KeyValuePair<string, object?[]>[] axes = [.. Entries(Grid).Select(p => KeyValuePair.Create(pipeline.Name(p.Key), Values(p.Value).Select(v => pipeline.Value(p.Key, v)).ToArray()))];
        if (same.Select(p => p.Key).Intersect(axes.Select(p => p.Key)).FirstOrDefault() is { } twice)
            throw new ScalingException(ScalingError.InconsistentInput, $"{twice} is in Grid and in Fixed.", "A parameter is either varied or the same in all runs.", twice);
        WriteRows(SweepGrid.Combinations(axes).Select(point => RunRow.Of(ScalingRun.Planned(Name, new(pipeline.Commands, [.. same, .. point])))));
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary? table)
    {
        if (table is null)
            return [];
        IEnumerable<KeyValuePair<string, object?>> entries = table.Keys.Cast<object>().Select(key => KeyValuePair.Create($"{key}", PlannedPipeline.Unwrap(table[key])));
        return table is OrderedDictionary ? entries : entries.OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<object?> Values(object? value) => value is IEnumerable list and not string ? list.Cast<object?>() : [value];
}
