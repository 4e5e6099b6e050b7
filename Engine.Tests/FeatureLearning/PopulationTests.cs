using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public class PopulationTests
{
    private static readonly PowerLawTask Task = PowerLawTask.FromCapacity(1.5, 0.5, 1000);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 0.8)]
    [InlineData(0.7, 0)]
    public void Steps_are_the_march_without_noise(double richness, double momentum)
    {
        SpectrumBins bins = SpectrumBins.Of(Task, 100);
        MeanFieldSetting setting = new() { Steps = 60, LearningRate = 0.3, Richness = richness, Momentum = momentum };
        PopulationSteps steps = new(bins, 0.3, new InfiniteStart(richness, 0), momentum);
        foreach (MeanFieldMoment moment in new MeanFieldMarch(bins, setting).Moments())
        {
            Assert.Equal(1, moment.TestLoss / steps.Moment().TestLoss, 1e-10);
            Assert.Equal(moment.WeightNorm, steps.Moment().WeightNorm, 1e-10);
            steps.Step();
        }
    }

    [Fact]
    public void Random_features_follow_the_closed_form_over_twelve_decades_of_rates()
    {
        SpectrumBins bins = SpectrumBins.Of(PowerLawTask.FromCapacity(1.5, 0.5, 100_000_000));
        PopulationFlow flow = new(bins, new InfiniteStart(0, 0));
        LazyFlow exact = new(bins, 1, null, null, 1);
        foreach (double time in (double[])[0.1, 1, 100, 1e4, 1e6])
        {
            flow.Advance(time);
            Assert.Equal(1, flow.Moment().TestLoss / exact.At(time).Test, 1e-6);
            Assert.Equal(1, flow.Moment().WeightNorm / exact.At(time).Norm, 1e-6);
        }
        Assert.InRange(flow.Steps, 50, 300);
    }

    // The error of steps is of first order in η: Richardson.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(5, 0)]
    [InlineData(0, 1)]
    [InlineData(0.5, 1)]
    public void Flow_is_the_limit_of_small_steps(double richness, double weightNorm)
    {
        InfiniteStart start = new(richness, weightNorm);
        SpectrumBins bins = SpectrumBins.Of(Task, 1e3);
        PopulationFlow flow = new(bins, start);
        PopulationSteps coarse = new(bins, 0.01, start), fine = new(bins, 0.005, start);
        for (int t = 1; t <= 10; t++)
        {
            flow.Advance(t);
            for (int i = 0; i < 200; i++)
                fine.Step();
            for (int i = 0; i < 100; i++)
                coarse.Step();
            Assert.Equal(1, (2 * fine.Moment().TestLoss - coarse.Moment().TestLoss) / flow.Moment().TestLoss, 1e-5);
            Assert.Equal(1, (2 * fine.Moment().WeightNorm - coarse.Moment().WeightNorm) / flow.Moment().WeightNorm, 3e-5);
        }
    }

    // χ = β max{1, 2/(1+β)} (Eq. 10) over two decades. M has to exceed t^{(2-χ)/α}, or the last mode bends the curve: 10^9 is far beyond.
    [Theory]
    [InlineData(0.4, 0.8 / 1.4)]
    [InlineData(1.2, 1.2)]
    public void Rich_students_learn_hard_tasks_faster(double source, double exponent)
    {
        PopulationFlow flow = new(SpectrumBins.Of(PowerLawTask.FromCapacity(1.5, source, 1_000_000_000), 1e5), new InfiniteStart(1, 0));
        flow.Advance(10);
        double before = flow.Moment().TestLoss;
        for (int i = 1; i <= 4; i++)
        {
            flow.Advance(10 * Math.Pow(10, i / 2.0));
            double slope = Math.Log10(before / flow.Moment().TestLoss) * 2;
            Assert.InRange(slope, 0.9 * exponent, 1.1 * exponent);
            before = flow.Moment().TestLoss;
        }
    }

    // Nodes against a matrix over all modes.
    [Theory]
    [InlineData(0, 1, FeatureMethod.GradientDescent)]
    [InlineData(0, 0.3, FeatureMethod.GradientDescent)]
    [InlineData(0.7, 1, FeatureMethod.GradientDescent)]
    [InlineData(0.7, 0.3, FeatureMethod.GradientDescent)]
    [InlineData(0.7, 0, FeatureMethod.GradientDescent)]
    [InlineData(0, 0.3, FeatureMethod.GradientFlow)]
    [InlineData(0.7, 1, FeatureMethod.GradientFlow)]
    [InlineData(0.7, 0.3, FeatureMethod.GradientFlow)]
    public void Linear_networks_of_infinite_width_are_the_simulated_ones(double richness, double variance, FeatureMethod method)
    {
        FeatureLearningOptions options = new()
        {
            Task = PowerLawTask.FromCapacity(2, 0.2, 60), Model = StudentModel.LinearNetwork, Richness = richness, FeatureVariance = variance, Method = method, LearningRate = 0.3, Time = 60,
            MeasureAt = [0, 1, 7, 60], Draws = 1,
        };
        double digits = method == FeatureMethod.GradientDescent ? 1e-9 : 1e-5;
        foreach ((FeatureLearningLoss theory, FeatureLearningLoss simulation) in FeatureLearningTheory.Run(options).Zip(FeatureLearningTraining.Run(options)))
        {
            Assert.Equal(1, theory.TestLoss!.Value / simulation.TestLoss!.Value, digits);
            Assert.Equal(1, theory.WeightNorm!.Value / simulation.WeightNorm!.Value, digits);
        }
        foreach ((ModeError theory, ModeError simulation) in FeatureLearningTheory.ModeErrors(options, [1, 20]).Zip(FeatureLearningTraining.ModeErrors(options, [1, 20])))
        {
            Assert.Equal(theory.Error, simulation.Error, digits);
            if (richness == 0)
                Assert.Equal(theory.Error, theory.LimitError, digits);
        }
    }

    // Eq. 10 and Fig. 12: L ~ t^-χ and |w|²/N ~ t^{1-χ}, until the spike has grown to 2/η. Steps are unstable there: they hold the norm, and the loss falls no faster than that of features at rest.
    [Fact]
    public void The_norm_of_a_linear_network_grows_no_further_than_two_over_the_learning_rate()
    {
        FeatureLearningOptions options = new()
        {
            Task = PowerLawTask.FromCapacity(2, 0.2, 10_000), Model = StudentModel.LinearNetwork, Richness = 1, LearningRate = 0.1, Time = 10_000, MeasureAt = [300, .. Enumerable.Range(10, 91).Select(i => 100.0 * i)],
        };
        FeatureLearningLoss[] steps = [.. FeatureLearningTheory.Run(options)], flow = [.. FeatureLearningTheory.Run(options with { Method = FeatureMethod.GradientFlow })];
        Assert.Equal(1, steps[0].WeightNorm!.Value / flow[0].WeightNorm!.Value, 0.01);
        Assert.Equal(1, steps[0].TestLoss!.Value / flow[0].TestLoss!.Value, 0.01);
        Assert.InRange(steps.Max(row => row.WeightNorm!.Value), 18, 22); // it overshoots a little
        Assert.InRange(flow[^1].WeightNorm!.Value, 60, 80);
        Assert.InRange(steps[^1].TestLoss!.Value / flow[^1].TestLoss!.Value, 1.3, 2);
    }
}
