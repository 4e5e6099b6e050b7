using System.Management.Automation;
using ScalingTools.Measurement;

namespace ScalingTools.Cmdlets;

/// <summary>Measures where each skill emerges: the first crossing of a threshold, with error bars over runs.</summary>
/// <remarks>
/// <para>
/// For every group and skill the row has the x at which the strength first reaches the threshold, the x at which it saturates, the width of the
/// transition in decades, and where it reaches 10, 50 and 90 percent. Crossings are interpolated in log x. Over several runs, positions are geometric means.
/// </para>
/// <para>A skill that never crosses has no Onset; Outcome and Advice say so.</para>
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
/// <seealso cref="MeasureScalingExponentCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsDiagnostic.Measure, "Emergence")]
[OutputType(typeof(EmergenceOnset))]
public sealed class MeasureEmergenceCommand : MeasureCmdlet
{
    /// <summary>The strength at which a skill counts as emerged.</summary>
    [Parameter(Position = 0)]
    public double Threshold { get; set; } = 0.05;

    /// <summary>The strength at which a skill counts as saturated.</summary>
    /// <value>1 - Threshold</value>
    [Parameter]
    public double? Saturation { get; set; }

    /// <summary>The property of the resource along which skills emerge.</summary>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string X { get; set; } = "Time";

    /// <summary>The property of the strength, which grows to 1.</summary>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string Y { get; set; } = "RelativeStrength";

    /// <summary>The property that tells skills apart.</summary>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string SkillProperty { get; set; } = "Skill";

    /// <summary>The property that tells runs apart.</summary>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string RunProperty { get; set; } = "Run";

    /// <inheritdoc/>
    protected override void Measure(IReadOnlyList<MeasurementRecord> records) => WriteRows(ScalingMeasurement.Emergence(records, new EmergenceOptions
    {
        X = X, Y = Y, SkillColumn = SkillProperty, RunColumn = RunProperty, GroupBy = GroupBy, Threshold = Threshold, Saturation = Saturation,
    }, Excluded, Cancellation));
}
