using System.Management.Automation;
using ScalingTools.Experiments;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Cmdlets;

/// <summary>Measures the constant of an extended model of emergence on the strengths of a skill, with its standard error.</summary>
/// <remarks>
/// <para>
/// The constant is c for Time, the factor by which a network learns slower than the multilinear model; D_c for Data, the number of samples that
/// a skill needs; N_c for Parameters, the number of neurons that express one. It is fitted by least squares to R/S over the resource, for each
/// skill in the records; the paper calibrates on a task of one skill.
/// </para>
/// <para>
/// Piped on to Get-EmergencePrediction, it predicts tasks of many skills; as -Calibration of Compare-Emergence, it is tested on them. Along Data and
/// Parameters a run counts at the end of its training: of several times the last.
/// </para>
/// <para>
/// Several seeds in one group are fitted together. StandardError takes the values for independent, which those of one run are not: -GroupBy Seed
/// gives a constant for each seed instead, and Compare-Emergence takes their mean and its standard error. Along Time, runs of a group have one learning rate,
/// scale and initial strength, so one width. A network trained on the squared error without the half has twice the rate: c is twice as large.
/// </para>
/// </remarks>
/// <example>
/// The multilinear model itself learns at c = 1.
/// <code>
/// New-SparseParityDataset -SkillCount 1 | Invoke-MultilinearTraining -PerSkill -Time log:1:100:30 |
///     Measure-EmergenceCalibration Time
/// </code>
/// </example>
/// <example>
/// A table from elsewhere.
/// <code>
/// 'D,R', '200,0.13', '400,0.29', '600,0.5', '800,1' | Set-Content strengths.csv
/// Import-Csv strengths.csv | Measure-EmergenceCalibration Data -X D -Y R
/// </code>
/// </example>
/// <seealso cref="GetEmergencePredictionCommand"/>
/// <seealso cref="CompareEmergenceCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws, Figure 6(a)</seealso>
[Cmdlet(VerbsDiagnostic.Measure, "EmergenceCalibration")]
[OutputType(typeof(EmergenceCalibration))]
public sealed class MeasureEmergenceCalibrationCommand : MeasureCmdlet
{
    /// <summary>The resource that grew.</summary>
    /// <value>Time</value>
    [Parameter(Position = 0)]
    public EmergenceResource Resource { get; set; }

    /// <summary>The property of the resource.</summary>
    /// <value>Time, Samples or Parameters, by the resource</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string? X { get; set; }

    /// <summary>The property of R/S.</summary>
    /// <value>RelativeStrength</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string Y { get; set; } = "RelativeStrength";

    /// <summary>The property that tells skills apart.</summary>
    /// <value>Skill</value>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string SkillProperty { get; set; } = "Skill";

    /// <summary>P_s(k) of the skill, where the records have no Frequency.</summary>
    /// <value>1</value>
    [Parameter]
    public double Frequency { get; set; } = 1;

    /// <summary>S > 0 of the run, for Time, where the records have no TargetScale.</summary>
    /// <value>5</value>
    [Parameter]
    public double TargetScale { get; set; } = 5;

    /// <summary>R_k(0) of the run, for Time, where the records have no InitialStrength.</summary>
    /// <value>0.01 * TargetScale</value>
    [Parameter]
    public double? InitialStrength { get; set; }

    /// <summary>η of the run, for Time, where the records have no LearningRate.</summary>
    /// <value>0.05</value>
    [Parameter]
    public double LearningRate { get; set; } = 0.05;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Columns() => Options().Columns();

    /// <inheritdoc/>
    protected override void Measure(IReadOnlyList<MeasurementRecord> records) =>
        WriteMeasured(Calibration.Run(records, Options(), Excluded), _ => null, row => row.Group, _ => "");

    private CalibrationOptions Options() => new()
    {
        Run = new EmergenceCalibrationOptions
        {
            Resource = Resource, Frequency = Frequency, TargetScale = TargetScale, InitialStrength = InitialStrength, LearningRate = LearningRate,
        },
        X = X, Y = Y, SkillColumn = SkillProperty, GroupBy = GroupBy ?? [],
    };
}
