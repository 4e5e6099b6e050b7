using System.Management.Automation;
using ScalingTools.Measurement;

namespace ScalingTools.Cmdlets;

/// <summary>Measures where each skill emerges: the crossing of a threshold, with error bars over runs.</summary>
/// <remarks>
/// <para>
/// For every group and skill the row has the x at which the strength first reaches the threshold, the x at which it saturates, the width of the
/// transition in decades, and where it reaches 10, 50 and 90 percent. Crossings are interpolated in log x. Over several runs, positions are geometric means.
/// </para>
/// <para>
/// A skill that never crosses has no Onset; Outcome and Advice say so. A first crossing of a noisy curve is early: choose a Threshold well above
/// the noise, or -Crossing Monotone. Along data or parameters, where every x is a run of its own, curves are told apart by their Seed.
/// </para>
/// </remarks>
/// <example>
/// When do the five skills of the paper's task emerge?
/// <code>New-SparseParityDataset | Invoke-MultilinearTraining -PerSkill | Measure-Emergence -Threshold 0.5</code>
/// </example>
/// <example>
/// Emergent times grow as k^(α+1), here with exponent -1.6.
/// <code>
/// Invoke-MultilinearTraining -Alpha 0.6 -PerSkill -Skill (1..20) -Time log:1:1e5:200 |
///     Measure-Emergence -Threshold 0.05 | Measure-ScalingExponent -X Skill -Y Onset
/// </code>
/// </example>
/// <example>
/// The step at which a task's cross-entropy falls below 0.1 bit (Michaud et al. 2023): a loss that falls is measured as a strength that grows to 1, here 1 - bits.
/// <code>
/// New-SparseParityDataset -SkillCount 4 -SkillBits 12 -SparseBits 2 -Labels Binary -Subsets Random |
///     Invoke-SparseParityTraining -Width 32 -Optimizer Adam -LearningRate 0.01 -Initialization PyTorch -BatchSize 200 -Steps 1000 -MeasureSamples 200 |
///     Select-Object *, @{ n = 'Learnt'; e = { 1 - $_.SkillLoss / [Math]::Log(2) } } | Measure-Emergence 0.9 -Y Learnt -X Step
/// </code>
/// </example>
/// <seealso cref="MeasureScalingExponentCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsDiagnostic.Measure, "Emergence")]
[OutputType(typeof(EmergenceOnset))]
public sealed class MeasureEmergenceCommand : MeasureCmdlet
{
    /// <summary>The strength at which a skill counts as emerged.</summary>
    /// <value>0.05</value>
    [Parameter(Position = 0)]
    public double Threshold { get; set; } = 0.05;

    /// <summary>The strength at which a skill counts as saturated; at least Threshold.</summary>
    /// <value>1 - Threshold; for a threshold of 0.5 or more, 0.95 or Threshold</value>
    [Parameter]
    public double? Saturation { get; set; }

    /// <summary>
    /// First takes the first value at the threshold or above. Monotone takes the crossing of the increasing curve that is nearest to the values in
    /// least squares, so that noise does not make it early.
    /// </summary>
    /// <value>First</value>
    [Parameter]
    public CrossingRule Crossing { get; set; } = CrossingRule.First;

    /// <summary>The property of the resource along which skills emerge.</summary>
    /// <value>Time</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string X { get; set; } = "Time";

    /// <summary>The property of the strength, which grows to 1.</summary>
    /// <value>RelativeStrength</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string Y { get; set; } = "RelativeStrength";

    /// <summary>The property that tells skills apart.</summary>
    /// <value>Skill</value>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string SkillProperty { get; set; } = "Skill";

    /// <summary>The property that tells runs apart.</summary>
    /// <value>Run</value>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string RunProperty { get; set; } = "Run";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Columns() => Options().Columns();

    /// <inheritdoc/>
    // Never crossing is a result, not a reason to warn.
    protected override void Measure(IReadOnlyList<MeasurementRecord> records) => WriteMeasured(
        Explained(ScalingMeasurement.Emergence(records, Options(), Excluded, Cancellation)), row => row.Failure(), row => row.Group, _ => "");

    private EmergenceOptions Options() => new()
    {
        X = X, Y = Y, SkillColumn = SkillProperty, RunColumn = RunProperty, GroupBy = GroupBy ?? [], Threshold = Threshold, Saturation = Saturation, Crossing = Crossing,
    };

    private IEnumerable<EmergenceOnset> Explained(IEnumerable<EmergenceOnset> rows)
    {
        foreach (EmergenceOnset row in rows)
        {
            Explain($"{(row.Group.Length == 0 ? "" : row.Group + ", ")}skill {row.Skill}: {row.Y} crosses {row.Threshold} in {row.RunsCrossed} of {row.Runs} runs; saturated at {row.SaturationLevel}");
            yield return row;
        }
    }
}
