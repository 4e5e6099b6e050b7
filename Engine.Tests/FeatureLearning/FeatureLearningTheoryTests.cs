using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public class FeatureLearningTheoryTests
{
    private static readonly FeatureLearningOptions Options = new() { Task = PowerLawTask.FromCapacity(1.5, 0.5, 200), LearningRate = 0.2, Time = 60 };

    [Fact]
    public void Explore()
    {
        System.Text.StringBuilder text = new();
        foreach ((int t, long m, int? n, long? p, int? b, double g) in ((int, long, int?, long?, int?, double)[])[(200, 1000, 100, null, 32, 0), (200, 1000, 100, null, 32, 0.5), (200, 1000, 100, 200, null, 0.5), (1000, 1_000_000, 256, null, 32, 0.5), (1000, 1_000_000, 256, 300, null, 0.5)])
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            FeatureLearningLoss last = FeatureLearningTheory.Run(Options with { Task = PowerLawTask.FromCapacity(1.5, 0.5, m), Time = t, Width = n, SampleCount = p, BatchSize = b, Richness = g }).Last();
            text.AppendLine($"T={t} M={m} N={n} P={p} B={b} γ={g}: {last.TestLoss} {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s; {Environment.WorkingSet >> 20} MiB");
        }
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        FeatureLearningLoss[] rows = [.. FeatureLearningTheory.Run(Options with { Task = PowerLawTask.FromCapacity(1.5, 0.5, 1_000_000), Time = 1e5, Richness = 0.5 })];
        text.AppendLine($"population 1e5 steps {System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds:F3} s {rows[^1].TestLoss}");
        begin = System.Diagnostics.Stopwatch.GetTimestamp();
        rows = [.. FeatureLearningTheory.Run(Options with { Task = PowerLawTask.FromCapacity(1.5, 0.5, 1_000_000), Time = 1e6, Width = 100, SampleCount = 1000, Method = FeatureMethod.GradientFlow })];
        text.AppendLine($"lazy flow 50 times {System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds:F3} s {rows[^1].TestLoss} {rows[^1].TrainLoss}");
        Assert.Fail(text.ToString());
    }
}
