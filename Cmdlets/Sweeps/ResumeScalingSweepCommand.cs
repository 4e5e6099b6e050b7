using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Does what is left of the runs of a store: those that were planned, interrupted or lost.</summary>
/// <remarks>
/// Runs whose process is gone are found at once on this machine, by its lock, and after two minutes on another, by its missing heartbeat. Trainings that keep checkpoints go on from them. Failed runs stay as they are unless
/// -Failed is given.
/// </remarks>
/// <example>
/// <summary>A sweep that was interrupted after two runs, and the rest of it.</summary>
/// <code>
/// New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.3, 0.4, 0.5, 0.6 } -Fixed @{ SkillCount = 100; Time = 100 } | Invoke-ScalingSweep -Store resumed | Select-Object -First 2
/// Resume-ScalingSweep resumed
/// </code>
/// </example>
/// <seealso cref="InvokeScalingSweepCommand"/>
/// <seealso cref="GetScalingRunCommand"/>
[Cmdlet(VerbsLifecycle.Resume, "ScalingSweep", SupportsShouldProcess = true)]
[OutputType(typeof(ScalingRun))]
public sealed class ResumeScalingSweepCommand : SweepCmdlet
{
    /// <summary>The folder of the store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public override string Store { get; set; } = "";

    /// <summary>Only the runs that this sweep planned first.</summary>
    [Parameter]
    public string? Sweep { get; set; }

    /// <summary>Does failed runs again, too.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Store;

    /// <inheritdoc/>
    protected override void Process()
    {
        RunStore store = OpenStore(create: false);
        store.Recover();
        StoreCluster.Refresh(this, store);
        ScalingRun[] open = [.. store.Runs(Failed ? [RunState.Planned, RunState.Interrupted, RunState.Failed] : [RunState.Planned, RunState.Interrupted], Sweep)];
        if (open.Length == 0 || Executor != SweepExecutor.Slurm && !ShouldProcess($"{open.Length} runs", "Run"))
            store.Dispose();
        else
            RunAll(store, Sweep ?? open[0].Sweep, open);
    }
}
