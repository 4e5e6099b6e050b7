using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Stops what works on the runs of a store: jobs of a cluster, and other processes of any machine, which hear of it within a few seconds.</summary>
/// <remarks>What was finished is kept; the rest is Interrupted, and Resume-ScalingSweep does it later.</remarks>
/// <example>
/// <summary>Nothing is at work here, so nothing is stopped.</summary>
/// <code>
/// New-ScalingSweep Invoke-MultilinearTraining -Fixed @{ Alpha = 0.5; SkillCount = 100; Time = 100 } | Invoke-ScalingSweep stopped | Out-Null
/// Stop-ScalingSweep stopped
/// Get-ScalingRun stopped
/// </code>
/// </example>
/// <seealso cref="ResumeScalingSweepCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "ScalingSweep", SupportsShouldProcess = true)]
[OutputType(typeof(ScalingRun))]
public sealed class StopScalingSweepCommand : ScalingCmdlet
{
    /// <summary>The folder of the store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string Store { get; set; } = "";

    /// <summary>Only the runs that this sweep planned first.</summary>
    /// <value>all</value>
    [Parameter]
    public string? Sweep { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Store;

    /// <inheritdoc/>
    protected override void Process()
    {
        using RunStore store = RunStore.Open(GetUnresolvedProviderPathFromPSPath(Store));
        store.Recover();
        ScalingRun[] atWork = [.. store.Runs([RunState.Queued, RunState.Running], Sweep)];
        if (atWork.Length == 0 || !ShouldProcess($"{atWork.Length} runs at work", "Stop"))
            return;
        store.AskToStop(Sweep);
        if (atWork.Any(run => run.Executor == nameof(SweepExecutor.Slurm)))
            SlurmSweep.Stop(store, new(), Sweep);
        // Others look every two seconds whether they are to stop.
        for (int waited = 0; waited < 100 && store.Runs([RunState.Running], Sweep).Count > 0 && !Cancellation.WaitHandle.WaitOne(100); waited++)
            store.Recover();
        WriteRows(atWork.Select(run => RunRow.Of(store.Run(run.ToConfiguration().Hash)!)));
    }
}
