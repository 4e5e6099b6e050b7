using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public unsafe class LazyTrajectoryTests
{
    [Theory]
    [InlineData(null, 20)]
    [InlineData(30L, 20)]
    [InlineData(10L, 20)]
    [InlineData(null, 60)] // as many features as modes
    public void The_solution_is_the_flow_that_is_integrated(long? samples, int width)
    {
        FeatureLearningOptions options = new()
        {
            Task = PowerLawTask.FromCapacity(1.5, 0.5, 60), Width = width, SampleCount = samples, EnsembleSize = 2, Method = FeatureMethod.GradientFlow, LearningRate = 0.7,
        };
        using StudentFeatures features = StudentFeatures.Draw(options, 3, StudentFeatures.CanRotate(options));
        using StudentGradient gradient = samples is { } p ? new FixedSampleGradient(options.Seed, 3, (int)p, features.Dimension) : new PopulationGradient();
        for (int member = 0; member < 2; member++)
        {
            using SpectralTrajectory solved = new(options, features, gradient as FixedSampleGradient, member);
            using FlowTrajectory integrated = new(options, new RotatedFlow(options, features, gradient, member));
            foreach (double t in (double[])[0, 0.3, 4, 50])
            {
                solved.AdvanceTo(t, default);
                integrated.AdvanceTo(t, default);
                for (int i = 0; i < features.Dimension; i++)
                    Assert.Equal(integrated.Error[i], solved.Error[i], 1e-6);
                Assert.Equal(integrated.WeightNorm, solved.WeightNorm, 1e-6 * (1 + solved.WeightNorm));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(25L)]
    public void So_is_that_of_an_infinite_student(long? samples)
    {
        FeatureLearningOptions options = new() { Task = PowerLawTask.FromCapacity(1.5, 0.5, 40), SampleCount = samples, Method = FeatureMethod.GradientFlow, LearningRate = 0.7 };
        using StudentFeatures features = StudentFeatures.Draw(options, 3, rotate: false);
        using StudentGradient gradient = samples is { } p ? new FixedSampleGradient(options.Seed, 3, (int)p, features.Dimension) : new PopulationGradient();
        using LazyInfiniteTrajectory solved = new(options, features, gradient as FixedSampleGradient);
        using FlowTrajectory integrated = new(options, new InfiniteFlow(options, features, gradient));
        foreach (double t in (double[])[0, 0.3, 4, 50])
        {
            solved.AdvanceTo(t, default);
            integrated.AdvanceTo(t, default);
            for (int i = 0; i < features.Dimension; i++)
                Assert.Equal(integrated.Error[i], solved.Error[i], 1e-6);
            Assert.Equal(integrated.WeightNorm, solved.WeightNorm, 1e-6 * (1 + solved.WeightNorm));
        }
    }
}
