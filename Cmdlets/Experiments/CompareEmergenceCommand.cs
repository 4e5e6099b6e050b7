using System.Management.Automation;
using ScalingTools.Experiments;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;
using ScalingTools.SparseParity;

namespace ScalingTools.Cmdlets;

/// <summary>Compares measured emergence, over several runs, with what an extended model predicts from one calibrated constant.</summary>
/// <remarks>
/// <para>
/// For every group and skill the row has the measured onset and its standard deviation over runs, the predicted onset, their difference in decades and in
/// standard deviations, and how far the curves of R/S lie apart: RootMeanSquareError over all x and runs, which contains the scatter between runs, and
/// MeanCurveError of the mean over runs. Every observation counts once, so a grid with many values after the transition has smaller errors.
/// </para>
/// <para>
/// The records are rows of a training run, or of Import-Csv or Import-Excel, read by the names of their properties: the resource, RelativeStrength, Skill,
/// Run, Frequency, and for Time TargetScale, InitialStrength and LearningRate; what they do not say is taken from -Dataset and the other parameters. Along
/// Data and Parameters a run counts at the end of its training, and runs of one Seed are one curve. Along Data, where records have their
/// Observations, errors are from the prediction for that very data set; the predicted onset is that of the mean over data sets.
/// </para>
/// <para>
/// With -Calibration the constant comes with a standard error, and PredictedLow and PredictedHigh say what it means for the onset. Of several
/// calibrations, such as one for each seed, the mean counts, and those of a group's own name before others.
/// </para>
/// </remarks>
/// <example>
/// Stochastic gradient descent on the multilinear model itself, for which the constant is 1.
/// <code>
/// New-SparseParityDataset | Invoke-MultilinearTraining -PerSkill -Method Sgd -Seed (1..5) -Time log:1:1000:100 |
///     Compare-Emergence Time 1 -Threshold 0.5
/// </code>
/// </example>
/// <example>
/// Calibrate on a task of one skill, compare on a task of five.
/// <code>
/// $run = @{ PerSkill = $true; Method = 'Sgd'; Seed = 1..5; Time = 'log:1:1000:100'; LearningRate = 0.02 }
/// $one = New-SparseParityDataset -SkillCount 1 | Invoke-MultilinearTraining @run | Measure-EmergenceCalibration Time
/// New-SparseParityDataset | Invoke-MultilinearTraining @run | Compare-Emergence Time -Calibration $one
/// </code>
/// </example>
/// <example>
/// A table from elsewhere, which says neither how often a skill occurs nor how training began.
/// <code>
/// 'Steps,Skill,R', '10,1,0.03', '20,1,0.2', '30,1,0.8', '40,1,0.9' | Set-Content network.csv
/// Import-Csv network.csv | Compare-Emergence Time 0.5 -X Steps -Y R -Dataset (New-SparseParityDataset) -InitialStrength 0.05
/// </code>
/// </example>
/// <example>
/// How good is the prediction as a whole?
/// <code>
/// New-SparseParityDataset | Invoke-MultilinearTraining -PerSkill -SampleCount log:1:1000:20 -Time Infinity -Seed (1..20) |
///     Compare-Emergence Data 1 -DataMode Expected | Measure-Object RootMeanSquareError, DifferenceDecades -Average -Maximum
/// </code>
/// </example>
/// <seealso cref="MeasureEmergenceCalibrationCommand"/>
/// <seealso cref="GetEmergencePredictionCommand"/>
/// <seealso cref="MeasureEmergenceCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws, Figures 1 and 6(b)</seealso>
[Cmdlet(VerbsData.Compare, "Emergence")]
[OutputType(typeof(EmergenceComparison))]
public sealed class CompareEmergenceCommand : MeasureCmdlet
{
    /// <summary>The resource that grew.</summary>
    /// <value>Time</value>
    [Parameter(Position = 0)]
    public EmergenceResource Resource { get; set; }

    /// <summary>c for Time, D_c for Data, N_c for Parameters.</summary>
    /// <value>that of Calibration, else the paper's 1/22, 800 or 4</value>
    [Parameter(Position = 1)]
    public double? Constant { get; set; }

    /// <summary>The constant as rows of Measure-EmergenceCalibration, instead of Constant.</summary>
    [Parameter]
    public EmergenceCalibration[]? Calibration { get; set; } = [];

    /// <summary>The strength at which a skill counts as emerged, above 0 and below 1.</summary>
    /// <value>0.05 for Time; 0.5 for Data and Parameters, whose first values are often above 0.05</value>
    [Parameter]
    public double? Threshold { get; set; }

    /// <summary>
    /// Monotone takes the crossing of the increasing curve that is nearest to the values in least squares, so that noise does not make it early. First
    /// takes the first value at the threshold or above, as Measure-Emergence does by default.
    /// </summary>
    /// <value>Monotone</value>
    [Parameter]
    public CrossingRule Crossing { get; set; } = CrossingRule.Monotone;

    /// <summary>For Data: Sampled compares with the prediction for the data set itself where records have their Observations, Expected with the mean over data sets.</summary>
    /// <value>Sampled</value>
    [Parameter]
    public MultilinearDataMode DataMode { get; set; } = MultilinearDataMode.Sampled;

    /// <summary>The property of the resource.</summary>
    /// <value>Time, Samples or Parameters, by the resource</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string? X { get; set; }

    /// <summary>The property of R/S.</summary>
    /// <value>RelativeStrength</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string Y { get; set; } = "RelativeStrength";

    /// <summary>The property that tells skills apart; records without it are of skill 1.</summary>
    /// <value>Skill</value>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string SkillProperty { get; set; } = "Skill";

    /// <summary>The property that tells runs apart.</summary>
    /// <value>Run</value>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string RunProperty { get; set; } = "Run";

    /// <summary>The task, from New-SparseParityDataset: its skills and target scale, where the records have no Frequency or TargetScale.</summary>
    [Parameter, Alias("Task")]
    public SparseParityDataset? Dataset { get; set; }

    /// <summary>P_s(k) of the one skill there is, where the records have no Frequency; before that of Dataset.</summary>
    [Parameter]
    public double? Frequency { get; set; }

    /// <summary>S > 0 of the run, for Time, where the records have no TargetScale.</summary>
    /// <value>that of Dataset, else 5</value>
    [Parameter]
    public double? TargetScale { get; set; }

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
    protected override void Begin()
    {
        // An empty variable must not silently mean the paper's constant.
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Calibration)) && !(Calibration ?? []).Any(row => row is not null))
            throw new ScalingException(ScalingError.InconsistentInput, "The calibration given is empty.",
                "Give rows of Measure-EmergenceCalibration, or leave Calibration out to compare with the paper's constant.", nameof(Calibration));
        base.Begin();
    }

    /// <inheritdoc/>
    // Never crossing is a result, not a reason to warn.
    protected override void Measure(IReadOnlyList<MeasurementRecord> records) =>
        WriteMeasured(Explained(EmergenceComparisons.Run(records, Options(), Excluded, Cancellation)), _ => null, row => row.Group, _ => "");

    private EmergenceComparisonOptions Options() => new()
    {
        Resource = Resource, Constant = Constant, Calibrations = [.. (Calibration ?? []).Where(row => row is not null)], Threshold = Threshold,
        Crossing = Crossing, Data = DataMode, X = X, Y = Y, SkillColumn = SkillProperty, RunColumn = RunProperty, GroupBy = GroupBy ?? [],
        Frequency = Frequency, Skills = Dataset?.GetSkills(), TargetScale = TargetScale ?? Dataset?.TargetScale ?? 5,
        InitialStrength = InitialStrength, LearningRate = LearningRate,
    };

    private IEnumerable<EmergenceComparison> Explained(IEnumerable<EmergenceComparison> rows)
    {
        foreach (EmergenceComparison row in rows)
        {
            Explain($"{(row.Group.Length == 0 ? "" : row.Group + ", ")}skill {row.Skill}: constant {row.Constant:G4}; {row.RunsCrossed} of {row.Runs} runs cross {row.Threshold}; {row.Count} strengths compared");
            yield return row;
        }
    }
}
