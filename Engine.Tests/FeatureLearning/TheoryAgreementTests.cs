using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

/// <summary>The mean-field theory beside students that are trained: the same where N, P and B are large, and off by O(1/N) where they are not.</summary>
public class TheoryAgreementTests
{
    public static TheoryData<long?, int?, double, FeatureMethod> Students => new()
    {
        { null, 256, 0, FeatureMethod.GradientDescent }, // fresh batches
        { null, 256, 0.5, FeatureMethod.GradientDescent },
        { 256, null, 0, FeatureMethod.GradientDescent }, // samples used again
        { 256, null, 0.5, FeatureMethod.GradientDescent },
        { 256, null, 0, FeatureMethod.GradientFlow },
        { null, null, 0.5, FeatureMethod.GradientDescent }, // the whole population
    };

    [Theory]
    [MemberData(nameof(Students))]
    public void Losses_are_within_two_standard_errors_of_four_hundred_simulations(long? samples, int? batch, double richness, FeatureMethod method)
    {
        FeatureLearningOptions options = new()
        {
            Task = PowerLawTask.FromCapacity(1.5, 0.5, 1000), Width = 256, SampleCount = samples, BatchSize = batch, Richness = richness, Method = method, LearningRate = 0.2, Time = 60,
            MeasureAt = [3, 20], Draws = 400,
        };
        foreach ((FeatureLearningLoss theory, FeatureLearningLoss simulation) in FeatureLearningTheory.Run(options).Zip(FeatureLearningTraining.Run(options)))
        {
            Assert.Equal(theory.Time, simulation.Time);
            Assert.InRange((simulation.TestLoss - theory.TestLoss)!.Value / simulation.TestLossError!.Value, -2, 2);
            Assert.InRange((simulation.TrainLoss - theory.TrainLoss)!.Value / (simulation.TrainLossSd!.Value / 20), -2, 2);
            Assert.InRange(simulation.TestLossError.Value / simulation.TestLoss!.Value, 0, 0.005); // so that two of them say something
        }
    }

    // N (L_simulated/L_theory - 1) is the same for N = B = 8, 16 and 32.
    [Fact]
    public void The_difference_from_the_theory_falls_as_one_over_the_width()
    {
        foreach (int n in (int[])[8, 16, 32])
        {
            FeatureLearningOptions options = new()
            {
                Task = PowerLawTask.FromCapacity(1.5, 0.5, 400), Width = n, BatchSize = n, LearningRate = 0.2, Time = 20, MeasureAt = [20], Draws = 320_000 / n,
            };
            FeatureLearningLoss theory = FeatureLearningTheory.Run(options).Single(), simulation = FeatureLearningTraining.Run(options).Single();
            double error = n * simulation.TestLossError!.Value / theory.TestLoss!.Value;
            Assert.InRange(error, 0, 0.06);
            Assert.InRange(n * (simulation.TestLoss!.Value / theory.TestLoss.Value - 1), 0.3 - 0.05 - 2 * error, 0.3 + 0.05 + 2 * error);
        }
    }
}
