using System.Diagnostics;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Benchmarks;

/// <summary>Training steps of two-layer networks on fresh multitask sparse parity: the same work as <c>peers/networks_torch.py</c>.</summary>
internal static class NetworkWork
{
    private const int StepsTogether = 20, NarrowSteps = 200, Networks = 50;

    /// <summary>Seconds of one step of a network of width 1000, its fresh data included; the loss after 500 steps.</summary>
    /// <param name="threads">Threads on that one network.</param>
    /// <param name="repeats">How many times 20 steps are timed.</param>
    public static SideBySide.Outcome Steps(int threads, int repeats)
    {
        TrainingSettings settings = Settings(width: 1000, rate: 0.05, scale: 0.05);
        using TwoLayerTrainer trainer = TwoLayerTrainer.Create(settings, NetworkInitializer.Draw(settings), threads);
        double loss = WarmUp(trainer, 500);
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            trainer.TrainTo(trainer.Step + StepsTogether);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds / StepsTogether;
        }
        return new SideBySide.Outcome(seconds, loss, 0, "");
    }

    /// <summary>How many times as fast as one thread two are on a network of width 1000: the median ratio of 20 steps each, in turn.</summary>
    /// <param name="repeats">How many turns.</param>
    public static double Speedup(int repeats)
    {
        TrainingSettings settings = Settings(width: 1000, rate: 0.05, scale: 0.05);
        TwoLayerTrainer[] trainers = [.. Enumerable.Range(1, 2).Select(threads => TwoLayerTrainer.Create(settings, NetworkInitializer.Draw(settings), threads))];
        double[] ratios = new double[repeats + 1]; // the first turn warms up
        for (int i = 0; i < ratios.Length; i++)
        {
            double[] seconds = new double[2];
            foreach ((int j, TwoLayerTrainer trainer) in trainers.Index())
            {
                long start = Stopwatch.GetTimestamp();
                trainer.TrainTo(trainer.Step + StepsTogether);
                seconds[j] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            ratios[i] = seconds[0] / seconds[1];
        }
        foreach (TwoLayerTrainer trainer in trainers)
            trainer.Dispose();
        return ratios[1..].Order().ElementAt(repeats / 2);
    }

    /// <summary>Seconds of one step of one of 50 networks of width 10, trained side by side as the cmdlet trains them; the loss after 1,000 steps.</summary>
    /// <param name="repeats">How many times 200 steps of all are timed.</param>
    public static SideBySide.Outcome Narrow(int repeats)
    {
        TwoLayerTrainer[] trainers = [.. Enumerable.Range(1, Networks).Select(seed => Settings(width: 10, rate: 0.2, scale: 0.1) with { Seed = seed })
            .Select(settings => TwoLayerTrainer.Create(settings, NetworkInitializer.Draw(settings)))];
        double loss = trainers.Take(20).Average(trainer => WarmUp(trainer, 1000));
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Thread[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(worker => new Thread(() =>
            {
                for (int n = worker; n < Networks; n += Environment.ProcessorCount)
                    trainers[n].TrainTo(trainers[n].Step + NarrowSteps);
            }))];
            foreach (Thread thread in workers)
                thread.Start();
            foreach (Thread thread in workers)
                thread.Join();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds / NarrowSteps / Networks;
        }
        foreach (TwoLayerTrainer trainer in trainers)
            trainer.Dispose();
        return new SideBySide.Outcome(seconds, loss, 0, "");
    }

    private static TrainingSettings Settings(int width, double rate, double scale) => new()
    {
        Task = new SparseParityDataset(), Width = width, BatchSize = 4000, Steps = long.MaxValue, LearningRate = rate, InitialScale = scale,
    };

    // The mean loss of the last ten steps.
    private static double WarmUp(TwoLayerTrainer trainer, int steps)
    {
        double sum = 0;
        for (int last = steps - 9; last <= steps; last++)
        {
            trainer.TrainTo(last);
            sum += trainer.BatchLoss;
        }
        return sum / 10;
    }
}
