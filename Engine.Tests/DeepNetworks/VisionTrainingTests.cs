using ScalingTools.DeepNetworks;
using ScalingTools.Networks;

namespace ScalingTools.Tests.DeepNetworks;

/// <summary>Training on synthetic digits: what is learnt, lazy and linear, threads, files.</summary>
public sealed class VisionTrainingTests : IDisposable
{
    private static readonly VisionTrainingOptions Small = new() { Dataset = SyntheticDigits.Generate(1500, 1, 12), Filters = 8, BatchSize = 16, Steps = 150, MeasureAt = [0, 50], TestCount = 200, Threads = 2 };

    private readonly string _folder = Directory.CreateTempSubdirectory("vision").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

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
        double Ink(int digit) => Enumerable.Range(0, 500).Where(i => data.GetLabel(i) == digit).Average(i => data.GetPixels(i).ToArray().Average(p => p));
        Assert.True(Ink(1) < 0.7 * Ink(8));
        // Image i does not depend on how many there are.
        Assert.Equal(data.GetPixels(7).ToArray(), SyntheticDigits.Generate(8, 2, 20).GetPixels(7).ToArray());
        double mean = Enumerable.Range(0, 500).Average(i => data.GetPixels(i).ToArray().Average(p => p));
        Assert.Equal(mean, data.PixelMean, 1e-9);
    }

    [Fact]
    public void Cifar_batches_are_read_colour_by_colour()
    {
        byte[] record = new byte[3073], second = new byte[3073];
        (record[0], second[0]) = (3, 9);
        for (int i = 0; i < 3072; i++)
            record[1 + i] = (byte)(i % 251);
        File.WriteAllBytes(Path.Combine(_folder, "data_batch_1.bin"), record);
        File.WriteAllBytes(Path.Combine(_folder, "data_batch_2.bin"), second);
        VisionDataset data = VisionFiles.Read(_folder);
        Assert.Equal((2, 32, 32, 3), (data.Count, data.Height, data.Width, data.Channels));
        Assert.Equal((3, 9), (data.GetLabel(0), data.GetLabel(1)));
        // Row 2, column 5, green.
        Assert.Equal((byte)((1024 + 2 * 32 + 5) % 251), data.GetPixels(0)[(2 * 32 + 5) * 3 + 1]);
        record[0] = 10;
        File.WriteAllBytes(Path.Combine(_folder, "data_batch_2.bin"), [.. second, .. record]);
        ScalingException thrown = Assert.Throws<ScalingException>(() => VisionFiles.Read(_folder));
        Assert.Equal(ScalingError.FileFormat, thrown.Error);
        Assert.Contains("offset 3073, a label of 10", thrown.Message, StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(_folder, "data_batch_2.bin"), [.. second, 1, 2]);
        Assert.Contains("offset 3073", Assert.Throws<ScalingException>(() => VisionFiles.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Idx_files_may_be_packed_and_folders_have_their_training_set()
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4], labels = [0, 0, 8, 1, 0, 0, 0, 2, 5, 6];
        foreach ((string name, byte[] bytes) in new[] { ("train-images-idx3-ubyte.gz", images), ("train-labels-idx1-ubyte.gz", labels) })
            using (System.IO.Compression.GZipStream packed = new(File.Create(Path.Combine(_folder, name)), System.IO.Compression.CompressionMode.Compress))
                packed.Write(bytes);
        VisionDataset data = VisionFiles.Read(_folder);
        Assert.Equal((2, 1, 2, 6), (data.Count, data.Height, data.Width, data.GetLabel(1)));
        Assert.Equal([3, 4], data.GetPixels(1).ToArray());
        File.WriteAllText(Path.Combine(_folder, "x-images-idx3-ubyte.gz"), "no gzip");
        Assert.Equal(ScalingError.FileFormat, Assert.Throws<ScalingException>(() => VisionFiles.Read(Path.Combine(_folder, "x-images-idx3-ubyte.gz"))).Error);
        Assert.Equal(ScalingError.FileNotReadable, Assert.Throws<ScalingException>(() => VisionFiles.Read(Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName)).Error);
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
