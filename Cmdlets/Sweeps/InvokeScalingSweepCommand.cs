using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Does the runs of a sweep and keeps their results in a store.</summary>
/// <remarks>
/// A store is a folder: a file for each result, the plan, and an index. A run that it has is not done again. Whatever stops a sweep (Ctrl+C, a crash, kill -9, a full disk), finished runs are kept, and
/// Resume-ScalingSweep does the rest; trainings that keep checkpoints go on from them. A run that fails is a row with its error, and the others go on. Results do not depend on who does the runs, in
/// which order, or how many at a time. Two processes may use one store.
/// </remarks>
/// <example>
/// <summary>Nine runs, two at a time, and what they measured.</summary>
/// <code>
/// New-ScalingSweep New-PowerLawTask, Invoke-FeatureLearningTraining -Grid @{ Width = 16, 32, 64; Seed = 1..3 } -Fixed @{ Capacity = 1.5; Source = 0.5; ModeCount = 200; Time = 50; Draws = 4 } |
///     Invoke-ScalingSweep -Store widths -ThrottleLimit 2
/// Get-ScalingRun widths -Result Last | Measure-ScalingExponent -X Width -Y TestLoss
/// </code>
/// </example>
/// <example>
/// <summary>What would be submitted to a cluster, without submitting it.</summary>
/// <code>
/// New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.3, 0.6 } -Fixed @{ SkillCount = 100; Time = 1000 } | Invoke-ScalingSweep -Store cluster -WhatIf
/// </code>
/// </example>
/// <seealso cref="NewScalingSweepCommand"/>
/// <seealso cref="ResumeScalingSweepCommand"/>
/// <seealso cref="GetScalingRunCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "ScalingSweep", SupportsShouldProcess = true)]
[OutputType(typeof(ScalingRun))]
public sealed class InvokeScalingSweepCommand : SweepCmdlet
{
    private readonly List<ScalingRun> _runs = [];

    /// <summary>The folder of the store; made if it is not there.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public override string Store { get; set; } = "";

    /// <summary>Runs from New-ScalingSweep, or from Get-ScalingRun.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public ScalingRun[] Run { get; set; } = [];

    /// <summary>Does finished runs again.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool Again => Force;

    /// <inheritdoc/>
    protected override object? PipelineItem => Run;

    /// <inheritdoc/>
    protected override void Process() => _runs.AddRange(Run);

    /// <inheritdoc/>
    protected override void End()
    {
        if (_runs.Count == 0)
            return;
        if (Executor != SweepExecutor.Slurm && !ShouldProcess($"{_runs.Count} runs", "Run"))
            return;
        // -WhatIf for a cluster shows the script, for which the store must be known: it is made, and nothing else.
        RunStore store = OpenStore(create: true);
        string sweep = _runs[0].Sweep;
        RunAll(store, sweep, [.. _runs.GroupBy(run => run.Sweep).SelectMany(group => store.Add(group.Key, group.Select(run => run.ToConfiguration())))]);
    }
}
