using BenchmarkDotNet.Attributes;
using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Benchmarks;

/// <summary>Mean-field theory of moving features: the same work as <c>peers/feature_learning_numpy.py</c>, and larger work.</summary>
[MemoryDiagnoser]
public class FeatureLearningWork
{
    private static readonly FeatureLearningOptions Options = new()
    {
        Task = PowerLawTask.FromCapacity(1.5, 0.5, 500), Width = 100, BatchSize = 32, Richness = 0.5, LearningRate = 0.2, Time = 100,
        MeasureAt = [.. Enumerable.Range(0, 101).Select(t => (double)t)],
    };

    /// <summary>Losses at t = 0 … 100 as a user asks for them.</summary>
    [Benchmark]
    public double Steps() => FeatureLearningTheory.Run(Options).Sum(row => row.TestLoss!.Value);

    /// <summary>The same with each of the 500 modes by itself.</summary>
    [Benchmark]
    public double StepsExact() => new MeanFieldMarch(SpectrumBins.Exact(Options.Task), new MeanFieldSetting
    {
        Steps = 100, LearningRate = Options.LearningRate, Richness = Options.Richness, Width = Options.Width, BatchSize = Options.BatchSize,
    }).Moments().Sum(moment => moment.TestLoss);

    /// <summary>T = 1,000, M = 10^6.</summary>
    [Benchmark]
    public double ThousandSteps() => FeatureLearningTheory.Run(Options with { Task = PowerLawTask.FromCapacity(1.5, 0.5, 1_000_000), Time = 1000, MeasureAt = [] }).Last().TestLoss!.Value;

    /// <summary>Infinite numbers, 10^5 steps, M = 10^9.</summary>
    [Benchmark]
    public double Population() => FeatureLearningTheory.Run(Population(FeatureMethod.GradientDescent, 1e5)).Last().TestLoss!.Value;

    /// <summary>Infinite numbers, flow to t = 10^6, M = 10^9.</summary>
    [Benchmark]
    public double Flow() => FeatureLearningTheory.Run(Population(FeatureMethod.GradientFlow, 1e6)).Last().TestLoss!.Value;

    /// <summary>Random features, N = 100, P = 1,000, flow at 50 times, M = 10^9.</summary>
    [Benchmark]
    public double Lazy() => FeatureLearningTheory.Run(Population(FeatureMethod.GradientFlow, 1e6) with { Richness = 0, Width = 100, SampleCount = 1000 }).Last().TestLoss!.Value;

    private static FeatureLearningOptions Population(FeatureMethod method, double time) => Options with
    {
        Task = PowerLawTask.FromCapacity(1.5, 0.5, 1_000_000_000), Width = null, BatchSize = null, Method = method, Time = time, MeasureAt = [],
    };
}
