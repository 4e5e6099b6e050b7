using System.Management.Automation;
using ScalingTools.Composition;
using ScalingTools.Networks;

namespace ScalingTools.Cmdlets;

/// <summary>Trains attention-only transformers on k-fold composition, directly, by a curriculum or on a mixture, and measures hops of every length.</summary>
/// <remarks>
/// <para>
/// The model has log2 k + 1 layers of one head each, with merged key-query and output-value matrices, a residual stream, and a linear read-out for each hop length 1, 2, 4, … k; labels are at every position
/// that has one. Direct trains on whole answers alone, Curriculum on hops of length 1 until they are learnt, then on 2 as well, and so on, Mixed on all of them in equal parts: all weights, Adam, fresh
/// prompts in every step. TheoryCurriculum is the algorithm of the theorem: output-value matrices at their ground truth, key-query at zero, and one step of gradient descent on
/// -SampleCount prompts for each stage; a run for each count.
/// </para>
/// <para>A row is one hop length at one step. Samples counts prompts. A guess is right once in N.</para>
/// <para>
/// With -Threshold a row is one hop length of a run: the samples after which it was known, beside what the theorems say of the task (Get-CompositionTheory).
/// </para>
/// <para>
/// The learning curve is measured at about fifty steps at equal ratios unless -MeasureEvery or -MeasureAt says otherwise. A run ends early, with Outcome Converged, when all hops that it trains are known
/// to -StopAccuracy; one whose loss is no longer finite ends with Outcome Diverged and an error, its rows kept. With -CheckpointPath a practical run that was stopped goes on when the same command is
/// given again. -WhatIf says how much work it is and how long it would take here. The same seed gives the same rows on any number of threads.
/// </para>
/// </remarks>
/// <example>
/// Hops are learnt in order.
/// <code>New-CompositionTask -Length 4 -Size 6 | Invoke-CompositionTraining -Regime Mixed -MeasureEvery 20</code>
/// </example>
/// <example>
/// How many samples does each regime take?
/// <code>New-CompositionTask -Length 2 -Size 4 | Invoke-CompositionTraining -Regime Direct, Curriculum, Mixed -Steps 300 -MeasureEvery 10 -Threshold 0.9</code>
/// </example>
/// <example>
/// The theorem's curriculum: one step for each stage, on 4 to 256 samples.
/// <code>New-CompositionTask -Length 4 -Size 4 | Invoke-CompositionTraining -Regime TheoryCurriculum -SampleCount log:4:256:7 -Threshold 0.9</code>
/// </example>
/// <example>
/// How long would eight permutations of eight things take?
/// <code>New-CompositionTask -Length 8 -Size 8 | Invoke-CompositionTraining -Regime Curriculum, Mixed -Seed (1..5) -WhatIf</code>
/// </example>
/// <seealso cref="NewCompositionTaskCommand"/>
/// <seealso cref="GetCompositionTheoryCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "CompositionTraining", SupportsShouldProcess = true)]
[OutputType(typeof(CompositionAccuracy), typeof(CompositionThreshold))]
public sealed class InvokeCompositionTrainingCommand : BackendCmdlet
{
    private static readonly CompositionTrainingOptions Standard = new();

    /// <summary>The task, from New-CompositionTask.</summary>
    /// <value>four permutations of eight things</value>
    [Parameter(ValueFromPipeline = true)]
    public CompositionTask? Task { get; set; }

    /// <summary>From which labels is learnt; a run for each.</summary>
    /// <value>Mixed</value>
    [Parameter(Position = 0)]
    public CompositionRegime[]? Regime { get; set; } = [CompositionRegime.Mixed];

    /// <summary>Steps of Adam.</summary>
    /// <value>2000</value>
    [Parameter(Position = 1), EmptyIsMissing(Otherwise = 2000L)]
    public long Steps { get; set; } = Standard.Steps;

    /// <summary>Seeds; a run for each. They decide the start, the batches and the test prompts.</summary>
    /// <value>the task's</value>
    [Parameter]
    public long[]? Seed { get; set; } = [];

    /// <summary>n, the prompts of each step of TheoryCurriculum; a run for each. Takes log:first:last:count.</summary>
    /// <value>4, 8, 16, … 256</value>
    [Parameter, Alias("Samples"), LogGrid(Whole = true), ArgumentCompleter(typeof(LogGridCompleter))]
    public int[]? SampleCount { get; set; } = [];

    /// <summary>Fresh prompts in a step.</summary>
    /// <value>64</value>
    [Parameter, EmptyIsMissing(Otherwise = 64)]
    public int BatchSize { get; set; } = Standard.BatchSize;

    /// <summary>η > 0.</summary>
    /// <value>0.2 over the width</value>
    [Parameter, EmptyIsMissing]
    public double? LearningRate { get; set; }

    /// <summary>How the learning rate changes: not at all, by a half every 50,000 steps, or as half a cosine down to 0.</summary>
    /// <value>Constant</value>
    [Parameter]
    public LearningRateKind Schedule { get; set; }

    /// <summary>Steps in which the learning rate grows from 0 to its value.</summary>
    /// <value>0</value>
    [Parameter]
    public long WarmupSteps { get; set; }

    /// <summary>d, the width of the residual stream.</summary>
    /// <value>3kN/2, in steps of 32 and at least 64</value>
    [Parameter, EmptyIsMissing]
    public int? Width { get; set; }

    /// <summary>Norm of token and position embeddings at the start.</summary>
    /// <value>2.3</value>
    [Parameter]
    public double EmbeddingScale { get; set; } = Standard.EmbeddingScale;

    /// <summary>Standard deviation of the key-query matrices at the start.</summary>
    /// <value>0.02</value>
    [Parameter]
    public double KeyQueryScale { get; set; } = Standard.KeyQueryScale;

    /// <summary>Standard deviation of the output-value matrices at the start, times √d.</summary>
    /// <value>1</value>
    [Parameter]
    public double ValueScale { get; set; } = Standard.ValueScale;

    /// <summary>Size of the read-out at the start: a factor of the aligned one, or standard deviation times √d with -RandomReadout.</summary>
    /// <value>1</value>
    [Parameter]
    public double ReadoutScale { get; set; } = Standard.ReadoutScale;

    /// <summary>Starts with a read-out at random, instead of one that reads tokens where the layers would write them.</summary>
    [Parameter]
    public SwitchParameter RandomReadout { get; set; }

    /// <summary>Accuracy on a batch at which the curriculum goes on to the next hop length.</summary>
    /// <value>0.99</value>
    [Parameter]
    public double StageAccuracy { get; set; } = Standard.StageAccuracy;

    /// <summary>Trains the curriculum on the hop length of its stage alone; those before are then forgotten.</summary>
    [Parameter]
    public SwitchParameter NoReplay { get; set; }

    /// <summary>Accuracy of all trained hop lengths at which a run ends; above 1 for never.</summary>
    /// <value>0.999</value>
    [Parameter]
    public double StopAccuracy { get; set; } = Standard.StopAccuracy;

    /// <summary>Writes one row for each run and hop length: the samples after which it is known to this accuracy.</summary>
    [Parameter]
    public double? Threshold { get; set; }

    /// <summary>Steps from one measurement to the next.</summary>
    [Parameter]
    public long? MeasureEvery { get; set; }

    /// <summary>Steps to measure at. Takes log:first:last:count. 0 is before training; the last step is always measured.</summary>
    [Parameter, LogGrid(Whole = true), ArgumentCompleter(typeof(LogGridCompleter))]
    public long[]? MeasureAt { get; set; } = [];

    /// <summary>Test prompts.</summary>
    /// <value>500</value>
    [Parameter]
    public int MeasureSamples { get; set; } = Standard.MeasureSamples;

    /// <summary>A folder in which runs keep their state, and from which they go on; made if it is not there.</summary>
    [Parameter]
    public string? CheckpointPath { get; set; }

    /// <summary>Seconds from one save to the next.</summary>
    /// <value>30</value>
    [Parameter]
    public double CheckpointInterval { get; set; } = Standard.CheckpointSeconds;

    /// <summary>Threads, up to four of use. The rows do not depend on it.</summary>
    /// <value>one for each processor</value>
    [Parameter, Alias("ThrottleLimit")]
    public int? Threads { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Task;

    /// <inheritdoc/>
    protected override void Process()
    {
        CompositionTrainingOptions options = Options();
        bool plan = MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given) ? LanguagePrimitives.IsTrue(given) : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));
        if (!ShouldProcess(plan ? $"{CompositionTraining.Estimate(options)}" : "attention-only transformers", "Train"))
            return;
        Explain($"{CompositionTraining.Describe(options)}");
        if (Threshold is { } threshold)
            WriteRows(CompositionTraining.RunThresholds(options, threshold, Progress, Cancellation));
        else
            WriteRuns(CompositionTraining.Run(options, Progress, Cancellation), row => row.HopLength == 1 ? row.Failure() : null);
    }

    private CompositionTrainingOptions Options() => new()
    {
        Task = Task ?? new(), Regimes = Regime ?? [CompositionRegime.Mixed], Seeds = Seed ?? [], Steps = Steps, BatchSize = BatchSize, LearningRate = LearningRate,
        Schedule = new() { Kind = Schedule, WarmupSteps = WarmupSteps }, Width = Width, EmbeddingScale = EmbeddingScale, KeyQueryScale = KeyQueryScale, ValueScale = ValueScale,
        ReadoutScale = ReadoutScale, AlignedReadout = !RandomReadout, StageAccuracy = StageAccuracy, Replay = !NoReplay, StopAccuracy = StopAccuracy, SampleCounts = SampleCount ?? [],
        MeasureEvery = MeasureEvery, MeasureAt = MeasureAt ?? [], MeasureSamples = MeasureSamples,
        CheckpointPath = CheckpointPath is null ? null : GetUnresolvedProviderPathFromPSPath(CheckpointPath), CheckpointSeconds = CheckpointInterval, Threads = Threads ?? 0, Backend = Backend, Device = Device,
    };
}
