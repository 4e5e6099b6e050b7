using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>Transformers on sparse parity: their data, their rows, and that nothing but the options decides them. The model itself is checked in <see cref="TransformerModelTests"/>.</summary>
public sealed unsafe class TransformerTrainerTests : IDisposable
{
    private static readonly SparseParityTrainingOptions Small = new()
    {
        Architecture = NetworkArchitecture.Transformer, Dataset = new SparseParityDataset(2, 6, 2, 0.9, 1), Widths = [8], Heads = 2, BatchSize = 101, LearningRate = 0.003, Steps = 12, MeasureEvery = 5,
        MeasureSamples = 60, Threads = 1,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static NetworkStrength[] Run(SparseParityTrainingOptions options) => [.. SparseParityTraining.Run(options)];

    private static TrainingSettings Settings(int skills, int bits, int batch, long? samples = null, bool binary = false) => new()
    {
        Task = new SparseParityDataset(skills, bits, 2, 0.9, 1, subsets: SubsetChoice.Random, labels: binary ? LabelConvention.Binary : LabelConvention.Signed), SampleCount = samples, DataSeed = 3, Seed = 5,
        Width = 8, BatchSize = batch, Steps = 100, LearningRate = 0.002, Optimizer = NetworkOptimizer.Adam, Loss = binary ? NetworkLoss.CrossEntropy : NetworkLoss.HalfSquaredError,
        Transformer = new() { SequenceLength = skills + bits, Width = 8, Heads = 2, OutputCount = binary ? 2 : 1, RectifiedEmbedding = true, Readout = TransformerReadout.Flattened },
    };

    private static SparseParityBatch Reference(TrainingSettings settings, long step)
    {
        using TrainingBatches batches = new(settings, new InputLayout(settings.SkillCount, settings.SkillBits, settings.BatchSize), 1);
        return batches.Reference(step, settings.Task);
    }

    [Theory]
    [InlineData(3, 6, 0, false)]
    [InlineData(20, 70, 0, true)]
    [InlineData(5, 33, 40, false)]
    public void Tokens_are_the_control_and_skill_bits_of_the_batches_of_two_layer_networks(int skills, int bits, int samples, bool binary)
    {
        TrainingSettings settings = Settings(skills, bits, 150, samples == 0 ? null : samples, binary);
        ParityTokens data = new(settings, samples == 0 ? null : settings.Task.Take(0, samples, settings.DataSeed));
        SparseParityBatch expected = Reference(settings, 4);
        const int First = 7, Count = 130;
        int[] tokens = new int[Count * data.Length];
        float[] labels = new float[Count];
        fixed (int* to = tokens)
        fixed (float* values = labels)
            data.Fill(4, First, Count, to, values);
        for (int b = 0; b < Count; b++)
        {
            int[] sequence = [.. Enumerable.Range(1, skills).Select(i => i == expected.Skills[First + b] ? 1 : 0), .. Enumerable.Range(0, bits).Select(j => (int)(expected.Bits(First + b)[j >> 6] >> (j & 63) & 1))];
            Assert.Equal(sequence, tokens[(b * data.Length)..((b + 1) * data.Length)]);
            Assert.Equal(expected.Labels[First + b], labels[b]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_function_on_packed_samples_has_the_loss_of_the_batch_they_are(bool binary)
    {
        TrainingSettings settings = Settings(4, 9, 77, binary: binary);
        using TransformerTrainer trainer = new(settings, 2);
        trainer.TrainTo(3);
        SparseParityBatch batch = Reference(settings, 3);
        InputLayout layout = new(4, 9, 77);
        using PackedBatch packed = PackedBatch.Of(layout, batch);
        using AlignedMemory function = new(packed.Padded * sizeof(float));
        trainer.Evaluate(packed, layout, function);
        trainer.TrainTo(4);
        double loss = Enumerable.Range(0, 77).Average(b => binary
            ? Math.Log(1 + Math.Exp(batch.Labels[b] > 0 ? -function.Floats[b] : function.Floats[b]))
            : Math.Pow(function.Floats[b] - batch.Labels[b], 2) / 2);
        Assert.Equal(loss, trainer.BatchLoss, 1e-6);
    }

    [Fact]
    public void Rows_do_not_depend_on_threads_and_say_what_they_are_of()
    {
        SparseParityTrainingOptions options = Small with { Seeds = [3, 4], Widths = [8, 12], SampleCounts = [null, 50] };
        NetworkStrength[] rows = Run(options);
        Assert.Equal(rows, Run(options with { Threads = 3 }));
        SparseParityTrainingOptions one = options with { Seeds = [3], Widths = [8], SampleCounts = [null] };
        Assert.Equal(Run(one), Run(one with { Threads = 2 }));
        Assert.Equal(8, rows.Select(row => row.Run).Distinct().Count());
        Assert.All(rows, row => Assert.Equal((NetworkArchitecture.Transformer, (double?)null, 2L), (row.Architecture, row.InitialStrength, row.SkillCount)));
        Assert.Equal("Transformer", rows[0].ToSkillStrength().Model);
        NetworkTotal total = SparseParityTraining.RunTotals(one).Last();
        Assert.Equal((NetworkArchitecture.Transformer, (double?)null), (total.Architecture, total.ParametersExponent));
        // 2·8 + 8·8 + 8, norms 3·16, attention 24·8 + 24 + 8·8 + 8, MLP 32·8 + 32 + 8·32 + 8, read-out 64 + 1
        Assert.Equal(88 + 48 + 288 + 552 + 65, total.ParameterCount);
        Assert.Equal(101 * 12 * (6.0 * 8 * (4 * 64 + 2 * 8 * 32) + 12 * 64 * 8 + 6 * 64), total.Compute);
    }

    [Theory]
    [InlineData(NetworkOptimizer.Adam)]
    [InlineData(NetworkOptimizer.AdamW)]
    [InlineData(NetworkOptimizer.Sgd)]
    public void A_run_that_was_stopped_goes_on_with_the_same_bits(NetworkOptimizer optimizer)
    {
        SparseParityTrainingOptions options = Small with { Optimizer = optimizer, Momentum = optimizer == NetworkOptimizer.Sgd ? 0.9 : null, WeightDecay = 0.01, CheckpointSeconds = 0 };
        NetworkStrength[] whole = Run(options), first = [.. SparseParityTraining.Run(options with { CheckpointPath = _folder }).Take(3)];
        Assert.Equal(whole[..3], first);
        Assert.Single(Directory.GetFiles(_folder, "transformer-width8-*"));
        Assert.Equal(whole, Run(options with { CheckpointPath = _folder }));
        Assert.Equal(whole, Run(options with { CheckpointPath = _folder })); // it has ended: read back
        Assert.Equal(ScalingError.CheckpointMismatch, Assert.Throws<ScalingException>(() => Run(options with { CheckpointPath = _folder, Heads = 4 })).Error);
    }

    [Fact]
    public void It_learns_a_skill()
    {
        NetworkStrength[] rows = Run(Small with { Dataset = new SparseParityDataset(1, 6, 2, 0.9, 1), Widths = [16], Steps = 400, LearningRate = 0.005, MeasureEvery = null, FinalOnly = true, MeasureSamples = 1000 });
        Assert.InRange(rows[^1].RelativeStrength!.Value, 0.95, 1.05);
    }

    [Fact]
    public void A_run_that_diverges_says_so()
    {
        NetworkStrength[] rows = Run(Small with { Optimizer = NetworkOptimizer.Sgd, LearningRate = 1e6, Steps = 200 });
        Assert.Equal(NetworkOutcome.Diverged, rows[^1].Outcome);
        Assert.Equal(ScalingError.Diverged, rows[^1].Failure()!.Error);
        Assert.Null(rows[^1].Strength);
    }

    public static TheoryData<string, SparseParityTrainingOptions, ScalingError> BadOptions => new()
    {
        { "heads that do not divide the width", Small with { Heads = 3 }, ScalingError.InconsistentInput },
        { "no heads", Small with { Heads = 0 }, ScalingError.ParameterOutOfRange },
        { "no layers", Small with { Layers = 0 }, ScalingError.ParameterOutOfRange },
        { "less than no neurons", Small with { HiddenWidth = -1 }, ScalingError.ParameterOutOfRange },
        { "exact strengths", Small with { Strength = StrengthMethod.Exact }, ScalingError.InconsistentInput },
        { "another start", Small with { Initialization = NetworkInitialization.Gaussian }, ScalingError.InconsistentInput },
        { "a scale of the start", Small with { InitialScale = 0.1 }, ScalingError.InconsistentInput },
        { "momentum of Adam", Small with { Momentum = 0.9 }, ScalingError.InconsistentInput },
        { "too wide", Small with { Widths = [1 << 20] }, ScalingError.TooLarge },
        { "layers of a two-layer network", Small with { Architecture = NetworkArchitecture.TwoLayer, Heads = null, Layers = 2 }, ScalingError.InconsistentInput },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Bad_options_are_refused_before_anything_is_trained(string what, SparseParityTrainingOptions options, ScalingError error)
    {
        Assert.NotEmpty(what);
        ScalingException problem = Assert.Throws<ScalingException>(() => SparseParityTraining.Describe(options));
        Assert.Equal(error, problem.Error);
        Assert.NotEmpty(problem.Advice);
    }

    [Fact]
    public void A_sequence_longer_than_the_record_allows_is_refused()
    {
        TransformerOptions options = new() { SequenceLength = 5, Width = 8, Heads = 2 };
        using ParameterSet set = TransformerModel.Parameters(options);
        using Graph graph = new();
        ScalingException problem = Assert.Throws<ScalingException>(() => TransformerModel.Record(graph, set, options, 2, 6));
        Assert.Equal((ScalingError.InconsistentInput, (object)6), (problem.Error, problem.Offender));
        Assert.Equal([2 * 4, 1], TransformerModel.Record(graph, set, options, 2, 4).Output.Shape);
    }

    [Fact]
    public void The_papers_preset_is_the_papers()
    {
        TrainingPlan plan = new(new() { Preset = NetworkPreset.Nam2024Transformer });
        TrainingSettings run = plan.Runs[0];
        Assert.Equal((5, 32, 3, 0.9, 1.0), (run.SkillCount, run.SkillBits, run.Task.SparseBits, run.Task.Alpha!.Value, run.Task.TargetScale));
        Assert.Equal((512, 4, 1, 2048, true, 37), (run.Width, run.Transformer!.Heads, run.Transformer.Layers, run.Transformer.Hidden, run.Transformer.Causal, run.Transformer.SequenceLength));
        Assert.Equal((NetworkOptimizer.Sgd, 5e-5, 0.9, 1e-5, 5000, 100L, 20_000), (run.Optimizer, run.LearningRate, run.Momentum, run.WeightDecay, run.BatchSize, plan.Measured[0], plan.TestSamples));
        Assert.Equal(NetworkInitialization.PyTorch, run.Initialization);
    }

    [Fact]
    public void Weights_start_within_the_bounds_of_PyTorch_and_mean_field_ones_as_Gaussians()
    {
        TransformerOptions options = Settings(3, 6, 1).Transformer!;
        using ParameterSet set = TransformerModel.Parameters(options), other = TransformerModel.Parameters(options);
        TransformerModel.Initialize(set, options, 1);
        TransformerModel.Initialize(other, options, 2);
        foreach ((string name, double inputs) in new[] { ("token", 11.0), ("position", 11), ("embedding.bias", 11), ("0.attention.weight", 8), ("0.attention.bias", 8), ("0.output.weight", 32), ("0.output.bias", 32), ("readout.weight", 72), ("readout.bias", 72) })
        {
            double bound = 1 / Math.Sqrt(inputs);
            float[] values = set.Of(set[name]).ToArray();
            Assert.All(values, value => Assert.InRange(value, -bound, bound));
            if (values.Length > 30)
                Assert.Equal(bound * bound / 3, values.Average(v => (double)v * v), bound * bound / 3 * 4 * Math.Sqrt(0.8 / values.Length)); // a uniform square's relative deviation is √0.8
            Assert.NotEqual(values, other.Of(set[name]).ToArray());
        }
        Assert.All(set.Of(set["norm.scale"]).ToArray(), value => Assert.Equal(1, value));
        Assert.All(set.Of(set["norm.shift"]).ToArray(), value => Assert.Equal(0, value));

        TransformerOptions mean = options with { Parameterization = TransformerParameterization.MeanField, Width = 64 };
        using ParameterSet gaussian = TransformerModel.Parameters(mean);
        TransformerModel.Initialize(gaussian, mean, 1);
        float[] weights = gaussian.Of(gaussian["0.hidden.weight"]).ToArray();
        Assert.Equal(1, weights.Average(v => (double)v * v), 4 * Math.Sqrt(2.0 / weights.Length));
        Assert.DoesNotContain(gaussian.Parameters, p => p.Name.EndsWith(".bias", StringComparison.Ordinal));
        Assert.Equal(64 * 4.0, (mean with { Richness = 2 }).RateFactor);
    }

    // Mean of 16 networks; 0.040, 0.034, 0.040 and 0.039 at 64, 128, 256 and 512. In PyTorch's parameterisation a step of the same rate changes more the wider the network.
    [Fact]
    public void A_mean_field_step_changes_the_output_alike_at_all_widths()
    {
        double[] changes = [.. ((int[])[64, 512]).Select(width => Enumerable.Range(1, 16).Average(seed => Change(width, seed)))];
        Assert.InRange(changes[1] / changes[0], 0.75, 1.35);

        static double Change(int width, int seed)
        {
            TransformerOptions model = new()
            {
                SequenceLength = 8, Width = width, Heads = 4, HiddenWidth = width, RectifiedEmbedding = true, Readout = TransformerReadout.Last, Parameterization = TransformerParameterization.MeanField,
            };
            TrainingSettings settings = new()
            {
                Task = new SparseParityDataset(2, 6, 2, 0.9, 1), Width = width, BatchSize = 64, Steps = 10, LearningRate = 0.05, Seed = seed, Transformer = model,
            };
            using TransformerTrainer trainer = new(settings, 1);
            InputLayout layout = new(2, 6, 64);
            using PackedBatch packed = PackedBatch.Of(layout, Reference(settings, 5));
            using AlignedMemory before = new(packed.Padded * sizeof(float)), after = new(packed.Padded * sizeof(float));
            trainer.Evaluate(packed, layout, before);
            trainer.TrainTo(1);
            trainer.Evaluate(packed, layout, after);
            return Math.Sqrt(Enumerable.Range(0, 64).Average(b => Math.Pow(after.Floats[b] - before.Floats[b], 2)));
        }
    }
}
