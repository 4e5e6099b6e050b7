using ScalingTools.DeepNetworks;
using ScalingTools.Networks;

namespace ScalingTools.Tests.DeepNetworks;

/// <summary>Training on synthetic digits: what is learnt, lazy and linear, threads.</summary>
public class VisionTrainingTests
{
    private static readonly VisionTrainingOptions Small = new() { Dataset = SyntheticDigits.Generate(1500, 1, 12), Filters = 8, BatchSize = 16, Steps = 150, MeasureAt = [0, 50], TestCount = 200, Threads = 2 };

    [Fact]
    public void Digits_are_learnt()
    {
        VisionLoss[] rows = [.. VisionTraining.Run(Small)];
        Assert.Equal([0L, 50, 150], rows.Select(r => r.Step));
        Assert.Equal(0.9, rows[0].TestLoss!.Value, 1e-5);
        Assert.True(rows[2].Accuracy > 0.7, $"{rows[2].Accuracy}");
        Assert.True(rows[2].TestLoss < 0.7 && rows[2].TrainLoss < rows[1].TrainLoss);
        Assert.Equal(0.3 * 150, rows[2].Time, 1e-9);
    }

    [Fact]
    public void A_lazy_network_is_its_linear_approximation_and_a_rich_one_is_better()
    {
        double End(double richness, bool linear) => VisionTraining.Run(Small with { Richness = [richness], Linearized = linear, MeasureAt = [150] }).Single().TestLoss!.Value;
        double linear = End(1, true);
        Assert.Equal(linear, End(0.3, true), 1e-4); // the linear one does not know its richness
        Assert.Equal(linear, End(1e-3, false), 2e-3);
        Assert.True(End(1, false) < linear - 0.02);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        VisionTrainingOptions options = Small with { Steps = 20, MeasureAt = [] };
        Assert.Equal(VisionTraining.Run(options with { Threads = 1 }), VisionTraining.Run(options));
        Assert.NotEqual(VisionTraining.Run(options).Last().TestLoss, VisionTraining.Run(options with { Seeds = [2] }).Last().TestLoss);
    }

    [Fact]
    public void A_run_that_diverges_says_so() => Assert.Equal(NetworkOutcome.Diverged, VisionTraining.Run(Small with { LearningRate = 1e6 }).Last().Outcome);

    [Fact]
    public void Digits_have_ink_and_all_classes()
    {
        VisionDataset data = SyntheticDigits.Generate(500, 2, 20);
        Assert.Equal(10, Enumerable.Range(0, 500).Select(data.GetLabel).Distinct().Count());
        for (int i = 0; i < 500; i++)
        {
            int ink = 0;
            foreach (byte pixel in data.GetPixels(i))
                ink += pixel > 128 ? 1 : 0;
            Assert.InRange(ink, 8, 200);
        }
        // A one has less ink than an eight.
        double Ink(int digit) => Enumerable.Range(0, 500).Where(i => data.GetLabel(i) == digit).Average(i => data.GetPixels(i).Average(p => p));
        Assert.True(Ink(1) < 0.7 * Ink(8));
        // Image i does not depend on how many there are.
        Assert.Equal(data.GetPixels(7), SyntheticDigits.Generate(8, 2, 20).GetPixels(7));
        double mean = Enumerable.Range(0, 500).Average(i => data.GetPixels(i).Average(p => p));
        Assert.Equal(mean, data.PixelMean, 1e-9);
    }

    [Fact]
    public void Data_that_do_not_fit_together_are_refused()
    {
        Assert.Equal(ScalingError.NoSamples, Assert.Throws<ScalingException>(() => new VisionDataset("a", "", 2, 2, 1, 10, [], [])).Error);
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(() => new VisionDataset("a", "", 2, 2, 1, 10, new byte[3], [1])).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => new VisionDataset("a", "", 1, 1, 1, 2, [1], [2])).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => VisionTraining.Run(Small with { TestCount = 1500 })).Error);
    }
}
