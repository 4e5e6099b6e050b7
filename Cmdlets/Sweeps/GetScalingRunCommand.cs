using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Which rows of results come out.</summary>
public enum RunResult
{
    /// <summary>None: a row for each run.</summary>
    None,
    /// <summary>The last row of each run.</summary>
    Last,
    /// <summary>All rows.</summary>
    All,
}

/// <summary>Lists the runs of a store, or the rows of their results.</summary>
/// <remarks>
/// Every parameter of a run is a column, of rows of results too where they do not have it themselves: for Where-Object, Group-Object, Measure-ScalingExponent and Export-Excel. Rows come back as the training wrote
/// them, with their type. A run whose process is gone is Interrupted. Of failed runs, results are the rows that they wrote before.
/// </remarks>
/// <example>
/// <summary>Where a sweep stands, and its losses against the width.</summary>
/// <code>
/// New-ScalingSweep New-PowerLawTask, Invoke-FeatureLearningTraining -Grid @{ Width = 16, 32, 64 } -Fixed @{ Capacity = 1.5; Source = 0.5; ModeCount = 200; Time = 50; Draws = 4 } | Invoke-ScalingSweep list | Out-Null
/// Get-ScalingRun list | Group-Object State
/// Get-ScalingRun list -Result Last | Where-Object Width -GT 16 | Format-Table Width, Capacity, TestLoss
/// </code>
/// </example>
/// <seealso cref="InvokeScalingSweepCommand"/>
/// <seealso cref="CompareScalingRunCommand"/>
[Cmdlet(VerbsCommon.Get, "ScalingRun")]
[OutputType(typeof(ScalingRun))]
public sealed class GetScalingRunCommand : ScalingCmdlet
{
    /// <summary>The folder of the store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string Store { get; set; } = "";

    /// <summary>Only runs in these states.</summary>
    /// <value>all</value>
    [Parameter(Position = 1)]
    public RunState[] State { get; set; } = [];

    /// <summary>Only the runs that this sweep planned first.</summary>
    /// <value>all</value>
    [Parameter]
    public string? Sweep { get; set; }

    /// <summary>Only runs of these ids; wildcards are allowed.</summary>
    /// <value>all</value>
    [Parameter, SupportsWildcards]
    public string[] Configuration { get; set; } = [];

    /// <summary>Which rows of the results come out, instead of a row for each run.</summary>
    /// <value>None</value>
    [Parameter]
    public RunResult Result { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Store;

    /// <inheritdoc/>
    protected override void Process()
    {
        using RunStore store = RunStore.Open(GetUnresolvedProviderPathFromPSPath(Store));
        if (store.Notice is { } notice)
            WriteWarning(notice);
        if (!store.IsReadOnly)
            store.Recover();
        StoreCluster.Refresh(this, store);
        WildcardPattern[] wanted = [.. Configuration.Select(id => new WildcardPattern(id, WildcardOptions.IgnoreCase))];
        IEnumerable<ScalingRun> runs = store.Runs(State, Sweep).Where(run => wanted.Length == 0 || wanted.Any(pattern => pattern.IsMatch(run.Configuration)));
        if (Result == RunResult.None)
            WriteRows(runs.Select(RunRow.Of));
        else
            WriteRows(runs.SelectMany(run => (Result == RunResult.All ? store.Rows(run) : store.Rows(run).TakeLast(1)).Select(row => RunRow.Of(run, row))));
    }
}
