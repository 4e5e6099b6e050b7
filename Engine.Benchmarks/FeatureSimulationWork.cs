using System.Diagnostics;
using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Benchmarks;

/// <summary>Simulations of random features and of feature learning as a user asks for them: the same work as <c>peers/feature_learning_sim_numpy.py</c>.</summary>
internal static class FeatureSimulationWork
{
    private const int Draws = 32;

    private static readonly FeatureLearningOptions Options = new()
    {
        Task = PowerLawTask.FromCapacity(1.5, 0.5, 2048), Width = 512, BatchSize = 32, LearningRate = 0.1, Time = 1000, Draws = Draws,
    };

    /// <summary>Seconds of a draw of 1,000 steps with frozen features; the mean loss at the end in units of 10^-3.</summary>
    public static SideBySide.Outcome Sgd(int repeats) => Time(Options, repeats);

    /// <summary>The same with features that move.</summary>
    public static SideBySide.Outcome Rich(int repeats) => Time(Options with { Richness = 0.1 }, repeats);

    /// <summary>Frozen features on 256 samples that are used again.</summary>
    public static SideBySide.Outcome Samples(int repeats) => Time(Options with { BatchSize = null, SampleCount = 256 }, repeats);

    /// <summary>The linear network of the paper's App. G.</summary>
    public static SideBySide.Outcome Network(int repeats) => Time(Options with
    {
        Task = PowerLawTask.FromCapacity(2, 1.2, 1000), Model = StudentModel.LinearNetwork, Width = 100, BatchSize = 128, Richness = 0.1, Time = 200,
    }, repeats);

    private static SideBySide.Outcome Time(FeatureLearningOptions options, int repeats)
    {
        double loss = 1e3 * FeatureLearningTraining.Run(options).Last().TestLoss!.Value; // warms up, too
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = FeatureLearningTraining.Run(options).Last();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds / Draws;
        }
        return new SideBySide.Outcome(seconds, loss, 0, "");
    }
}
