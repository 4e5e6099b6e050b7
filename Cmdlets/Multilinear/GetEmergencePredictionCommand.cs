using System.Management.Automation;
using ScalingTools.Multilinear;
using ScalingTools.SparseParity;

namespace ScalingTools.Cmdlets;

/// <summary>Predicts when each skill emerges, from one constant that was calibrated on a single skill.</summary>
/// <remarks>
/// <para>
/// Networks have no basis functions built in and must discover them. The extended multilinear models allow for that by one constant: in
/// time, a factor c that slows training down; in data, D_c samples needed to learn a skill; in parameters, N_c neurons needed to express one.
/// The constant is measured on a network with one skill (Measure-EmergenceCalibration), or taken from the paper: 1/22, 800 and 4.
/// </para>
/// <para>The rows are those that a training run gives, one for each skill and value of the resource, so that they can stand side by side.</para>
/// </remarks>
/// <example>
/// When do the five skills of the paper's task emerge in time?
/// <code>New-SparseParityDataset | Get-EmergencePrediction -Resource Time | Measure-Emergence -Threshold 0.5</code>
/// </example>
/// <example>
/// The paper's Figure 1(b): strengths against the number of samples.
/// <code>New-SparseParityDataset | Get-EmergencePrediction Data -Constant 800 -Value log:500:35000:20 | Export-Csv figure1b.csv</code>
/// </example>
/// <example>
/// Calibrate on one skill, and predict five.
/// <code>
/// $one = New-SparseParityDataset -SkillCount 1 | Get-EmergencePrediction Time -Constant 0.05 -Value log:10:1000:30
/// $one | Measure-EmergenceCalibration Time | Get-EmergencePrediction -Task (New-SparseParityDataset)
/// </code>
/// </example>
/// <seealso cref="MeasureEmergenceCalibrationCommand"/>
/// <seealso cref="MeasureEmergenceCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws, Section 6</seealso>
[Cmdlet(VerbsCommon.Get, "EmergencePrediction")]
[OutputType(typeof(SkillStrength))]
public sealed class GetEmergencePredictionCommand : ScalingCmdlet
{
    /// <summary>The resource that grows.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public EmergenceResource Resource { get; set; }

    /// <summary>The task, from New-SparseParityDataset: its skills and target scale.</summary>
    /// <value>the paper's task of five skills</value>
    [Parameter(ValueFromPipeline = true), Alias("Task")]
    public SparseParityDataset? Dataset { get; set; }

    /// <summary>c for Time, D_c for Data, N_c for Parameters.</summary>
    /// <value>the paper's 1/22, 800 or 4</value>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? Constant { get; set; }

    /// <summary>T in training steps, D or N at which to predict. Takes log:first:last:count.</summary>
    /// <value>60 values from before the first skill emerges to after the last</value>
    [Parameter, LogGrid, Alias("At"), ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? Value { get; set; } = [];

    /// <summary>The skills to predict; all if left out.</summary>
    [Parameter]
    public long[]? Skill { get; set; } = [];

    /// <summary>R_k(0), between 0 and S, for Time; for a network its strength at initialisation.</summary>
    /// <value>0.01 * the target scale</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialStrength { get; set; }

    /// <summary>η > 0, the learning rate, for Time.</summary>
    /// <value>0.05</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 0.05)]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>For Data, the average over data sets or one data set drawn with Seed.</summary>
    /// <value>Expected</value>
    [Parameter]
    public MultilinearDataMode DataMode { get; set; } = MultilinearDataMode.Expected;

    /// <summary>The seed of the data sets drawn.</summary>
    /// <value>the data set's, else 1</value>
    [Parameter]
    public long? Seed { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Dataset;

    /// <inheritdoc/>
    protected override void Process()
    {
        SparseParityDataset task = Dataset ?? new SparseParityDataset();
        // Whole numbers are what a logarithmic grid of samples or parameters means.
        double[] values = Resource == EmergenceResource.Time ? Value ?? [] : [.. (Value ?? []).Select(x => Math.Round(x)).Distinct()];
        WriteRows(EmergencePrediction.Run(new EmergencePredictionOptions
        {
            Resource = Resource, Constant = Constant, Values = values, Skills = task.GetSkills(), TargetScale = task.TargetScale,
            ReportedSkills = Skill ?? [], InitialStrength = InitialStrength, LearningRate = LearningRate, Data = DataMode, Seed = Seed ?? task.Seed,
        }, Progress, Cancellation));
    }
}
