using System.IO.Compression;
using System.Text;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Tests.DeepNetworks;

/// <summary>Files of images: IDX, CIFAR-10, NumPy archives; what is wrong with a file, and where.</summary>
public sealed class VisionFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vision").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

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
            using (GZipStream packed = new(File.Create(Path.Combine(_folder, name)), CompressionMode.Compress))
                packed.Write(bytes);
        VisionDataset data = VisionFiles.Read(_folder);
        Assert.Equal((2, 1, 2, 6), (data.Count, data.Height, data.Width, data.GetLabel(1)));
        Assert.Equal([3, 4], data.GetPixels(1));
        File.WriteAllText(Path.Combine(_folder, "x-images-idx3-ubyte.gz"), "no gzip");
        Assert.Equal(ScalingError.FileFormat, Assert.Throws<ScalingException>(() => VisionFiles.Read(Path.Combine(_folder, "x-images-idx3-ubyte.gz"))).Error);
        Assert.Equal(ScalingError.FileNotReadable, Assert.Throws<ScalingException>(() => VisionFiles.Read(Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName)).Error);
    }

    // 5 images of 2 × 3 × 3 in two archives, as numpy.savez writes them.
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Numpy_archives_are_read_where_they_lie_or_unpacked(CompressionLevel level)
    {
        byte[] pixels = [.. Enumerable.Range(0, 90).Select(i => (byte)(i * 7))];
        Archive("cifar5m_part0.npz", level, ("X.npy", Array("|u1", "3, 2, 3, 3", pixels[..54])), ("Y.npy", Array("<i8", "3,", Longs(4, 0, 9))));
        Archive("cifar5m_part1.npz", level, ("X.npy", Array("|u1", "2, 2, 3, 3", pixels[54..])), ("Y.npy", Array("<i8", "2,", Longs(1, 2))));
        VisionDataset data = VisionFiles.Read(_folder);
        Assert.Equal(("CIFAR-5M", 5, 2, 3, 3), (data.Name, data.Count, data.Height, data.Width, data.Channels));
        Assert.Equal([4, 0, 9, 1, 2], Enumerable.Range(0, 5).Select(data.GetLabel));
        for (int i = 0; i < 5; i++)
            Assert.Equal(pixels[(18 * i)..(18 * i + 18)], data.GetPixels(i));
        Assert.Equal(pixels.Average(p => (double)p), data.PixelMean, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.GetPixels(5));
    }

    [Fact]
    public void A_file_that_is_cut_while_it_is_in_use_is_an_error()
    {
        string path = Archive("a.npz", CompressionLevel.NoCompression, ("images.npy", Array("|u1", "2, 50, 50", new byte[5000])), ("labels.npy", Array("|u1", "2, 1", [1, 2])));
        VisionDataset data = VisionFiles.Read(path);
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(3000);
        Assert.Equal(2500, data.GetPixels(0).Length);
        Assert.Equal(ScalingError.FileFormat, Assert.Throws<ScalingException>(() => data.GetPixels(1)).Error);
    }

    [Theory]
    [InlineData("|u1", "2, 1, 1", "<i8", "2,", 10, "a label of 10")]
    [InlineData("<f4", "2, 1, 1", "<i8", "2,", 1, "type <f4")]
    [InlineData("|u1", "2,", "<i8", "2,", 1, "shape (2)")]
    [InlineData("|u1", "3, 1, 1", "<i8", "2,", 1, "2 bytes, where its header says 3")]
    [InlineData("|u1", "2, 1, 1", "<f8", "2,", 1, "type <f8")]
    [InlineData("|u1", "2, 1, 1", "<i8", "1,", 1, "1 labels for 2 images")]
    public void Archives_of_something_else_are_refused(string imageType, string imageShape, string labelType, string labelShape, long label, string said)
    {
        string path = Archive("a.npz", CompressionLevel.Optimal, ("X.npy", Array(imageType, imageShape, [1, 2])), ("Y.npy", Array(labelType, labelShape, Longs(0, label))));
        ScalingException thrown = Assert.Throws<ScalingException>(() => VisionFiles.Read(path));
        Assert.Equal(ScalingError.FileFormat, thrown.Error);
        Assert.Contains(said, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("offset", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_that_are_cut_or_none_are_refused()
    {
        string path = Archive("a.npz", CompressionLevel.Optimal, ("X.npy", Array("|u1", "2, 1, 1", [1, 2])), ("Z.npy", Array("|u1", "2,", [1, 2])));
        Assert.Contains("there are X, Z", Assert.Throws<ScalingException>(() => VisionFiles.Read(path)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);
        ScalingException thrown = Assert.Throws<ScalingException>(() => VisionFiles.Read(path));
        Assert.Equal(ScalingError.FileFormat, thrown.Error);
        Assert.Contains("offset 100", thrown.Message, StringComparison.Ordinal);
        Archive("a.npz", CompressionLevel.Optimal, ("X.npy", [1, 2, 3]), ("Y.npy", Array("|u1", "2,", [1, 2])));
        Assert.Equal(ScalingError.FileFormat, Assert.Throws<ScalingException>(() => VisionFiles.Read(path)).Error);
        Archive("a.npz", CompressionLevel.Optimal, ("X.npy", Array("|u1", "1, 1, 1", [1])), ("Y.npy", Array("|u1", "1,", [1])));
        Archive("b.npz", CompressionLevel.Optimal, ("X.npy", Array("|u1", "1, 1, 2", [1, 2])), ("Y.npy", Array("|u1", "1,", [1])));
        Assert.Contains("b.npz", Assert.Throws<ScalingException>(() => VisionFiles.Read(_folder)).Message, StringComparison.Ordinal);
    }

    private string Archive(string name, CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        string path = Path.Combine(_folder, name);
        using ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string entry, byte[] bytes) in entries)
            using (Stream stream = zip.CreateEntry(entry, level).Open())
                stream.Write(bytes);
        return path;
    }

    private static byte[] Array(string type, string shape, byte[] numbers)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. numbers];
    }

    private static byte[] Longs(params long[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
