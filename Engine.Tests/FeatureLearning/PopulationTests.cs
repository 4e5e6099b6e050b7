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
        PopulationSteps steps = new(bins, 0.3, richness, momentum);
        foreach (MeanFieldMoment moment in new MeanFieldMarch(bins, setting).Moments())
        {
            Assert.Equal(1, moment.TestLoss / steps.Moment().TestLoss, 1e-10);
            Assert.Equal(moment.WeightNorm, steps.Moment().WeightNorm, 1e-10);
            steps.Step();
        }
    }

    [Fact]
    public void Explore()
    {
        System.Text.StringBuilder text = new();
        foreach (double gamma in (double[])[0, 0.5, 5])
        {
            SpectrumBins bins = SpectrumBins.Of(Task, 1e4);
            PopulationFlow flow = new(bins, gamma);
            PopulationSteps a = new(bins, 0.01, gamma, 0), b = new(bins, 0.005, gamma, 0);
            for (int i = 1; i <= 20; i++)
            {
                flow.Advance(i);
                for (int j = 0; j < 100; j++) a.Step();
                for (int j = 0; j < 200; j++) b.Step();
                if (i is 1 or 5 or 20)
                    text.AppendLine($"γ={gamma} t={i} flow {flow.Moment().TestLoss:G12} {flow.Moment().WeightNorm:G12} richardson {(2 * b.Moment().TestLoss - a.Moment().TestLoss) / flow.Moment().TestLoss - 1:E2} {(2 * b.Moment().WeightNorm - a.Moment().WeightNorm) / flow.Moment().WeightNorm - 1:E2} lazy {new LazyFlow(bins, 1, null, null, 1).At(i).Test / flow.Moment().TestLoss - 1:E2} {new LazyFlow(bins, 1, null, null, 1).At(i).Norm / flow.Moment().WeightNorm - 1:E2} steps {flow.Steps}");
            }
        }
        foreach (double beta in (double[])[0.4, 1.2])
            foreach (double gamma in (double[])[0, 0.1, 1, 10])
            {
                long start = System.Diagnostics.Stopwatch.GetTimestamp();
                SpectrumBins bins = SpectrumBins.Of(PowerLawTask.FromCapacity(1.5, beta, 1_000_000_000), 1e12);
                PopulationFlow flow = new(bins, gamma);
                double before = 0;
                for (double t = 1; t <= 1.1e6; t *= 10)
                {
                    flow.Advance(t);
                    double loss = flow.Moment().TestLoss;
                    text.AppendLine($"β={beta} γ={gamma} nodes {bins.Length} t={t} L={loss:G5} slope {Math.Log10(before / loss):F3} norm {flow.Moment().WeightNorm:G4} steps {flow.Steps} {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s");
                    before = loss;
                }
            }
        Assert.Fail(text.ToString());
    }
}
