using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Estimates what a sweep takes, from short timing runs of a few of its runs.</summary>
/// <remarks>
/// A timing run begins a run, and is stopped after -ProbeSeconds; the time it would have taken is what went by over the part that its progress says is done. Runs that differ in their seed alone cost the same. Runs chosen are the cheapest
/// and dearest along each varied number, and one for each other value; ln t = a + Σ b_i ln x_i, fitted to them by least squares (non-numbers: a constant for each value), gives the others. The median deviation of the probes from the fit is
/// the relative error. Nothing is kept of them.
/// </remarks>
/// <example>
/// <summary>Hours before they are spent.</summary>
/// <code>
/// New-ScalingSweep Invoke-MultilinearTraining -Grid @{ SkillCount = 1000, 2000, 4000; Seed = 1..10 } -Fixed @{ Alpha = 0.6; Time = 1000; Method = 'GradientDescent' } | Measure-ScalingSweepCost -ProbeSeconds 0.5
/// </code>
/// </example>
/// <seealso cref="NewScalingSweepCommand"/>
/// <seealso cref="InvokeScalingSweepCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "ScalingSweepCost")]
[OutputType(typeof(SweepCost))]
public sealed class MeasureScalingSweepCostCommand : ScalingCmdlet
{
    private readonly List<ScalingRun> _runs = [];

    /// <summary>Runs from New-ScalingSweep.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public ScalingRun[] Run { get; set; } = [];

    /// <summary>How long a timing run may take.</summary>
    /// <value>2</value>
    [Parameter, ValidateRange(0.01, 3600)]
    public double ProbeSeconds { get; set; } = 2;

    /// <summary>Timing runs at most.</summary>
    /// <value>12</value>
    [Parameter, ValidateRange(1, 1000)]
    public int Probes { get; set; } = 12;

    /// <summary>Runs at a time, for the whole.</summary>
    /// <value>one for each processor</value>
    [Parameter, ValidateRange(1, 10_000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Writes a row for each kind of run besides the one for the whole.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Run;

    /// <inheritdoc/>
    protected override void Process() => _runs.AddRange(Run);

    /// <inheritdoc/>
    protected override void End()
    {
        if (_runs.Count > 0)
            WriteRows(SweepCosts.Measure([.. _runs.Select(run => run.ToConfiguration())], new RunspaceExecutor(), new() { ThrottleLimit = ThrottleLimit ?? 0, ProbeSeconds = ProbeSeconds, Probes = Probes, Detailed = Detailed }, Progress, Cancellation));
    }
}
