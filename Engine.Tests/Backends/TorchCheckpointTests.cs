using ScalingTools.Backends;
using ScalingTools.Composition;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Backends;

/// <summary>A run that one backend began goes on with the other.</summary>
public class TorchCheckpointTests
{
    private const int Half = 40, Whole = 80;

    public static TheoryData<bool, NetworkOptimizer, bool> Runs()
    {
        TheoryData<bool, NetworkOptimizer, bool> runs = [];
        foreach (bool transformer in (bool[])[false, true])
            foreach (NetworkOptimizer optimizer in Enum.GetValues<NetworkOptimizer>())
                foreach (bool torchFirst in (bool[])[false, true])
                    runs.Add(transformer, optimizer, torchFirst);
        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Networks_on_sparse_parity(bool transformer, NetworkOptimizer optimizer, bool torchFirst)
    {
        BackendDevice torch = TorchForTests.Cpu();
        TrainingSettings settings = new TrainingPlan(new()
        {
            Dataset = new(skillCount: 2, skillBits: 8, labels: optimizer == NetworkOptimizer.Adam ? LabelConvention.Binary : LabelConvention.Signed), Widths = [20], Steps = Whole, BatchSize = 50, Optimizer = optimizer,
            Architecture = transformer ? NetworkArchitecture.Transformer : NetworkArchitecture.TwoLayer, Momentum = optimizer == NetworkOptimizer.Sgd ? 0.8 : null, LearningRate = 0.01, InitialScale = transformer ? null : 0.3,
        }).Runs[0];
        using ParityTrainer alone = ParityTrainer.Create(settings, 1), first = ParityTrainer.Create(settings, 1, torchFirst ? torch : null), second = ParityTrainer.Create(settings, 1, torchFirst ? null : torch);
        first.TrainTo(Half);
        byte[] saved = Saved(first.Save);
        alone.TrainTo(Half);
        Assert.Equal(Saved(alone.Save).Length, saved.Length);
        Load(saved, second.Load);
        Assert.Equal(Half, second.Step);
        Assert.Equal(saved, Saved(second.Save)); // nothing is lost on the way
        alone.TrainTo(Whole);
        second.TrainTo(Whole);
        TorchForTests.Same(alone.BatchLoss, second.BatchLoss, "after the change");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Composition(bool torchFirst)
    {
        BackendDevice torch = TorchForTests.Cpu();
        CompositionSettings settings = new CompositionPlan(new() { Task = new(length: 4, size: 4), Steps = Whole, BatchSize = 20, Width = 40 }).Runs[0];
        double[] parts = CompositionRun.Parts(CompositionRegime.Mixed, 3, 0, false);
        using CompositionTrainer alone = new AttentionTrainer(settings, 1), first = CompositionTrainer.Create(settings, 1, torchFirst ? torch : null), second = CompositionTrainer.Create(settings, 1, torchFirst ? null : torch);
        Train(first, Half);
        Load(Saved(first.Save), second.Load);
        Assert.Equal(Saved(first.Save), Saved(second.Save));
        Train(alone, Whole);
        Train(second, Whole - Half);
        for (int level = 0; level < parts.Length; level++)
            TorchForTests.Same(alone.BatchLoss[level], second.BatchLoss[level], level);

        void Train(CompositionTrainer trainer, int steps)
        {
            for (int step = 0; step < steps; step++)
                trainer.TrainStep(parts);
        }
    }

    [Fact]
    public void The_file_of_a_finished_run_serves_both()
    {
        TorchForTests.Need();
        string folder = Directory.CreateTempSubdirectory("torch").FullName;
        SparseParityTrainingOptions options = new() { Dataset = new(skillCount: 2, skillBits: 8), Widths = [10], Steps = 20, BatchSize = 20, MeasureSamples = 20, CheckpointPath = folder };
        NetworkStrength[] managed = [.. SparseParityTraining.Run(options)], again = [.. SparseParityTraining.Run(options with { Backend = TrainingBackend.Torch })];
        Directory.Delete(folder, recursive: true);
        Assert.Equal(managed, again);
    }

    private static byte[] Saved(Action<BinaryWriter> save)
    {
        using MemoryStream stream = new();
        using (BinaryWriter to = new(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            save(to);
        return stream.ToArray();
    }

    private static void Load(byte[] saved, Action<BinaryReader> load)
    {
        using BinaryReader from = new(new MemoryStream(saved));
        load(from);
    }
}
