using System.Management.Automation;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Cmdlets;

/// <summary>Trains two-layer ReLU networks or transformers on multitask sparse parity and measures how well they learn each skill.</summary>
/// <remarks>
/// <para>
/// One run for each data set size, width and seed; runs go on side by side on all processors, a wide network on a few of them, and a single run on all. A row is one skill at
/// one step: its strength R_k, 1 in RelativeStrength when it is learnt, with the standard error that comes from the test samples, and its loss. Time, Samples and Parameters are
/// other names of Step, SampleCount and Width, so that the rows go where those of Invoke-MultilinearTraining go.
/// </para>
/// <para>
/// With -Total a row is one step, its Loss that over all skills: each is tested on as many samples and weighted with its exact frequency, however rare. Parameters is then
/// the number of weights and biases. Time, Samples and Parameters carry theory's exponents.
/// </para>
/// <para>
/// -Preset takes the settings of a published experiment, and whatever is given besides replaces its value. -WhatIf says how much work it is
/// and how long it would take here, from a few steps timed now.
/// </para>
/// <para>
/// -Architecture Transformer trains a causal decoder on the sequence of control and skill bits, one token each; -Layers, -Heads and -HiddenWidth say how large it is beside its -Width. Everything else is as for the
/// two-layer network, the batches of a seed included.
/// </para>
/// <para>
/// The learning curve is measured at about fifty steps at equal ratios unless -MeasureEvery, -MeasureAt or -Final says otherwise; with several widths or data set
/// sizes only the end is. A run ends early, with Outcome Converged, when the loss of every batch has sunk to rounding level; one whose loss is no longer
/// finite ends with Outcome Diverged and an error, its rows kept.
/// </para>
/// <para>
/// With -CheckpointPath a run that was stopped or killed goes on from its last save when the same command is given again, with the same bits as one that was never
/// interrupted, and finished runs come back at once. The same seed gives the same rows on any number of threads.
/// </para>
/// </remarks>
/// <example>
/// A narrow network learns one skill after the other.
/// <code>New-SparseParityDataset -SkillCount 2 -SkillBits 10 | Invoke-SparseParityTraining -Width 50 -BatchSize 500 -InitialScale 0.1 -Steps 2000 | Measure-Emergence -Threshold 0.5</code>
/// </example>
/// <example>
/// How long would the paper's Figure 1(a) take, ten seeds of it?
/// <code>Invoke-SparseParityTraining -Preset Nam2024Time -Seed (1..10) -WhatIf</code>
/// </example>
/// <example>
/// Emergence in parameters: the end of training at several widths, resumable.
/// <code>
/// New-SparseParityDataset -SkillCount 2 -SkillBits 12 | Invoke-SparseParityTraining -Width 2, 4, 8 -Seed 1, 2 -Optimizer Adam -LearningRate 0.01 -BatchSize 200 -InitialScale 0.1 `
///     -Steps 2000 -CheckpointPath ./widths | Export-Csv widths.csv
/// </code>
/// </example>
/// <example>
/// Calibrate on one skill, and compare the prediction for two with what they do.
/// <code>
/// $settings = @{ Width = 50; BatchSize = 500; InitialScale = 0.1; Steps = 2000; Seed = 1..3 }
/// $constant = New-SparseParityDataset -SkillCount 1 -SkillBits 10 | Invoke-SparseParityTraining @settings | Measure-EmergenceCalibration Time
/// New-SparseParityDataset -SkillCount 2 -SkillBits 10 | Invoke-SparseParityTraining @settings | Compare-Emergence Time -Calibration $constant
/// </code>
/// </example>
/// <example>
/// The exponent of the loss in training steps, for 0/1 labels and cross-entropy as in Michaud et al. 2023, beside theory's 0.6/1.6.
/// <code>
/// New-SparseParityDataset -SkillCount 20 -SkillBits 16 -SparseBits 2 -Alpha 0.6 -Labels Binary -Subsets Random |
///     Invoke-SparseParityTraining -Width 64 -Optimizer Adam -Initialization PyTorch -BatchSize 500 -Steps 2000 -MeasureSamples 200 -Total |
///     Measure-ScalingExponent -X Time -XMin 200
/// </code>
/// </example>
/// <example>
/// The skills of a transformer emerge one after the other (a minute on two cores).
/// <code>Invoke-SparseParityTraining -Preset Nam2024TransformerQuick | Measure-Emergence -Threshold 0.5</code>
/// </example>
/// <example>
/// Early stopping: the smallest loss of each run, in the row of its end.
/// <code>
/// New-SparseParityDataset -SkillCount 10 -SkillBits 12 -SparseBits 2 -Labels Binary -Subsets Random |
///     Invoke-SparseParityTraining -SampleCount 500, 1000, 2000 -Width 32 -Optimizer Adam -Initialization PyTorch -BatchSize 200 -Steps 1000 -MeasureEvery 50 -Total |
///     Where-Object Outcome -NE Training | Format-Table SampleCount, BestStep, BestLoss, Loss
/// </code>
/// </example>
/// <seealso cref="NewSparseParityDatasetCommand"/>
/// <seealso cref="CompareEmergenceCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws, Section 6 and Appendix I</seealso>
/// <seealso href="https://arxiv.org/abs/2303.13506">Michaud et al. 2023, The quantization model of neural scaling</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "SparseParityTraining", SupportsShouldProcess = true)]
[OutputType(typeof(NetworkStrength), typeof(NetworkTotal))]
public sealed class InvokeSparseParityTrainingCommand : BackendCmdlet
{
    /// <summary>The task, from New-SparseParityDataset.</summary>
    /// <value>the preset's, else five skills of three bits each out of 32</value>
    [Parameter(ValueFromPipeline = true)]
    public SparseParityDataset? Dataset { get; set; }

    /// <summary>H, the hidden neurons, or the width of a transformer; a run for each. Takes log:first:last:count.</summary>
    /// <value>1000, and 64 for a transformer</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true), LogGrid(Whole = true), EmptyIsMissing(Otherwise = new int[0])]
    public int[]? Width { get; set; } = [];

    /// <summary>Training steps.</summary>
    /// <value>30000, and 10000 for a transformer</value>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? Steps { get; set; }

    /// <summary>Seeds; a run for each. They decide the initial parameters, the batches, the test samples and the points of finite data.</summary>
    /// <value>the data set's, else 1</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = new long[0])]
    public long[]? Seed { get; set; } = [];

    /// <summary>D, the points of the data set; a run for each. Takes log:first:last:count.</summary>
    /// <value>the data set's, else endless data</value>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("Samples"), LogGrid(Whole = true), EmptyIsMissing(List = true)]
    public long?[]? SampleCount { get; set; } = [];

    /// <summary>Trains all seeds on the points of the data set as it is, instead of points of their own.</summary>
    [Parameter]
    public SwitchParameter FixedData { get; set; }

    /// <summary>The settings of a published experiment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public NetworkPreset? Preset { get; set; }

    /// <summary>What kind of network: one hidden layer, or a transformer with a token for each bit.</summary>
    /// <value>the preset's, else TwoLayer</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public NetworkArchitecture? Architecture { get; set; }

    /// <summary>Blocks of a transformer.</summary>
    /// <value>1</value>
    [Parameter]
    public int? Layers { get; set; }

    /// <summary>Heads of each attention of a transformer; they divide the width.</summary>
    /// <value>4</value>
    [Parameter]
    public int? Heads { get; set; }

    /// <summary>Neurons of each MLP of a transformer; 0 for attention only.</summary>
    /// <value>four times the width</value>
    [Parameter]
    public int? HiddenWidth { get; set; }

    /// <summary>Samples in a step.</summary>
    /// <value>4000, and 512 for a transformer</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public int? BatchSize { get; set; }

    /// <summary>η > 0.</summary>
    /// <value>0.05, and 0.001 for Adam and AdamW</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? LearningRate { get; set; }

    /// <summary>How the learning rate changes: not at all, by a factor every so many steps, or as half a cosine down to 0.</summary>
    /// <value>Constant</value>
    [Parameter]
    public LearningRateKind? Schedule { get; set; }

    /// <summary>Steps from one reduction of -Schedule Step to the next.</summary>
    /// <value>50000</value>
    [Parameter]
    public long? SchedulePeriod { get; set; }

    /// <summary>The factor of -Schedule Step.</summary>
    /// <value>0.5</value>
    [Parameter]
    public double? ScheduleFactor { get; set; }

    /// <summary>Steps in which the learning rate grows from 0 to its value.</summary>
    /// <value>0</value>
    [Parameter]
    public long? WarmupSteps { get; set; }

    /// <summary>Stochastic gradient descent, Adam, or Adam whose weight decay is apart from the gradient.</summary>
    /// <value>Sgd, and Adam for a transformer</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public NetworkOptimizer? Optimizer { get; set; }

    /// <summary>The momentum of Sgd, 0 to 1.</summary>
    /// <value>0</value>
    [Parameter]
    public double? Momentum { get; set; }

    /// <summary>λ ≥ 0; λθ is added to the gradient, or for AdamW ηλθ taken from the parameters.</summary>
    /// <value>0</value>
    [Parameter]
    public double? WeightDecay { get; set; }

    /// <summary>What is made small: half the squared error, the squared error, or the cross-entropy of two logits for 0/1 labels.</summary>
    /// <value>HalfSquaredError, and CrossEntropy for 0/1 labels</value>
    [Parameter]
    public NetworkLoss? Loss { get; set; }

    /// <summary>σ > 0, the standard deviation of every parameter at the start.</summary>
    /// <value>0.001</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialScale { get; set; }

    /// <summary>Gaussian with InitialScale, or PyTorch's default.</summary>
    /// <value>Gaussian, and PyTorch for a transformer</value>
    [Parameter]
    public NetworkInitialization? Initialization { get; set; }

    /// <summary>Steps from one measurement to the next.</summary>
    [Parameter]
    public long? MeasureEvery { get; set; }

    /// <summary>Steps to measure at. Takes log:first:last:count. 0 is before training; the last step is always measured.</summary>
    [Parameter, LogGrid(Whole = true), ArgumentCompleter(typeof(LogGridCompleter))]
    public long[]? MeasureAt { get; set; } = [];

    /// <summary>Measures only the end of training.</summary>
    [Parameter]
    public SwitchParameter Final { get; set; }

    /// <summary>
    /// Writes one row for each measurement, the loss over all skills with their exact weights, instead of one for each skill. BestLoss is the smallest so far, which is what
    /// early stopping leaves.
    /// </summary>
    [Parameter]
    public SwitchParameter Total { get; set; }

    /// <summary>Test samples of each skill.</summary>
    /// <value>20000, but no more than 10^7 of all skills together; 2000 for a transformer</value>
    [Parameter]
    public int? MeasureSamples { get; set; }

    /// <summary>How strengths are measured: the mean of g_k f, of g_k (f - mean f), or exactly over all inputs.</summary>
    /// <value>Sampled</value>
    [Parameter]
    public StrengthMethod? StrengthMethod { get; set; }

    /// <summary>Training ends when a thousand batches in a row have a loss below this part of that of a network that knows nothing; 0 for never.</summary>
    /// <value>1e-10</value>
    [Parameter]
    public double StopTolerance { get; set; } = 1e-10;

    /// <summary>A folder in which runs keep their state, and from which they go on; made if it is not there.</summary>
    [Parameter]
    public string? CheckpointPath { get; set; }

    /// <summary>Seconds from one save to the next.</summary>
    /// <value>30</value>
    [Parameter]
    public double CheckpointInterval { get; set; } = 30;

    /// <summary>Threads in all. The rows do not depend on it.</summary>
    /// <value>one for each processor</value>
    [Parameter, Alias("ThrottleLimit")]
    public int? Threads { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Dataset;

    /// <inheritdoc/>
    protected override void Process()
    {
        SparseParityTrainingOptions options = Options();
        bool plan = MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given) ? LanguagePrimitives.IsTrue(given) : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));
        if (!ShouldProcess(plan ? $"{SparseParityTraining.Estimate(options, Total)}" : "networks", "Train"))
            return;
        Explain($"{SparseParityTraining.Describe(options)}");
        if (Total)
            WriteRuns(SparseParityTraining.RunTotals(options, Progress, Cancellation), row => row.Failure());
        else
            WriteRuns(SparseParityTraining.Run(options, Progress, Cancellation), row => row.Skill == 1 ? row.Failure() : null);
    }

    private SparseParityTrainingOptions Options() => new()
    {
        Preset = Preset, Architecture = Architecture, Layers = Layers, Heads = Heads, HiddenWidth = HiddenWidth, Dataset = Dataset, Widths = Width ?? [], SampleCounts = SampleCount ?? [], Seeds = Seed ?? [], FixedData = FixedData, Steps = Steps, BatchSize = BatchSize,
        LearningRate = LearningRate, Schedule = LearningRateSchedule(), Optimizer = Optimizer, Momentum = Momentum, WeightDecay = WeightDecay, Loss = Loss,
        Initialization = Initialization, InitialScale = InitialScale, MeasureEvery = MeasureEvery, MeasureAt = MeasureAt ?? [], FinalOnly = Final, MeasureSamples = MeasureSamples,
        Strength = StrengthMethod, StopTolerance = StopTolerance, CheckpointPath = CheckpointPath is null ? null : GetUnresolvedProviderPathFromPSPath(CheckpointPath),
        CheckpointSeconds = CheckpointInterval, Threads = Threads ?? 0, Backend = Backend, Device = Device,
    };

    // null, for the preset's, where nothing is said about it
    private LearningRateSchedule? LearningRateSchedule()
    {
        if (Schedule is null && SchedulePeriod is null && ScheduleFactor is null && WarmupSteps is null)
            return null;
        LearningRateSchedule standard = new();
        return new()
        {
            Kind = Schedule ?? (SchedulePeriod is null && ScheduleFactor is null ? LearningRateKind.Constant : LearningRateKind.Step),
            Period = SchedulePeriod ?? standard.Period, Factor = ScheduleFactor ?? standard.Factor, WarmupSteps = WarmupSteps ?? 0,
        };
    }
}
