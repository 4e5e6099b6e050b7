using ScalingTools.Networks;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>The fast trainer against the dense reference in double precision, and against itself on other vectors and threads.</summary>
public class TwoLayerTrainerTests
{
    private static TrainingSettings Settings(int width = 40, int batch = 200, NetworkLoss loss = NetworkLoss.HalfSquaredError,
        NetworkOptimizer optimizer = NetworkOptimizer.Sgd, long skillCount = 5, long skillBits = 32, int sparseBits = 3, long? samples = null) => new()
    {
        Task = new SparseParityDataset(skillCount, skillBits, sparseBits, subsets: skillCount * sparseBits > skillBits ? SubsetChoice.Random : SubsetChoice.Disjoint,
            labels: loss == NetworkLoss.CrossEntropy ? LabelConvention.Binary : LabelConvention.Signed),
        SampleCount = samples, Width = width, BatchSize = batch, Steps = 1000, LearningRate = optimizer == NetworkOptimizer.Sgd ? 0.02 : 0.003,
        Optimizer = optimizer, Loss = loss, InitialScale = 0.3, Seed = 7, DataSeed = 3,
    };

    private static TwoLayerTrainer Make(TrainingSettings settings, string lanes = "256", int threads = 1)
    {
        TwoLayerWeights start = NetworkInitializer.Draw(settings);
        return lanes switch
        {
            "128" => new TwoLayerTrainer<Lanes128>(settings, start, threads),
            "512" => new TwoLayerTrainer<Lanes512>(settings, start, threads),
            _ => new TwoLayerTrainer<Lanes256>(settings, start, threads),
        };
    }

    private static SparseParityBatch Batch(TrainingSettings settings, long step)
    {
        using TrainingBatches batches = new(settings, new InputLayout(settings.SkillCount, settings.SkillBits, settings.BatchSize), 1);
        return batches.Reference(step, settings.Task);
    }

    public static TheoryData<int, int, NetworkLoss, int, int, int, int> Shapes => new()
    {
        { 40, 200, NetworkLoss.HalfSquaredError, 5, 32, 3, 0 },   // several blocks, the last one partly filled
        { 150, 4000, NetworkLoss.HalfSquaredError, 5, 32, 3, 0 }, // several chunks, sorted
        { 3, 201, NetworkLoss.SquaredError, 5, 32, 3, 0 },        // one block; padding
        { 50, 403, NetworkLoss.HalfSquaredError, 5, 32, 3, 100 }, // finite data, sorted, padding
        { 20, 300, NetworkLoss.CrossEntropy, 30, 100, 3, 0 },     // two words of bits, logits, random subsets
        { 33, 100, NetworkLoss.CrossEntropy, 2, 64, 4, 64 },
        { 17, 64, NetworkLoss.HalfSquaredError, 2, 4, 2, 0 },     // fewer bits than groups
        { 16, 8, NetworkLoss.HalfSquaredError, 1, 1, 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void One_step_changes_parameters_as_the_reference_gradient_says(int width, int batch, NetworkLoss loss, int skillCount, int skillBits, int sparseBits, int samples)
    {
        TrainingSettings settings = Settings(width, batch, loss, NetworkOptimizer.Sgd, skillCount, skillBits, sparseBits, samples == 0 ? null : samples) with { LearningRate = 1 };
        using TwoLayerTrainer trainer = Make(settings);
        double[] before = ReferenceTrainer.Flatten(trainer.Weights());
        (double expectedLoss, double[] expected) = new ReferenceTrainer(settings, trainer.Weights()).Gradient(Batch(settings, 0));

        trainer.TrainTo(1);

        double[] after = ReferenceTrainer.Flatten(trainer.Weights());
        // θ = θ - g is rounded to the spacing of θ; g itself is compared to 1e-5 of its size.
        double size = Math.Sqrt(expected.Sum(g => g * g));
        double error = Math.Sqrt(expected.Select((g, i) => before[i] - after[i] - g).Sum(d => d * d));
        Assert.InRange(error / size, 0, 1e-5);
        Assert.Equal(expectedLoss, trainer.BatchLoss, 1e-5 * expectedLoss);
    }

    [Theory]
    [InlineData(NetworkLoss.HalfSquaredError, NetworkOptimizer.Sgd, 0, 1e-5)]
    [InlineData(NetworkLoss.SquaredError, NetworkOptimizer.Sgd, 300, 1e-5)]
    [InlineData(NetworkLoss.CrossEntropy, NetworkOptimizer.Adam, 300, 1e-5)]
    // At step 575 a sample reaches the kink of an idle neuron, in one run a step before it does in the other, and Adam, which divides a gradient by
    // its size, then moves that neuron by a whole learning rate. Until then the curves agree as well as the others.
    [InlineData(NetworkLoss.HalfSquaredError, NetworkOptimizer.Adam, 0, 5e-3)]
    // The same at step 499, where the largest difference of a parameter jumps from 5e-6 to 1e-4.
    [InlineData(NetworkLoss.CrossEntropy, NetworkOptimizer.AdamW, 0, 5e-3)]
    public void A_thousand_steps_have_the_loss_curve_of_the_reference(NetworkLoss loss, NetworkOptimizer optimizer, int samples, double tolerance)
    {
        TrainingSettings settings = Settings(20, 100, loss, optimizer, skillCount: 2, skillBits: 10, sparseBits: 2, samples == 0 ? null : samples)
            with { WeightDecay = 1e-3, Momentum = optimizer == NetworkOptimizer.Sgd ? 0.5 : 0, Schedule = new() { Kind = LearningRateKind.Step, Period = 400, WarmupSteps = 10 } };
        using TwoLayerTrainer trainer = Make(settings);
        ReferenceTrainer reference = new(settings, trainer.Weights());
        using TrainingBatches batches = new(settings, new InputLayout(settings.SkillCount, settings.SkillBits, settings.BatchSize), 1);
        double first = 0, last = 0, worst = 0, early = 0;
        for (int t = 0; t < 1000; t++)
        {
            double expected = reference.Step(batches.Reference(t, settings.Task));
            trainer.TrainTo(t + 1);
            worst = Math.Max(worst, Math.Abs(trainer.BatchLoss / expected - 1));
            early = t < 400 ? worst : early;
            (first, last) = (t == 0 ? expected : first, expected);
        }
        Assert.InRange(last, 0, 0.5 * first); // it learnt something
        Assert.InRange(early, 0, 1e-5); // single against double precision
        Assert.InRange(worst, 0, tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public void The_bits_do_not_depend_on_threads_vectors_or_pauses(int samples)
    {
        TrainingSettings settings = Settings(500, 1003, samples: samples == 0 ? null : samples) with { Momentum = 0.9, LearningRate = 0.001 };
        double[] expected = Train("256", 1, [20]);
        Assert.Equal(expected, Train("256", 3, [20]));
        Assert.Equal(expected, Train("128", 1, [20]));
        Assert.Equal(expected, Train("512", 2, [20]));
        Assert.Equal(expected, Train("256", 2, [1, 2, 7, 20]));

        double[] Train(string lanes, int threads, long[] stops)
        {
            using TwoLayerTrainer trainer = Make(settings, lanes, threads);
            foreach (long stop in stops)
                trainer.TrainTo(stop);
            return [trainer.BatchLoss, .. ReferenceTrainer.Flatten(trainer.Weights())];
        }
    }

    [Fact]
    public void Evaluation_is_the_function_of_the_weights()
    {
        TrainingSettings settings = Settings(100, 64);
        using TwoLayerTrainer trainer = Make(settings, threads: 2);
        trainer.TrainTo(3);
        SparseParityBatch samples = settings.Task.Draw(1001, new RandomStream(5));
        InputLayout layout = trainer.TestLayout(samples.Count);
        using PackedBatch packed = PackedBatch.Of(layout, samples);
        using AlignedMemory function = new(packed.Padded * sizeof(float));
        trainer.Evaluate(packed, layout, function);
        TwoLayerWeights weights = trainer.Weights();
        for (int b = 0; b < samples.Count; b++)
            Assert.Equal(weights.Function(samples.Skills[b], samples.Bits(b)), function.AsFloats()[b], 1e-4);
    }

    [Fact]
    public void A_saved_trainer_goes_on_with_the_same_bits()
    {
        TrainingSettings settings = Settings(50, 100, optimizer: NetworkOptimizer.Adam);
        using TwoLayerTrainer whole = Make(settings), half = Make(settings), rest = Make(settings, threads: 2);
        whole.TrainTo(30);
        half.TrainTo(13);
        using MemoryStream memory = new();
        half.Save(new BinaryWriter(memory));
        memory.Position = 0;
        rest.Load(new BinaryReader(memory));
        Assert.Equal(13, rest.Step);
        rest.TrainTo(30);
        Assert.Equal(ReferenceTrainer.Flatten(whole.Weights()), ReferenceTrainer.Flatten(rest.Weights()));
        Assert.Equal(whole.BatchLoss, rest.BatchLoss);
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_training()
    {
        TrainingSettings settings = Settings(300, 100) with { LearningRate = 1e6 };
        using TwoLayerTrainer trainer = Make(settings, threads: 2);
        trainer.TrainTo(1000);
        Assert.True(trainer.Diverged);
        Assert.InRange(trainer.Step, 1, 100);
        Assert.False(double.IsFinite(trainer.BatchLoss));
    }

    [Fact]
    public void A_cancelled_trainer_has_made_a_whole_number_of_steps()
    {
        TrainingSettings settings = Settings(300, 500) with { LearningRate = 1e-4 };
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(100));
        using TwoLayerTrainer trainer = Make(settings, threads: 2), again = Make(settings);
        trainer.TrainTo(1_000_000, soon.Token);
        Assert.InRange(trainer.Step, 1, 900_000);
        again.TrainTo(trainer.Step);
        Assert.Equal(ReferenceTrainer.Flatten(again.Weights()), ReferenceTrainer.Flatten(trainer.Weights()));
    }
}
