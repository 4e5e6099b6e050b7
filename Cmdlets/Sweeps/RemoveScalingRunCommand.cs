using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Removes runs from a store, with their results and checkpoints, after asking.</summary>
/// <remarks>Runs that are at work are refused: Stop-ScalingSweep stops them.</remarks>
/// <example>
/// <summary>The failed runs of a store.</summary>
/// <code>
/// New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.5, -1 } -Fixed @{ SkillCount = 100; Time = 100 } | Invoke-ScalingSweep cleaned | Out-Null
/// Get-ScalingRun cleaned Failed | Remove-ScalingRun cleaned -Confirm:$false
/// Get-ScalingRun cleaned
/// </code>
/// </example>
/// <seealso cref="GetScalingRunCommand"/>
[Cmdlet(VerbsCommon.Remove, "ScalingRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveScalingRunCommand : ScalingCmdlet
{
    private RunStore? _store;

    /// <summary>The folder of the store.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Store { get; set; } = "";

    /// <summary>The runs, from Get-ScalingRun.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public ScalingRun[] Run { get; set; } = [];

    /// <inheritdoc/>
    protected override object? PipelineItem => Run;

    /// <inheritdoc/>
    protected override void Begin() => (_store = RunStore.Open(GetUnresolvedProviderPathFromPSPath(Store))).Recover();

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (ScalingRun run in Run)
            if (ShouldProcess($"{run.Configuration}: {run.Command} {run.Parameters}", "Remove the run and its result"))
                Attempt(run, () => _store!.Remove(run));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _store?.Dispose();
        base.Dispose(disposing);
    }
}
