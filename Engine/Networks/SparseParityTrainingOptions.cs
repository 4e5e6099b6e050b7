using ScalingTools.Backends;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>
/// What to train: two-layer networks on one task, over a grid of data set size × width × seed. What is left null takes the preset's value, or else
/// that of Nam et al. 2024, Fig. 1(a).
/// </summary>
public sealed record SparseParityTrainingOptions
{
    /// <summary>The published experiment whose settings are the defaults. Default: none.</summary>
    public NetworkPreset? Preset { get; init; }

    /// <summary>The task. Default: the preset's, else five skills of three bits each out of 32.</summary>
    public SparseParityDataset? Dataset { get; init; }

    /// <summary>What kind of network. Default: the preset's, else TwoLayer.</summary>
    public NetworkArchitecture? Architecture { get; init; }

    /// <summary>Blocks of a transformer. Default: 1.</summary>
    public int? Layers { get; init; }

    /// <summary>Heads of each attention of a transformer, which divide the width. Default: 4.</summary>
    public int? Heads { get; init; }

    /// <summary>Neurons of each MLP of a transformer; 0 for attention only. Default: four times the width.</summary>
    public int? HiddenWidth { get; init; }

    /// <summary>H ≥ 1, one run for each; E for a transformer. Default: 1000, and 64 for a transformer.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [];

    /// <summary>D ≥ 1, null for endless data, one run for each. Default: that of the data set.</summary>
    public IReadOnlyList<long?> SampleCounts { get; init; } = [];

    /// <summary>
    /// Seeds, one run for each: they decide the initial parameters, the batches, the test samples and, unless <see cref="FixedData"/>, the points of
    /// finite data. Default: the data set's.
    /// </summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Whether all seeds train on the points of the data set as it is, instead of D points of their own. Default: no.</summary>
    public bool FixedData { get; init; }

    /// <summary>T ≥ 0, training steps. Default: 30,000, and 10,000 for a transformer.</summary>
    public long? Steps { get; init; }

    /// <summary>B ≥ 1, samples in a step. Default: 4000, and 512 for a transformer.</summary>
    public int? BatchSize { get; init; }

    /// <summary>η > 0. Default: 0.05 for Sgd, 0.001 for Adam and AdamW.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How it changes. Default: not at all.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>Sgd, Adam or AdamW. Default: Sgd, and Adam for a transformer.</summary>
    public NetworkOptimizer? Optimizer { get; init; }

    /// <summary>μ of Sgd, 0 ≤ μ &lt; 1. Default: 0.</summary>
    public double? Momentum { get; init; }

    /// <summary>λ ≥ 0, added to the gradient as λθ, or for AdamW taken from θ. Default: 0.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Default: half the squared error, and the cross-entropy for 0/1 labels.</summary>
    public NetworkLoss? Loss { get; init; }

    /// <summary>Where the parameters start. Default: Gaussian, and PyTorch for a transformer, which has no other.</summary>
    public NetworkInitialization? Initialization { get; init; }

    /// <summary>σ > 0 of Gaussian. Default: 0.001.</summary>
    public double? InitialScale { get; init; }

    /// <summary>Steps from one measurement to the next. Default: see <see cref="MeasureAt"/>.</summary>
    public long? MeasureEvery { get; init; }

    /// <summary>
    /// Steps to measure at; the last step always is. Default: about fifty steps at equal ratios from 1 to T; only the last where there are several widths or data set sizes.
    /// </summary>
    public IReadOnlyList<long> MeasureAt { get; init; } = [];

    /// <summary>Whether only the end of training is measured. Default: no.</summary>
    public bool FinalOnly { get; init; }

    /// <summary>Test samples of each skill, at least 2. Default: 20,000, but no more than ten million of all skills together, and 2000 for a transformer.</summary>
    public int? MeasureSamples { get; init; }

    /// <summary>How strengths are measured. Default: Sampled.</summary>
    public StrengthMethod? Strength { get; init; }

    /// <summary>
    /// Training ends when the loss on each of a thousand batches in a row was below this part of the loss of a network that knows nothing. Default: 10^-10, which is
    /// where single precision ends; 0 to go on to the last step.
    /// </summary>
    public double StopTolerance { get; init; } = 1e-10;

    /// <summary>A folder in which runs keep their state, and from which they go on. Default (null): none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Seconds from one save to the next, which is what a killed run loses at most. Default: 30.</summary>
    public double CheckpointSeconds { get; init; } = 30;

    /// <summary>Threads in all; results do not depend on it. Default (0): one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>What computes; rows are the same to rounding, and checkpoints can be taken up by any. Default: Managed.</summary>
    public TrainingBackend Backend { get; init; }

    /// <summary>Where: cpu, or for Torch cuda:0 for example. Default (null): cpu.</summary>
    public string? Device { get; init; }
}
