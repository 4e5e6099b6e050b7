using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>One training run with everything decided: a network, its data, its optimiser.</summary>
internal sealed record TrainingSettings
{
    public required SparseParityDataset Task { get; init; }
    /// <summary>D; null for endless data.</summary>
    public long? SampleCount { get; init; }
    /// <summary>The seed of the D points.</summary>
    public long DataSeed { get; init; } = 1;
    /// <summary>The seed of the initial parameters, the batches and the test samples.</summary>
    public long Seed { get; init; } = 1;
    /// <summary>H.</summary>
    public required int Width { get; init; }
    public required long Steps { get; init; }
    /// <summary>B.</summary>
    public required int BatchSize { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    public NetworkOptimizer Optimizer { get; init; }
    public double Momentum { get; init; }
    public double WeightDecay { get; init; }
    public LearningRateSchedule Schedule { get; init; } = new();
    public NetworkLoss Loss { get; init; }
    public NetworkInitialization Initialization { get; init; }
    /// <summary>σ.</summary>
    public double InitialScale { get; init; } = 0.001;
    /// <summary>What the transformer is; null for a two-layer network.</summary>
    public TransformerOptions? Transformer { get; init; }

    public int SkillCount => (int)Task.SkillCount;
    public int SkillBits => (int)Task.SkillBits;
    public int OutputCount => Loss == NetworkLoss.CrossEntropy ? 2 : 1;
    /// <summary>N = H(n_s + n_b + 1) + O(H + 1), weights and biases.</summary>
    public long ParameterCount => Transformer?.CountParameters() ?? Width * (SkillCount + SkillBits + 1L) + OutputCount * (Width + 1L);
    /// <summary>C = 6 N B T, floating-point operations of so many dense steps: 2 forwards and 4 backwards for each parameter and sample; a transformer's weights count once for each place.</summary>
    public double Compute(long steps) => (Transformer?.OperationsPerSequence() ?? 6.0 * ParameterCount) * BatchSize * steps;
    /// <summary>η_t.</summary>
    public double RateAt(long step) => Schedule.At(step, LearningRate, Steps) * (Transformer?.RateFactor ?? 1);
}
