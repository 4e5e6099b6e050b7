using System.IO.Compression;

namespace ScalingTools.DeepNetworks;

/// <summary>Reads images that the user has: IDX files of MNIST and its kin, the binary batches of CIFAR-10, and NumPy archives as those of CIFAR-5M.</summary>
/// <remarks>
/// A file is checked before it is used: its magic number, its size, its classes. Images of unpacked IDX files and of archives that were not compressed stay on disk, so that files may be larger than memory.
/// Formats: <see cref="IdxFiles"/>, <see cref="CifarFiles"/>, <see cref="NumpyArchives"/>.
/// </remarks>
public static class VisionFiles
{
    /// <summary>All these data sets have ten classes.</summary>
    internal const int Classes = 10;

    /// <summary>Reads a file of images, or a folder of files that belong together.</summary>
    /// <param name="path">…images-idx3-ubyte[.gz] with its labels beside it; data_batch_1.bin or the like; an .npz archive; or a folder of either.</param>
    /// <param name="labels">The file of IDX labels; null for the one beside the images.</param>
    /// <exception cref="ScalingException">FileNotReadable; FileFormat, naming file and offset; TooLarge for packed images that do not fit in memory.</exception>
    public static VisionDataset Read(string path, string? labels = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
            return ReadFolder(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".bin" => CifarFiles.Read([path]),
            ".npz" => NumpyArchives.Read([path]),
            _ => IdxFiles.Read(path, labels),
        };
    }

    private static VisionDataset ReadFolder(string folder)
    {
        if (Files("data_batch_*.bin") is { Length: > 0 } batches)
            return CifarFiles.Read(batches);
        if (Files("*.npz") is { Length: > 0 } archives)
            return NumpyArchives.Read(archives);
        string[] images = Files("*images*idx3*");
        string? training = images.FirstOrDefault(file => Path.GetFileName(file).StartsWith("train", StringComparison.OrdinalIgnoreCase)) ?? images.FirstOrDefault();
        return training is not null
            ? IdxFiles.Read(training, null)
            : throw new ScalingException(ScalingError.FileNotReadable, $"The folder '{folder}' has no files of images.",
                "It should have data_batch_1.bin … (CIFAR-10, binary version), cifar5m_part0.npz … (CIFAR-5M) or …-images-idx3-ubyte (MNIST).", folder);

        string[] Files(string pattern) => [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)];
    }

    /// <summary>A whole file, unpacked if its name ends in .gz.</summary>
    internal static byte[] Bytes(string path) => Try(path, () =>
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return File.ReadAllBytes(path);
        using GZipStream packed = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream whole = new();
        packed.CopyTo(whole);
        return whole.ToArray();
    });

    /// <summary>Reads, with what may go wrong said.</summary>
    internal static T Try<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw Wrong(path, new FileInfo(path).Length, e.Message);
        }
        catch (EndOfStreamException)
        {
            throw Wrong(path, new FileInfo(path).Length, "it ends too early");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ScalingException(ScalingError.FileNotReadable, $"'{path}' cannot be read: {e.Message}", "Images are in …-images-idx3-ubyte with …-labels-idx1-ubyte beside it, in data_batch_1.bin, or in an .npz archive.", path, e);
        }
    }

    /// <summary>What is said of a file that is not as it should be.</summary>
    internal static ScalingException Wrong(string path, long offset, string what) =>
        new(ScalingError.FileFormat, $"'{path}' is damaged or of another kind: at offset {offset}, {what}.", "Download it again; formats are IDX (MNIST), the binary version of CIFAR-10, and NumPy archives of bytes (CIFAR-5M).", path);
}
