using ScalingTools.Backends;
using ScalingTools.Composition;
using ScalingTools.DeepNetworks;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Backends;

/// <summary>The same start and the same batches give the same losses, step by step, whatever computes: a hundred steps to 10^-4 in single precision.</summary>
/// <remarks>
/// Losses begin to differ by 10^-9 to 10^-7, of rounding alone. Where training is unstable, or falls to nothing within a few steps, that grows without bound in any two computations, so learning rates here are below that.
/// </remarks>
public class TorchParityTests
{
    private const int Steps = 100;
    private static readonly long[] Every = [.. Enumerable.Range(0, Steps + 1).Select(step => (long)step)];

    [Theory]
    [InlineData(NetworkOptimizer.Sgd, 0.0, 0.0, 0.5)]
    [InlineData(NetworkOptimizer.Sgd, 0.9, 0.001, 0.1)]
    [InlineData(NetworkOptimizer.Adam, 0.0, 0.01, 0.002)]
    [InlineData(NetworkOptimizer.AdamW, 0.0, 0.1, 0.002)]
    public void Two_layer_networks(NetworkOptimizer optimizer, double momentum, double weightDecay, double learningRate) => Parity(new()
    {
        Dataset = new(skillCount: 3, skillBits: 10), Widths = [50], BatchSize = 200, Optimizer = optimizer, Momentum = momentum, WeightDecay = weightDecay, LearningRate = learningRate, InitialScale = 0.3,
    });

    [Fact]
    public void Two_layer_networks_on_labels_with_points_of_a_finite_data_set() => Parity(new()
    {
        Dataset = new(skillCount: 12, skillBits: 70, sparseBits: 2, labels: LabelConvention.Binary, subsets: SubsetChoice.Random), SampleCounts = [500], Widths = [20], BatchSize = 100, Optimizer = NetworkOptimizer.Adam,
        Initialization = NetworkInitialization.PyTorch,
    });

    [Theory]
    [InlineData(LabelConvention.Signed, NetworkOptimizer.Adam, 0.001)]
    [InlineData(LabelConvention.Binary, NetworkOptimizer.Sgd, 0.05)]
    public void Transformers(LabelConvention labels, NetworkOptimizer optimizer, double learningRate) => Parity(new()
    {
        Dataset = new(skillCount: 3, skillBits: 9, labels: labels), Architecture = NetworkArchitecture.Transformer, Widths = [16], Heads = 2, Layers = 2, BatchSize = 60, Optimizer = optimizer, LearningRate = learningRate,
    });

    [Theory]
    [InlineData(CompositionRegime.Mixed)]
    [InlineData(CompositionRegime.Direct)]
    [InlineData(CompositionRegime.Curriculum)]
    public void Composition(CompositionRegime regime)
    {
        CompositionTrainingOptions options = new()
        {
            Task = new(length: 4, size: 4), Regimes = [regime], Steps = Steps, BatchSize = 30, MeasureEvery = 1, MeasureSamples = 50, StopAccuracy = 2, Width = 40, LearningRate = 0.002, Threads = 1,
        };
        CompositionAccuracy[] managed = [.. CompositionTraining.Run(options)], torch = [.. CompositionTraining.Run(Torch(options with { Backend = TrainingBackend.Torch }))];
        Assert.Equal(3 * Steps, managed.Length);
        Assert.Equal(managed.Length, torch.Length);
        foreach ((CompositionAccuracy a, CompositionAccuracy b) in managed.Zip(torch))
            TorchForTests.Same(a.Loss, b.Loss, (a.Step, a.HopLength));
    }

    [Theory]
    [InlineData(1.0, 0, 0.05, Steps)]
    [InlineData(1.5, 20, 0.02, Steps)]
    [InlineData(0.8, 0, 0.01, 20)] // h^-0.2 is infinite at 0: rounding decides what neurons near it do
    public void Multilayer_networks(double power, int batch, double learningRate, int steps)
    {
        CircleTrainingOptions options = new() { ActivationPower = power, Width = 64, Depth = 3, GridSize = 32, BatchSize = batch, Steps = steps, MeasureAt = Every[..(steps + 1)], LearningRate = learningRate, Threads = 1 };
        CircleLoss[] managed = [.. CircleTraining.Run(options)], torch = [.. CircleTraining.Run(Torch(options with { Backend = TrainingBackend.Torch }))];
        Assert.Equal(steps + 1, managed.Length);
        foreach ((CircleLoss a, CircleLoss b) in managed.Zip(torch))
            TorchForTests.Same(a.Loss, b.Loss, a.Step);
        Assert.True(managed[^1].Loss < 0.9 * managed[0].Loss);
    }

    [Theory]
    [InlineData(false, 0.0)]
    [InlineData(true, 0.5)]
    public void Convolutional_networks(bool linearized, double momentum)
    {
        VisionTrainingOptions options = new()
        {
            Dataset = SyntheticDigits.Generate(60, 1, 14), Filters = 6, Layers = 3, BatchSize = 10, TestCount = 15, Steps = Steps, MeasureAt = Every, Linearized = linearized, Momentum = momentum, LearningRate = 0.1, Threads = 1,
        };
        VisionLoss[] managed = [.. VisionTraining.Run(options)], torch = [.. VisionTraining.Run(Torch(options with { Backend = TrainingBackend.Torch }))];
        Assert.Equal(Steps + 1, managed.Length);
        foreach ((VisionLoss a, VisionLoss b) in managed.Zip(torch))
        {
            TorchForTests.Same(a.TestLoss, b.TestLoss, a.Step);
            Assert.Equal(a.Accuracy!.Value, b.Accuracy!.Value, 1e-12);
            if (a.Step > 0)
                TorchForTests.Same(a.TrainLoss, b.TrainLoss, a.Step);
        }
        Assert.True(managed[^1].TrainLoss < managed[1].TrainLoss);
    }

    [Fact]
    public void Decoders_of_text()
    {
        string text = string.Concat(Enumerable.Range(0, 300).Select(i => $"{i} times {i} is {i * i}. "));
        LanguageTrainingOptions options = new()
        {
            Corpus = LanguageCorpus.FromText(text), ContextLength = 12, Layers = 2, Heads = 2, Width = 16, BatchSize = 6, TestSequences = 10, Steps = Steps, MeasureAt = Every, Momentum = 0.5, Threads = 1,
        };
        LanguageLoss[] managed = [.. LanguageTraining.Run(options)], torch = [.. LanguageTraining.Run(Torch(options with { Backend = TrainingBackend.Torch }))];
        Assert.Equal(Steps + 1, managed.Length);
        foreach ((LanguageLoss a, LanguageLoss b) in managed.Zip(torch))
        {
            TorchForTests.Same(a.TestLoss, b.TestLoss, a.Step);
            if (a.Step > 0)
                TorchForTests.Same(a.TrainLoss, b.TrainLoss, a.Step);
        }
        Assert.True(managed[^1].TestLoss < managed[0].TestLoss);
    }

    private static void Parity(SparseParityTrainingOptions given)
    {
        SparseParityTrainingOptions options = given with { Steps = Steps, MeasureEvery = 1, MeasureSamples = 100, Threads = 1 };
        NetworkTotal[] managed = [.. SparseParityTraining.RunTotals(options)], torch = [.. SparseParityTraining.RunTotals(Torch(options with { Backend = TrainingBackend.Torch }))];
        Assert.Equal(Steps, managed.Length);
        Assert.Equal(managed.Length, torch.Length);
        foreach ((NetworkTotal a, NetworkTotal b) in managed.Zip(torch))
        {
            TorchForTests.Same(a.TrainingLoss, b.TrainingLoss, a.Step);
            TorchForTests.Same(a.Loss, b.Loss, a.Step);
            Assert.Equal(a.Run, b.Run);
        }
        Assert.NotEqual(managed[0].Loss, managed[^1].Loss);
    }

    // Skips before anything is trained.
    private static T Torch<T>(T options)
    {
        TorchForTests.Need();
        return options;
    }
}
