using System.Diagnostics;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Benchmarks;

/// <summary>Training steps of two-layer networks on multitask sparse parity: the same work as <c>peers/networks_torch.py</c>.</summary>
public static class NetworkWork
{
    /// <summary>Seconds of one step of one network of width 1000, fresh data included.</summary>
    /// <param name="threads">Threads on that one network.</param>
    /// <param name="steps">Steps timed together.</param>
    public static double Step(int threads, int steps)
    {
        TrainingSettings settings = Paper(1000);
        using TwoLayerTrainer trainer = TwoLayerTrainer.Create(settings, NetworkInitializer.Draw(settings), threads);
        trainer.TrainTo(20);
        long start = Stopwatch.GetTimestamp();
        trainer.TrainTo(20 + steps);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / steps;
    }

    internal static TrainingSettings Paper(int width) => new()
    {
        Task = new SparseParityDataset(), Width = width, BatchSize = 4000, Steps = 30_000, LearningRate = 0.05, InitialScale = 0.001,
    };
}
