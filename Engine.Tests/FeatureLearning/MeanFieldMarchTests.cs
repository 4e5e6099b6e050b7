using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public class MeanFieldMarchTests
{
    private static readonly PowerLawTask Task = PowerLawTask.FromCapacity(1.5, 0.5, 200);

    internal static readonly MeanFieldSetting Fresh = new() { Steps = 30, LearningRate = 0.3, Width = 40, BatchSize = 16, Ensemble = true };
    internal static readonly MeanFieldSetting Reused = new() { Steps = 30, LearningRate = 0.3, Width = 60, SampleCount = 40, Ensemble = true };

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 0.5)]
    [InlineData(true, 0)]
    [InlineData(true, 0.5)]
    public void One_pass_is_the_fixed_point(bool reuse, double richness) => Compare(Task, (reuse ? Reused : Fresh) with { Richness = richness });

    [Fact]
    public void Momentum_and_infinite_numbers_are_the_fixed_point()
    {
        PowerLawTask small = PowerLawTask.FromCapacity(1.5, 0.5, 30);
        Compare(small, Fresh with { Steps = 15, Momentum = 0.8, LearningRate = 0.05 });
        Compare(small, Reused with { Steps = 15, Momentum = 0.8, LearningRate = 0.05 });
        foreach (double richness in (double[])[0, 0.7])
        {
            Compare(small, Fresh with { Steps = 15, Width = null, Richness = richness });
            Compare(small, Fresh with { Steps = 15, BatchSize = null, Richness = richness });
            Compare(small, Fresh with { Steps = 15, Width = null, BatchSize = null, Richness = richness });
            Compare(small, Reused with { Steps = 15, Width = null, Richness = richness });
        }
    }

    [Fact]
    public void Bins_stand_for_all_modes()
    {
        PowerLawTask task = PowerLawTask.FromCapacity(1.5, 0.5, 500);
        foreach (MeanFieldSetting setting in (MeanFieldSetting[])[Fresh with { Richness = 0.5 }, Reused with { Richness = 0.5 }])
        {
            MeanFieldMoment[] binned = [.. new MeanFieldMarch(SpectrumBins.Of(task, 100), setting).Moments(4)], exact = [.. new MeanFieldMarch(SpectrumBins.Exact(task), setting).Moments(4)];
            for (int t = 0; t < exact.Length; t++)
            {
                Assert.Equal(1, binned[t].TestLoss / exact[t].TestLoss, 1e-6);
                Assert.Equal(1, binned[t].TrainLoss / exact[t].TrainLoss, 1e-6);
                Assert.Equal(exact[t].WeightNorm, binned[t].WeightNorm, 1e-6);
            }
        }
    }

    [Fact]
    public void Bits_do_not_depend_on_threads()
    {
        MeanFieldSetting setting = Reused with { Steps = 60, Richness = 0.5 };
        Assert.Equal(new MeanFieldMarch(SpectrumBins.Of(Task), setting with { Threads = 1 }).Moments(2), new MeanFieldMarch(SpectrumBins.Of(Task), setting with { Threads = 3 }).Moments(2));
    }

    [Fact]
    public void Large_numbers_lead_to_the_limits_continuously()
    {
        double Last(MeanFieldSetting setting) => new MeanFieldMarch(SpectrumBins.Of(Task), setting with { Ensemble = false }).Moments().Last().TestLoss;
        foreach (double richness in (double[])[0, 0.5])
        {
            MeanFieldSetting population = Fresh with { Width = null, BatchSize = null, Richness = richness };
            double limit = Last(population);
            foreach (Func<int, MeanFieldSetting> near in (Func<int, MeanFieldSetting>[])[n => population with { Width = n }, n => population with { BatchSize = n }, n => population with { SampleCount = n }])
            {
                double far = Last(near(1_000_000)) - limit, further = Last(near(10_000_000)) - limit;
                Assert.InRange(Math.Abs(far), 1e-9, 1e-3 * limit);
                Assert.Equal(10, far / further, 0.1);
            }
        }
        double lazy = Last(Fresh), first = Last(Fresh with { Richness = 1e-4 }) - lazy, second = Last(Fresh with { Richness = 1e-5 }) - lazy;
        Assert.InRange(Math.Abs(second), 1e-9, 1e-5);
        Assert.Equal(10, first / second, 0.01);
    }

    private static void Compare(PowerLawTask task, MeanFieldSetting setting)
    {
        SpectrumBins modes = SpectrumBins.Of(task, 1); // the equations hold for any weights, so for these sixty as well as for two hundred modes
        MeanFieldReference reference = new(modes, setting);
        MeanFieldMarch march = new(modes, setting);
        int t = 0;
        foreach (MeanFieldMoment moment in march.Moments(1)) // E = 1: a student alone
        {
            Assert.Equal(1, moment.TestLoss / reference.TestCorrelation[t, t], 1e-10);
            Assert.Equal(1, moment.TrainLoss / reference.TrainCorrelation[t, t], 1e-10);
            Assert.Equal(reference.WeightCorrelation[t, t], moment.WeightNorm, 1e-10);
            for (int s = 0; s <= t; s++)
                Assert.Equal(reference.Kernel[t, s], march.Kernel[t, s], 1e-10);
            t++;
        }
        Assert.Equal(setting.Steps + 1, t);
        Assert.Equal(task.InitialLoss, reference.TestCorrelation[0, 0], 1e-6);
        t = 0;
        foreach (MeanFieldMoment moment in new MeanFieldMarch(modes, setting).Moments(double.PositiveInfinity)) // E → ∞: two students
            Assert.Equal(1, moment.TestLoss / reference.CrossCorrelation[t, t++], 1e-10);
    }
}
