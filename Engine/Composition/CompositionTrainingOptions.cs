using ScalingTools.Backends;
using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>How k-fold composition is to be learnt: a run for each regime, number of samples (of the theory's curriculum) and seed.</summary>
public sealed record CompositionTrainingOptions
{
    /// <summary>The task; k a power of two. Default: k = 4, N = 8.</summary>
    public CompositionTask Task { get; init; } = new();
    /// <summary>A run for each. Default: Mixed.</summary>
    public IReadOnlyList<CompositionRegime> Regimes { get; init; } = [CompositionRegime.Mixed];
    /// <summary>A run for each: they decide the start, the batches and the test prompts. Default: the task's.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];
    /// <summary>Steps of Adam. Default: 2000.</summary>
    public long Steps { get; init; } = 2000;
    /// <summary>B, fresh prompts in a step. Default: 64.</summary>
    public int BatchSize { get; init; } = 64;
    /// <summary>η. Default: 0.2/d, which is 0.003 for d = 64.</summary>
    public double? LearningRate { get; init; }
    /// <summary>How it changes. Default: not at all.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();
    /// <summary>Decay of Adam's running mean of squares, 0 to 1. Default: 0.999.</summary>
    public double SquareDecay { get; init; } = 0.999;
    /// <summary>d. Default: 3kN/2, in steps of 32 and at least 64: the theorem wants d of the order of kN.</summary>
    public int? Width { get; init; }
    /// <summary>Root mean square norm of token and position embeddings at the start. Default: 2.3.</summary>
    public double EmbeddingScale { get; init; } = 2.3;
    /// <summary>Standard deviation of W_KQ at the start. Default: 0.02, nearly uniform attention.</summary>
    public double KeyQueryScale { get; init; } = 0.02;
    /// <summary>Standard deviation of W_OV at the start, times √d. Default: 1.</summary>
    public double ValueScale { get; init; } = 1;
    /// <summary>Size of the read-out at the start: a factor of the aligned one, else standard deviation times √d. Default: 1.</summary>
    public double ReadoutScale { get; init; } = 1;
    /// <summary>
    /// Whether Ψ_r reads, at the start, tokens where the layers would write them: row v is the embedding of v times W_OV of layers 1 … log2 r + 1, as in the theory, which starts
    /// with these matrices at their ground truth. Default: yes. A read-out at random leaves a saddle that Adam does not leave at N = 8.
    /// </summary>
    public bool AlignedReadout { get; init; } = true;
    /// <summary>Accuracy on a batch at which the curriculum goes on to the next hop length. Default: 0.99.</summary>
    public double StageAccuracy { get; init; } = 0.99;
    /// <summary>Whether the curriculum goes on training the hop lengths before, in equal parts. Default: yes; without it they are forgotten.</summary>
    public bool Replay { get; init; } = true;
    /// <summary>Accuracy on test prompts, of all hop lengths that the regime trains, at which a run ends. Default: 0.999; above 1 for never.</summary>
    public double StopAccuracy { get; init; } = 0.999;
    /// <summary>n of the theory's curriculum: prompts of its one step for each stage; a run for each. Default: 4, 8, 16, … 256.</summary>
    public IReadOnlyList<int> SampleCounts { get; init; } = [];
    /// <summary>Steps from one measurement to the next. Default: see <see cref="MeasureAt"/>.</summary>
    public long? MeasureEvery { get; init; }
    /// <summary>Steps to measure at; the last always is. Default: about fifty at equal ratios.</summary>
    public IReadOnlyList<long> MeasureAt { get; init; } = [];
    /// <summary>Test prompts, at least 2; each has a label at every position. Default: 500.</summary>
    public int MeasureSamples { get; init; } = 500;
    /// <summary>A folder in which practical runs keep their state, and from which they go on. Default (null): none.</summary>
    public string? CheckpointPath { get; init; }
    /// <summary>Seconds from one save to the next. Default: 30.</summary>
    public double CheckpointSeconds { get; init; } = 30;
    /// <summary>Threads, four at most of use; results do not depend on it. Default (0): one for each processor.</summary>
    public int Threads { get; init; }
    /// <summary>What computes practical runs; rows are the same to rounding, and checkpoints can be taken up by any. Default: Managed.</summary>
    public TrainingBackend Backend { get; init; }
    /// <summary>Where: cpu, or for Torch cuda:0 for example. Default (null): cpu.</summary>
    public string? Device { get; init; }
}
