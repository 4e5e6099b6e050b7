using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.RandomFeatures;

public class LazyStabilityTests
{
    private static readonly SpectrumBins Modes = SpectrumBins.Exact(PowerLawTask.FromCapacity(1.5, 0.5, 100));

    [Fact]
    public void Infinite_numbers_are_limited_by_the_first_mode()
    {
        Assert.Equal(2, LazyStability.LargestLearningRate(Modes, null, null, null, 0), 1e-12);
        Assert.Equal(3.6, LazyStability.LargestLearningRate(Modes, null, null, null, 0.8), 1e-12);
        Assert.Equal(2, LazyStability.LargestLearningRate(Modes, 1e9, 1e9, null, 0), 1e-3);
        Assert.Equal(LazyStability.LargestLearningRate(Modes, null, null, 4, 0), LazyStability.LargestLearningRate(Modes, 1e7, null, 4, 0), 1e-4);
    }

    // All λ = 1, M modes: kernels of N features are Wishart matrices, whose largest eigenvalue is (1 + √(M/N))² (Marchenko and Pastur).
    [Fact]
    public void The_edge_is_that_of_Marchenko_and_Pastur()
    {
        SpectrumBins flat = SpectrumBins.Of(PowerLawTask.FromSpectrum(Enumerable.Repeat(1.0, 500), Enumerable.Repeat(1.0, 500)));
        foreach (double n in (double[])[50, 500, 2000])
        {
            double edge = Math.Pow(1 + Math.Sqrt(500 / n), 2);
            Assert.Equal(edge, new LazyResponse(flat, n, null).LargestRate(), 1e-6 * edge);
            Assert.Equal(edge, new LazyResponse(flat, null, n).LargestRate(), 1e-6 * edge);
        }
    }

    // The loss of the march dies out below the limit and grows above it.
    [Theory]
    [InlineData(30, null, 4, 0)]
    [InlineData(null, null, 4, 0)]
    [InlineData(30, null, 4, 0.6)]
    [InlineData(null, null, 2, 0.6)]
    [InlineData(30, null, null, 0)]
    [InlineData(30, 20L, null, 0)]
    [InlineData(30, 20L, null, 0.6)]
    public void The_march_is_stable_below_the_limit_alone(int? width, long? samples, int? batch, double momentum)
    {
        double limit = LazyStability.LargestLearningRate(Modes, width, samples, batch, momentum);
        Assert.True(LazyStability.IsStable(Modes, width, samples, batch, momentum, 0.9 * limit));
        Assert.False(LazyStability.IsStable(Modes, width, samples, batch, momentum, 1.1 * limit));
        Assert.InRange(Growth(0.9 * limit), 0, 1.001);
        Assert.InRange(Growth(1.1 * limit), 1.05, 1e300);

        double Growth(double rate)
        {
            MeanFieldMoment[] moments = [.. new MeanFieldMarch(SpectrumBins.Of(PowerLawTask.FromCapacity(1.5, 0.5, 100), 1), new MeanFieldSetting
            {
                Steps = 120, LearningRate = rate, Width = width, SampleCount = samples, BatchSize = batch, Momentum = momentum,
            }).Moments()];
            return moments[120].TrainLoss / moments[80].TrainLoss;
        }
    }
}
