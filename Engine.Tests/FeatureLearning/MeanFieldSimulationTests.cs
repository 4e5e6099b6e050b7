using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public class MeanFieldSimulationTests
{
    private static readonly PowerLawTask Task = PowerLawTask.FromCapacity(1.5, 0.5, 200);

    // Two students of an ensemble, draws of A and Ψ: apart by O(1/N), so that four times the numbers come four times as close.
    [Theory]
    [InlineData(false, 0.5, 0)]
    [InlineData(true, 0.5, 0)]
    [InlineData(false, 0, 0.7)]
    [InlineData(true, 0, 0)]
    public void Theory_is_the_mean_of_simulations(bool reuse, double richness, double momentum)
    {
        MeanFieldSetting setting = new()
        {
            Steps = 30, LearningRate = momentum > 0 ? 0.1 : 0.3, Momentum = momentum, Richness = richness, Ensemble = true,
            Width = 30, SampleCount = reuse ? 30 : null, BatchSize = reuse ? null : 12,
        };
        double[] near = Differences(setting, 2000), far = Differences(setting with { Width = 120, SampleCount = 4 * setting.SampleCount, BatchSize = 4 * setting.BatchSize }, 1000);
        string text = string.Join(", ", near.Concat(far).Select(d => $"{d:P2}"));
        Assert.True(near.All(d => Math.Abs(d) < 0.05), text);
        Assert.True(far.All(d => Math.Abs(d) < 0.015), text);
    }

    // Test loss, train loss, |w|²/N and H_1, relative, means over t = 4 … T.
    private static double[] Differences(MeanFieldSetting setting, int draws)
    {
        const int Students = 2;
        SpectrumBins modes = SpectrumBins.Exact(Task);
        int[] times = [.. Enumerable.Range(4, setting.Steps - 3)];
        FeatureLearningOptions options = new()
        {
            Task = Task, Width = setting.Width, SampleCount = setting.SampleCount, BatchSize = setting.BatchSize, EnsembleSize = Students, Richness = setting.Richness,
            LearningRate = setting.LearningRate, Momentum = setting.Momentum, Time = setting.Steps, MeasureAt = [.. times.Select(t => (double)t)], Draws = draws,
        };
        FeatureLearningLoss[] simulated = [.. FeatureLearningTraining.Run(options)];
        ModeError[] first = [.. FeatureLearningTraining.ModeErrors(options, [1])];
        MeanFieldMarch march = new(modes, setting);
        MeanFieldMoment[] theory = [.. march.Moments(Students)];
        double[] mode = new double[setting.Steps + 1];
        for (int t = 0; t <= setting.Steps; t++)
            mode[t] = 1 - Enumerable.Range(0, t).Sum(s => march.Kernel[t, s] * mode[s]); // λ_1 = 1
        return
        [
            times.Average(t => simulated[t - 4].TestLoss!.Value / theory[t].TestLoss - 1), times.Average(t => simulated[t - 4].TrainLoss!.Value / theory[t].TrainLoss - 1),
            times.Average(t => simulated[t - 4].WeightNorm!.Value / theory[t].WeightNorm - 1), times.Average(t => first[t - 4].Error - mode[t]),
        ];
    }
}
