using System.Globalization;
using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public class StudentStabilityTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public void The_condition_for_fresh_samples_is_where_second_moments_begin_to_grow(int batchSize)
    {
        double[] h = [1.3, 0.4, 0.4, 0.1, 0.05];
        double Growth(double eta)
        {
            double[] x = [1, 1, 1, 1, 1];
            double growth = 1;
            for (int step = 0; step < 20_000; step++)
            {
                double all = h.Zip(x, (a, b) => a * b).Sum();
                double[] next = [.. h.Zip(x, (a, b) => (1 - 2 * eta * a + eta * eta * a * a * (1 + 1.0 / batchSize)) * b + eta * eta / batchSize * a * all)];
                growth = next.Sum() / x.Sum();
                x = [.. next.Select(b => b / next.Sum())];
            }
            return growth;
        }
        for (double eta = 0.05; eta < 2; eta += 0.05)
            Assert.Equal(Growth(eta) < 1, StudentStability.IsStable(eta, h, batchSize));
    }

    [Theory]
    [InlineData(20, null, null, 0)]
    [InlineData(20, null, null, 0.6)]
    [InlineData(20, 10L, null, 0)]
    [InlineData(null, 10L, null, 0)]
    [InlineData(20, null, 2, 0)]
    [InlineData(null, null, 2, 0)]
    public void The_rate_that_is_named_works_and_slightly_more_does_not(int? width, long? samples, int? batchSize, double momentum)
    {
        FeatureLearningOptions options = new()
        {
            Task = PowerLawTask.FromCapacity(1.5, 0.5, 50), Width = width, SampleCount = samples, BatchSize = batchSize, Momentum = momentum, Time = 400, Draws = 1, LearningRate = 100,
        };
        ScalingException refused = Assert.Throws<ScalingException>(() => FeatureLearningTraining.Run(options).Count());
        Assert.Equal(ScalingError.UnstableLearningRate, refused.Error);
        double named = double.Parse(refused.Advice.Split(' ')[^1].TrimEnd('.'), CultureInfo.InvariantCulture);
        FeatureLearningLoss last = FeatureLearningTraining.Run(options with { LearningRate = named }).Last();
        // At the edge the error of the largest eigenvalue stays (1 + μ)/(1 - μ) times what it was.
        if (batchSize is null)
            Assert.InRange(last.TrainLoss!.Value, 0, 1.5 * Math.Pow((1 + momentum) / (1 - momentum), 2));
        Assert.Equal(ScalingError.UnstableLearningRate, Assert.Throws<ScalingException>(() => FeatureLearningTraining.Run(options with { LearningRate = named * 1.002 }).Count()).Error);
    }
}
