using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.RandomFeatures;

public class LazyFlowTests
{
    private static readonly PowerLawTask Task = PowerLawTask.FromCapacity(1.5, 0.5, 200);

    // Steps of η and η/2 on the same times; the error of first order in η taken out.
    [Theory]
    [InlineData(40, null)]
    [InlineData(null, 30L)]
    [InlineData(60, 40L)]
    [InlineData(20, 40L)]
    public void Frequencies_agree_with_small_steps(int? width, long? samples)
    {
        const int Ensemble = 3;
        SpectrumBins modes = SpectrumBins.Of(Task, 10);
        LazyFlow flow = new(modes, 1, width, samples, Ensemble);
        MeanFieldMoment[] coarse = March(80), fine = March(160);
        double worst = 0;
        foreach (double time in (double[])[0.5, 1, 2, 4])
        {
            (double test, double train, double norm) = flow.At(time);
            MeanFieldMoment one = coarse[(int)(time * 20)], two = fine[(int)(time * 40)];
            worst = new[] { worst, Math.Abs(test / (2 * two.TestLoss - one.TestLoss) - 1), Math.Abs(train / (2 * two.TrainLoss - one.TrainLoss) - 1), Math.Abs(norm / (2 * two.WeightNorm - one.WeightNorm) - 1) }.Max();
        }
        Assert.InRange(worst, 0, 1e-3);

        MeanFieldMoment[] March(int steps) => [.. new MeanFieldMarch(modes, new MeanFieldSetting
        {
            Steps = steps, LearningRate = 4.0 / steps, Width = width, SampleCount = samples, Ensemble = true,
        }).Moments(Ensemble)];
    }

    [Fact]
    public void The_transform_has_eight_digits()
    {
        SpectrumBins bins = SpectrumBins.Of(Task);
        LazyFlow exact = new(bins, 0.7, null, null, 1), near = new(bins, 0.7, null, 1L << 60, 1);
        foreach (double time in (double[])[0.01, 1, 100, 1e4])
        {
            Assert.Equal(1, near.At(time).Test / exact.At(time).Test, 1e-8);
            Assert.Equal(1, near.At(time).Norm / exact.At(time).Norm, 1e-8);
            double[] lambda = [1, 0.1, 1e-3];
            foreach ((double x, double y) in near.ModeErrors(time, lambda).Zip(exact.ModeErrors(time, lambda)))
                Assert.Equal(y, x, 1e-8);
        }
    }

    // N features end at κ Σ p_k/(κ + λ_k) with Σ λ_k/(κ + λ_k) = N; P samples at κ² Σ p_k/(κ + λ_k)²/(1 - A_2/P), A_2 = Σ λ_k²/(κ + λ_k)², the error of kernel regression
    // without ridge (Bordelon, Canatar and Pehlevan 2020), and fit their samples.
    [Fact]
    public void Long_training_ends_at_the_errors_of_regression()
    {
        const int Count = 30;
        double[] lambda = Task.Eigenvalues(), power = Task.TargetPowers();
        double low = 1e-12, high = 1;
        for (int i = 0; i < 200; i++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = lambda.Sum(l => l / (l + middle)) > Count ? (middle, high) : (low, middle);
        }
        double kappa = low, second = lambda.Sum(l => l * l / ((l + kappa) * (l + kappa)));
        SpectrumBins modes = SpectrumBins.Exact(Task);
        Assert.Equal(1, new LazyFlow(modes, 1, Count, null, 1).At(1e12).Test / lambda.Zip(power, (l, p) => kappa * p / (kappa + l)).Sum(), 1e-7);
        (double test, double train, _) = new LazyFlow(modes, 1, null, Count, 1).At(1e12);
        Assert.Equal(1, test / (lambda.Zip(power, (l, p) => kappa * kappa * p / ((kappa + l) * (kappa + l))).Sum() / (1 - second / Count)), 1e-7);
        Assert.Equal(0, train, 1e-9);
    }
}
