using System.Management.Automation;
using ScalingTools.Multilinear;
using ScalingTools.SparseParity;

namespace ScalingTools.Cmdlets;

/// <summary>Trains the multilinear model, or its linear companion, over a grid of exponents, seeds, parameters, data and time.</summary>
/// <remarks>
/// <para>
/// The model f = sum of a_k*b_k*g_k has one basis function g_k for each of the N most frequent skills, so that R_k = a_k*b_k is the
/// strength of skill k and L_k = (S-R_k)^2/2 its loss. The row of a loss is one point of a learning curve: the mean of L_k over the skill
/// frequencies. With -PerSkill the rows are the strengths of single skills.
/// </para>
/// <para>
/// Three methods agree: ClosedForm is the solution of gradient flow, GradientDescent takes one full-batch step per unit of time and differs
/// by O(LearningRate), Sgd takes minibatches. For the closed form and endless data the cost does not grow with the number of skills: 10^9 skills, or
/// infinitely many, take a millisecond per time.
/// </para>
/// <para>
/// Resources that are not given are unlimited, and empty in the rows. A finite SampleCount means a data set drawn for each seed;
/// -DataMode Expected means the average over data sets.
/// </para>
/// <para>
/// Rows of a table are a plan of runs: columns such as Alpha, Parameters, Samples, Time and Seed are taken by their names, and an empty cell is
/// an unlimited resource. So are the rows of Get-ComputeOptimum.
/// </para>
/// </remarks>
/// <example>
/// A learning curve and its exponent.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -Time log:1e4:1e8:50 | Measure-ScalingExponent -X Time -Y Loss</code>
/// </example>
/// <example>
/// The five skills of a data set emerging one after the other.
/// <code>New-SparseParityDataset -SkillCount 5 -Alpha 0.6 | Invoke-MultilinearTraining -PerSkill | Measure-Emergence -Threshold 0.5</code>
/// </example>
/// <example>
/// The data law: ten data sets of each size, trained to the end.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -SampleCount log:1e2:1e5:10 -Time Infinity -SkillCount 10000 -Seed (1..10) | Export-Csv data-law.csv</code>
/// </example>
/// <example>
/// A plan of runs, as a table.
/// <code>'Alpha,Parameters,Time', '0.3,100,1e4', '0.6,100,1e4', '0.6,,1e5' | ConvertFrom-Csv | Invoke-MultilinearTraining</code>
/// </example>
/// <example>
/// Stochastic gradient descent beside the closed form.
/// <code>'Sgd', 'ClosedForm' | ForEach-Object { Invoke-MultilinearTraining -Alpha 0.6 -SkillCount 1000 -Time 100, 1000 -Method $_ }</code>
/// </example>
/// <seealso cref="GetScalingLawCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "MultilinearTraining", DefaultParameterSetName = ConstantsSet)]
[OutputType(typeof(MultilinearLoss), typeof(SkillStrength))]
public sealed class InvokeMultilinearTrainingCommand : ScalingCmdlet
{
    private const string DatasetSet = "Dataset";
    private const string ConstantsSet = "Constants";

    /// <summary>The task, from New-SparseParityDataset: its skills, target scale, number of samples and seed.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DatasetSet)]
    public SparseParityDataset? Dataset { get; set; }

    /// <summary>α > 0: skill k occurs with a frequency proportional to k^-(α+1).</summary>
    /// <value>0.6</value>
    [Parameter(Position = 0, ParameterSetName = ConstantsSet, ValueFromPipelineByPropertyName = true), EmptyIsMissing, ArgumentCompleter(typeof(AlphaCompleter))]
    public double[]? Alpha { get; set; } = [0.6];

    /// <summary>n_s, the number of skills; infinitely many if left out.</summary>
    [Parameter(ParameterSetName = ConstantsSet, ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? SkillCount { get; set; }

    /// <summary>S > 0, the scale of the target.</summary>
    /// <value>1</value>
    [Parameter(ParameterSetName = ConstantsSet, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1.0)]
    public double TargetScale { get; set; } = 1;

    /// <summary>N, the number of skills the model has basis functions for; all if left out. Takes log:first:last:count.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(List = true), LogGrid(Whole = true), Alias("Parameters"), ArgumentCompleter(typeof(LogGridCompleter))]
    public long?[]? ParameterCount { get; set; } = [];

    /// <summary>D, the number of samples; endless if left out. Takes log:first:last:count.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(List = true), LogGrid(Whole = true), Alias("Samples"), ArgumentCompleter(typeof(LogGridCompleter))]
    public long?[]? SampleCount { get; set; } = [];

    /// <summary>T in training steps; Infinity for trained to the end. Takes log:first:last:count.</summary>
    /// <value>50 times from before the first skill emerges to after the hundredth</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(List = true), LogGrid, ArgumentCompleter(typeof(TimeCompleter))]
    public double?[]? Time { get; set; } = [];

    /// <summary>η > 0, the learning rate of one step.</summary>
    /// <value>0.05</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 0.05)]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>R_k(0), the initial strength of every skill, between 0 and S. The linear model starts at 0 instead.</summary>
    /// <value>0.01 * TargetScale</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialStrength { get; set; }

    /// <summary>a_k(0)^2 - b_k(0)^2, for the two simulations; gradient flow conserves it.</summary>
    /// <value>0</value>
    [Parameter]
    public double InitialImbalance { get; set; }

    /// <summary>The way to the learning curve.</summary>
    /// <value>ClosedForm</value>
    [Parameter]
    public MultilinearMethod Method { get; set; }

    /// <summary>The model.</summary>
    /// <value>Multilinear</value>
    [Parameter]
    public MultilinearModelKind Model { get; set; }

    /// <summary>Whether a finite D means one data set for each seed or the average over data sets.</summary>
    /// <value>Sampled</value>
    [Parameter]
    public MultilinearDataMode DataMode { get; set; }

    /// <summary>Samples in each step of Sgd.</summary>
    /// <value>128</value>
    [Parameter]
    public int BatchSize { get; set; } = 128;

    /// <summary>Seeds; a run for each where anything is random.</summary>
    /// <value>the data set's, else 1</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long[]? Seed { get; set; } = [];

    /// <summary>Writes the strength of every skill instead of the loss.</summary>
    [Parameter]
    public SwitchParameter PerSkill { get; set; }

    /// <summary>The skills that -PerSkill writes; all if left out.</summary>
    [Parameter]
    public long[]? Skill { get; set; } = [];

    /// <inheritdoc/>
    protected override object? PipelineItem => Dataset;

    /// <inheritdoc/>
    protected override void Process()
    {
        MultilinearOptions options = Options();
        // One bad combination, such as N > n_s, does not lose the others.
        MultilinearOptions[] runs = [.. MultilinearTraining.Combinations(options)];
        Explain($"{runs.Length} run{(runs.Length == 1 ? "" : "s")} by {Method}, each with {(options.Times.Count == 0 ? "the default times" : $"{options.Times.Count} times")}");
        foreach (MultilinearOptions run in runs)
            Attempt(run, () =>
            {
                if (PerSkill)
                    WriteRows(MultilinearTraining.RunPerSkill(run, Progress, Cancellation));
                else
                    WriteRows(MultilinearTraining.Run(run, Progress, Cancellation));
            });
    }

    private MultilinearOptions Options() => new()
    {
        Skills = Dataset?.GetSkills(),
        Alphas = Dataset is null ? Alphas(Alpha) : [],
        SkillCount = SkillCount,
        TargetScale = Dataset?.TargetScale ?? TargetScale,
        ParameterCounts = ParameterCount ?? [],
        SampleCounts = SampleCount is [_, ..] ? SampleCount : Dataset?.SampleCount is { } points ? [points] : [],
        Times = Time ?? [],
        LearningRate = LearningRate,
        InitialStrength = InitialStrength,
        InitialImbalance = InitialImbalance,
        Method = Method,
        Model = Model,
        Data = DataMode,
        BatchSize = BatchSize,
        Seeds = Seed is [_, ..] ? Seed : Dataset is null ? [] : [Dataset.Seed],
        ReportedSkills = Skill ?? [],
    };
}
