using System.Management.Automation;
using ScalingTools.Multilinear;
using ScalingTools.SparseParity;

namespace ScalingTools.Cmdlets;

/// <summary>Gets when each skill of the multilinear model emerges, how long it takes to saturate, and whether training is stage-like.</summary>
/// <remarks>
/// <para>
/// Skill k has emerged when its strength R_k is Threshold*S, and is saturated at (1-Threshold)*S. Both times grow as k^(α+1). Training is
/// stage-like as long as a skill saturates before the next one emerges (IsStageLike): that needs a small InitialStrength, and ends at some k.
/// </para>
/// </remarks>
/// <example>
/// The times of the paper's task.
/// <code>New-SparseParityDataset | Get-EmergenceTime</code>
/// </example>
/// <example>
/// How many skills are learnt one after the other, from ever smaller starts?
/// <code>
/// 1e-2, 1e-4, 1e-6, 1e-8 | ForEach-Object {
///     [pscustomobject]@{ Start = $_; Stages = @(Get-EmergenceTime -Alpha 0.6 -InitialStrength $_ -Skill (1..50) | Where-Object IsStageLike).Count }
/// }
/// </code>
/// </example>
/// <seealso cref="MeasureEmergenceCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws, Eq. 17-18</seealso>
[Cmdlet(VerbsCommon.Get, "EmergenceTime", DefaultParameterSetName = ConstantsSet)]
[OutputType(typeof(EmergenceTime))]
public sealed class GetEmergenceTimeCommand : ScalingCmdlet
{
    private const string DatasetSet = "Dataset";
    private const string ConstantsSet = "Constants";

    /// <summary>The task, from New-SparseParityDataset: its skills and target scale.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DatasetSet)]
    public SparseParityDataset? Dataset { get; set; }

    /// <summary>α > 0: skill k occurs with a frequency proportional to k^-(α+1). Several values give rows for each.</summary>
    /// <value>0.6</value>
    [Parameter(Position = 0, ParameterSetName = ConstantsSet), ArgumentCompleter(typeof(AlphaCompleter))]
    public double[]? Alpha { get; set; } = [0.6];

    /// <summary>n_s, the number of skills; infinitely many if left out, and then Skill is needed.</summary>
    [Parameter(ParameterSetName = ConstantsSet)]
    public long? SkillCount { get; set; }

    /// <summary>S > 0, the scale of the target.</summary>
    /// <value>1</value>
    [Parameter(ParameterSetName = ConstantsSet)]
    public double TargetScale { get; set; } = 1;

    /// <summary>ε, the fraction of S at which a skill has emerged; above InitialStrength/S and below 1/2.</summary>
    /// <value>0.05</value>
    [Parameter]
    public double Threshold { get; set; } = 0.05;

    /// <summary>The skills to report on; all if left out.</summary>
    [Parameter]
    public long[]? Skill { get; set; } = [];

    /// <summary>R_k(0), the initial strength of every skill, between 0 and S. The linear model starts at 0 instead.</summary>
    /// <value>0.01 * TargetScale</value>
    [Parameter]
    public double? InitialStrength { get; set; }

    /// <summary>η > 0, the learning rate; time is counted in training steps.</summary>
    /// <value>0.05</value>
    [Parameter]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>The model.</summary>
    /// <value>Multilinear</value>
    [Parameter]
    public MultilinearModelKind Model { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Dataset;

    /// <inheritdoc/>
    protected override void Process()
    {
        MultilinearOptions options = new()
        {
            Skills = Dataset?.GetSkills(), SkillCount = SkillCount, TargetScale = Dataset?.TargetScale ?? TargetScale,
            InitialStrength = InitialStrength, LearningRate = LearningRate, Model = Model, ReportedSkills = Skill ?? [],
        };
        foreach (double alpha in Alpha ?? [])
            Attempt(alpha, () => WriteRows(EmergenceTimes.Run(options with { Alphas = [alpha] }, Threshold)));
    }
}
