using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public class MeanFieldSimulationTests
{
    [Fact]
    public void Explore()
    {
        PowerLawTask task = PowerLawTask.FromCapacity(1.5, 0.5, 200);
        System.Text.StringBuilder text = new();
        foreach (MeanFieldSetting setting in (MeanFieldSetting[])[
            MeanFieldMarchTests.Fresh, MeanFieldMarchTests.Fresh with { Richness = 0.5 }, MeanFieldMarchTests.Reused, MeanFieldMarchTests.Reused with { Richness = 0.5 },
            MeanFieldMarchTests.Fresh with { Momentum = 0.7, LearningRate = 0.1 }])
            foreach (int scale in (int[])[1, 4])
            {
                MeanFieldSetting s = setting with { Width = setting.Width * scale, SampleCount = setting.SampleCount * scale, BatchSize = setting.BatchSize * scale };
                (double[] test, double[] train, double[] norm, double[] first) = PlainSimulation.Mean(task, s, 3, 300);
                MeanFieldMoment[] theory = [.. new MeanFieldMarch(SpectrumBins.Exact(task), s).Moments(3)];
                text.AppendLine($"{s}");
                foreach (int t in (int[])[1, 3, 10, 20, 40])
                    text.AppendLine($"  t={t} test {test[t]:F5} {test[t] / theory[t].TestLoss - 1:P2} train {train[t] / theory[t].TrainLoss - 1:P2} norm {norm[t]:G4} {norm[t] / theory[t].WeightNorm - 1:P2}");
            }
        Assert.Fail(text.ToString());
    }
}
