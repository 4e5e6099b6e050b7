using System.Management.Automation;
using ScalingTools.Experiments;
using ScalingTools.FeatureLearning;
using ScalingTools.Multilinear;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Cmdlets;

/// <summary>Tests scaling laws: runs the simulation, and puts theory beside it. Those of the multilinear model, or, of a task from New-PowerLawTask, those of random features and feature learning.</summary>
/// <remarks>
/// <para>
/// Multilinear model. For each law and Alpha the model is trained over two or three decades of the resource, where the law's conditions hold. The row has the
/// theory's exponent and prefactor, the measured ones with their intervals, and a verdict: Agrees when the intervals, widened by Tolerance, contain
/// the theory's values.
/// </para>
/// <para>
/// Time and Compute are simulated by gradient descent, or with -Method Sgd by stochastic gradient descent over several seeds; Data by drawing
/// data sets, one for each seed and size; Parameters by training models of every size to the end. A finite SkillCount bends every law a little:
/// the measured exponent is therefore compared with WindowExponent, the same fit to the law's own losses.
/// </para>
/// <para>
/// Random features and feature learning. Students are trained on -Task over one or two decades of the resource, -Draws times, and the mean-field theory is solved for the same students. The row has the law's
/// exponent, that of the mean-field losses on this window, the simulated one with its interval, and the ratio of simulated to mean-field losses. Agrees says that simulation and mean-field theory
/// do; where the window is too short or too early for the law's exponent the advice says so. Random features are trained by gradient flow, for Data and Parameters to the end; with -Richness or -BatchSize
/// students take steps. Resources that are not given are infinite: the Time law of an infinite student has no scatter, and with a -Width it has and levels off.
/// </para>
/// </remarks>
/// <example>
/// Every law, at the exponents of the paper's figures.
/// <code>Test-ScalingTheory -Alpha 0.3, 0.6, 0.9</code>
/// </example>
/// <example>
/// The data law over more data sets, as a table in a file.
/// <code>Test-ScalingTheory Data -Alpha 0.6 -Seed (1..20) | Export-Csv data-law.csv</code>
/// </example>
/// <example>
/// Every law of random features on a hard task.
/// <code>New-PowerLawTask -Capacity 1.5 -Source 0.4 -ModeCount 2000 | Test-ScalingTheory</code>
/// </example>
/// <example>
/// Features that move learn the same task faster.
/// <code>New-PowerLawTask -Capacity 1.5 -Source 0.4 -ModeCount 1000 | Test-ScalingTheory Time -Richness 0, 0.5</code>
/// </example>
/// <seealso cref="GetScalingLawCommand"/>
/// <seealso cref="GetScalingRegimeCommand"/>
/// <seealso cref="MeasureScalingExponentCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws</seealso>
[Cmdlet(VerbsDiagnostic.Test, "ScalingTheory", DefaultParameterSetName = MultilinearSet)]
[OutputType(typeof(TheoryCheck), ParameterSetName = [MultilinearSet])]
[OutputType(typeof(FeatureTheoryCheck), ParameterSetName = [FeatureLearningSet])]
public sealed class TestScalingTheoryCommand : ScalingCmdlet
{
    private const string MultilinearSet = "Multilinear";
    private const string FeatureLearningSet = "FeatureLearning";
    private const double TrainedToTheEnd = 1e9, FlowTime = 1000;
    private const int Steps = 300; // of a finite student with moving features, whose theory costs their cube
    private const int RichWidth = 256; // an infinite student with moving features costs ModeCount² a step

    /// <summary>The task of random features or feature learning, from New-PowerLawTask.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = FeatureLearningSet)]
    public PowerLawTask? Task { get; set; }

    /// <summary>Which laws.</summary>
    /// <value>Time, Data, Parameters, Compute</value>
    [Parameter(Position = 0), ValidateNotNullOrEmpty]
    public ScalingLawKind[] Law { get; set; } = Enum.GetValues<ScalingLawKind>();

    /// <summary>α > 0: skill k occurs with a frequency proportional to k^-(α+1).</summary>
    /// <value>0.6</value>
    [Parameter(ParameterSetName = MultilinearSet, ValueFromPipelineByPropertyName = true), EmptyIsMissing, ArgumentCompleter(typeof(AlphaCompleter))]
    public double[]? Alpha { get; set; } = [0.6];

    /// <summary>n_s, the number of skills; infinitely many if left out.</summary>
    [Parameter(ParameterSetName = MultilinearSet, ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? SkillCount { get; set; }

    /// <summary>S > 0, the scale of the target.</summary>
    /// <value>1</value>
    [Parameter(ParameterSetName = MultilinearSet, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1.0)]
    public double TargetScale { get; set; } = 1;

    /// <summary>R_k(0), the initial strength of every skill, between 0 and S.</summary>
    /// <value>0.01 * TargetScale</value>
    [Parameter(ParameterSetName = MultilinearSet, ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialStrength { get; set; }

    /// <summary>η > 0, the learning rate.</summary>
    /// <value>0.05; of students 1 for flow, 0.1 for steps</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? LearningRate { get; set; }

    /// <summary>How training is simulated for the laws Time and Compute.</summary>
    /// <value>GradientDescent</value>
    [Parameter(ParameterSetName = MultilinearSet)]
    public MultilinearMethod Method { get; set; } = MultilinearMethod.GradientDescent;

    /// <summary>γ, how fast features move; 0 for random features.</summary>
    /// <value>0</value>
    [Parameter(ParameterSetName = FeatureLearningSet)]
    public double[]? Richness { get; set; } = [0];

    /// <summary>N, the features of a student, for Time and Data.</summary>
    /// <value>infinitely many; 256 for Data with Richness</value>
    [Parameter(ParameterSetName = FeatureLearningSet), EmptyIsMissing]
    public int? Width { get; set; }

    /// <summary>P, samples that are used again at every step, for all but Data; fresh ones if left out.</summary>
    [Parameter(ParameterSetName = FeatureLearningSet), Alias("Samples"), EmptyIsMissing]
    public long? SampleCount { get; set; }

    /// <summary>B, fresh samples in a step, for all but Data; the whole population if left out.</summary>
    [Parameter(ParameterSetName = FeatureLearningSet), EmptyIsMissing]
    public int? BatchSize { get; set; }

    /// <summary>E, students with features of their own whose outputs are averaged.</summary>
    /// <value>1</value>
    [Parameter(ParameterSetName = FeatureLearningSet)]
    public int EnsembleSize { get; set; } = 1;

    /// <summary>T, where training ends: the time of the flow, or steps.</summary>
    /// <value>1000 for flow and 300 steps; 1e9 for flow where Data or Parameters are varied</value>
    [Parameter(ParameterSetName = FeatureLearningSet), EmptyIsMissing]
    public double? Time { get; set; }

    /// <summary>How many times features and samples are drawn.</summary>
    /// <value>20</value>
    [Parameter(ParameterSetName = FeatureLearningSet)]
    public int Draws { get; set; } = 20;

    /// <summary>Seeds. Of the multilinear model, a run for each where something is random; of students, a row for each, which decides all draws.</summary>
    /// <value>1, 2, 3, 4, 5, 6, 7, 8, 9, 10; of students 1</value>
    [Parameter, ValidateNotNullOrEmpty]
    public long[]? Seed { get; set; }

    /// <summary>The smallest x.</summary>
    /// <value>where the law's conditions begin to hold</value>
    [Parameter]
    public double? XMin { get; set; }

    /// <summary>The largest x.</summary>
    /// <value>two or three decades above XMin, as far as the conditions hold</value>
    [Parameter]
    public double? XMax { get; set; }

    /// <summary>How many values of x.</summary>
    /// <value>16</value>
    [Parameter]
    public int XCount { get; set; } = 16;

    /// <summary>By what fraction of the theory's value the intervals are widened for the verdict.</summary>
    /// <value>0.02</value>
    [Parameter]
    public double Tolerance { get; set; } = 0.02;

    /// <summary>The coverage of the intervals.</summary>
    /// <value>0.95</value>
    [Parameter]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override object? PipelineItem => Task;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Task is { } task)
            TestStudents(task);
        else
            TestMultilinear();
    }

    private void TestMultilinear()
    {
        foreach (double alpha in Alphas(Alpha))
            foreach (ScalingLawKind law in Law)
                Attempt(alpha, () => WriteRows([TheoryTest.Run(new TheoryTestOptions
                {
                    Law = law, Alpha = alpha, SkillCount = SkillCount, TargetScale = TargetScale, InitialStrength = InitialStrength,
                    LearningRate = LearningRate ?? 0.05, Method = Method, Seeds = Seed ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], XMin = XMin, XMax = XMax, XCount = XCount,
                    Tolerance = Tolerance, ConfidenceLevel = ConfidenceLevel,
                }, Progress, Cancellation)]));
    }

    private void TestStudents(PowerLawTask task)
    {
        foreach (double richness in Richness ?? [0])
            foreach (ScalingLawKind law in Law)
                foreach (long seed in Seed ?? [1])
                    Attempt(task, () => WriteRows([FeatureTheoryTest.Run(new FeatureTheoryTestOptions
                    {
                        Law = law, Student = Student(task, law, richness, seed), XMin = XMin, XMax = XMax, XCount = XCount, Tolerance = Tolerance, ConfidenceLevel = ConfidenceLevel,
                    }, Progress, Cancellation)]));
    }

    private FeatureLearningOptions Student(PowerLawTask task, ScalingLawKind law, double richness, long seed)
    {
        bool samples = law == ScalingLawKind.Data, flow = richness == 0 && (BatchSize is null || samples);
        return new()
        {
            Task = task, Richness = richness, Method = flow ? FeatureMethod.GradientFlow : FeatureMethod.GradientDescent, LearningRate = LearningRate ?? (flow ? 1 : 0.1),
            Time = Time ?? (!flow ? Steps : samples || law == ScalingLawKind.Parameters ? TrainedToTheEnd : FlowTime),
            Width = law == ScalingLawKind.Time ? Width : samples ? Width ?? (richness > 0 ? (int)Math.Min(RichWidth, task.ModeCount) : null) : null, SampleCount = samples ? null : SampleCount, BatchSize = samples ? null : BatchSize,
            EnsembleSize = EnsembleSize, Draws = Draws, Seed = seed,
        };
    }
}
