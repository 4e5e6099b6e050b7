using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.RandomFeatures;

public class LazyStepsTests
{
    private static readonly SpectrumBins Modes = SpectrumBins.Of(PowerLawTask.FromCapacity(1.5, 0.5, 200), 100);

    // Times on the circle, at its end, and beyond.
    [Theory]
    [InlineData(40, null, 16, 0, 0.3)]
    [InlineData(null, null, 8, 0, 1.2)]
    [InlineData(60, 40L, null, 0, 0.3)]
    [InlineData(60, 40L, null, 0.7, 0.1)]
    [InlineData(20, 40L, null, 0, 0.9)]
    [InlineData(40, null, 16, 0.6, 0.1)]
    [InlineData(40, null, null, 0, 0.5)]
    public void Frequencies_agree_with_the_march(int? width, long? samples, int? batch, double momentum, double rate)
    {
        const int Ensemble = 3, Steps = 230;
        double[] times = [0, 1, 2, 10, 60, 127, 128, 129, 150, 200, Steps];
        MeanFieldMoment[] march = [.. new MeanFieldMarch(Modes, new MeanFieldSetting
        {
            Steps = Steps, LearningRate = rate, Momentum = momentum, Width = width, SampleCount = samples, BatchSize = batch, Ensemble = true,
        }).Moments(Ensemble)];
        LazySteps lazy = new(Modes, rate, momentum, width, samples, batch, Ensemble, Steps);
        string text = $"circle {lazy.Circle}: ";
        double worst = 0;
        foreach ((double time, (double test, double train, double norm)) in times.Zip(lazy.At(times)))
        {
            MeanFieldMoment moment = march[(int)time];
            double[] errors = [Math.Abs(test / moment.TestLoss - 1), Math.Abs(train / moment.TrainLoss - 1), Math.Abs(norm - moment.WeightNorm) / (1 + moment.WeightNorm)];
            text += $" t={time}: {errors[0]:E1} {errors[1]:E1} {errors[2]:E1};";
            worst = Math.Max(worst, errors.Max());
        }
        Assert.True(worst < 1e-6, text);
    }
}
