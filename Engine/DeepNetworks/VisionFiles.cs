using System.Buffers.Binary;
using System.IO.Compression;

namespace ScalingTools.DeepNetworks;

/// <summary>Reads images that the user has: IDX files of MNIST and its kin, and the binary batches of CIFAR-10.</summary>
/// <remarks>
/// IDX: two zero bytes, the type (8 for bytes), the number of dimensions, each dimension as four bytes from the highest, then the numbers; labels in a file of their own (…-labels-idx1-ubyte beside …-images-idx3-ubyte), both also
/// with .gz. CIFAR-10: for each image its class and 3 × 32 × 32 bytes, colour by colour. A file is checked as a whole: its magic number, its size, its classes.
/// Sources: Y. LeCun, C. Cortes and C. Burges, the MNIST database; A. Krizhevsky, Learning multiple layers of features from tiny images, 2009.
/// </remarks>
public static class VisionFiles
{
    private const int CifarEdge = 32, CifarRecord = 1 + 3 * CifarEdge * CifarEdge, Classes = 10;

    /// <summary>Reads a file of images, or every CIFAR-10 training batch of a folder.</summary>
    /// <param name="path">…images-idx3-ubyte[.gz] with its labels beside it; data_batch_1.bin or the like; or a folder of either.</param>
    /// <param name="labels">The file of IDX labels; null for the one beside the images.</param>
    /// <exception cref="ScalingException">FileNotReadable; FileFormat, naming file and offset.</exception>
    public static VisionDataset Read(string path, string? labels = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
            return ReadFolder(path);
        return path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) ? ReadCifar([path]) : ReadIdx(path, labels ?? LabelsOf(path));
    }

    private static VisionDataset ReadFolder(string folder)
    {
        string[] batches = [.. Directory.GetFiles(folder, "data_batch_*.bin").Order(StringComparer.Ordinal)];
        if (batches.Length > 0)
            return ReadCifar(batches);
        string? images = Directory.GetFiles(folder, "*images*idx3*").Order(StringComparer.Ordinal).FirstOrDefault(file => Path.GetFileName(file).StartsWith("train", StringComparison.OrdinalIgnoreCase))
            ?? Directory.GetFiles(folder, "*images*idx3*").Order(StringComparer.Ordinal).FirstOrDefault();
        return images is null
            ? throw new ScalingException(ScalingError.FileNotReadable, $"The folder '{folder}' has no files of images.", "It should have data_batch_1.bin … (CIFAR-10, binary version) or …-images-idx3-ubyte (MNIST).", folder)
            : ReadIdx(images, LabelsOf(images));
    }

    private static string LabelsOf(string images) =>
        Path.Combine(Path.GetDirectoryName(images) ?? "", Path.GetFileName(images).Replace("images", "labels", StringComparison.OrdinalIgnoreCase).Replace("idx3", "idx1", StringComparison.OrdinalIgnoreCase));

    private static VisionDataset ReadIdx(string images, string labels)
    {
        byte[] image = Bytes(images), label = Bytes(labels);
        int[] shape = Header(image, images, 3), count = Header(label, labels, 1);
        if (shape[0] != count[0])
            throw Wrong(labels, 4, $"{count[0]} labels for {shape[0]} images");
        byte[] classes = label[8..];
        for (int i = 0; i < classes.Length; i++)
            if (classes[i] >= Classes)
                throw Wrong(labels, 8 + i, $"a label of {classes[i]}; classes are 0 to {Classes - 1}");
        return new(Path.GetFileName(images), images, shape[1], shape[2], 1, Classes, image[16..], classes);
    }

    // Checks an IDX file of bytes and returns its dimensions.
    private static int[] Header(byte[] file, string path, int dimensions)
    {
        int header = 4 + 4 * dimensions;
        if (file.Length < header)
            throw Wrong(path, file.Length, $"the file ends within its header of {header} bytes");
        if (file[0] != 0 || file[1] != 0 || file[2] != 8 || file[3] != dimensions)
            throw Wrong(path, 0, $"the magic number 0x{BinaryPrimitives.ReadUInt32BigEndian(file):X8}, where IDX files of {(dimensions == 3 ? "images" : "labels")} have 0x{0x800 + dimensions:X8}");
        int[] shape = [.. Enumerable.Range(0, dimensions).Select(d => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(4 + 4 * d)))];
        int bad = Array.FindIndex(shape, d => d <= 0);
        if (bad >= 0)
            throw Wrong(path, 4 + 4 * bad, $"a dimension of {shape[bad]}");
        long expected = header + shape.Aggregate(1L, (a, b) => a * b);
        if (file.Length != expected)
            throw Wrong(path, Math.Min(file.Length, expected), file.Length < expected ? $"the file ends after {file.Length} of {expected} bytes" : $"{file.Length - expected} bytes more than the {expected} of its header");
        return shape;
    }

    private static VisionDataset ReadCifar(string[] paths)
    {
        List<byte[]> files = [.. paths.Select(Bytes)];
        int count = files.Sum(file => file.Length / CifarRecord), at = 0;
        byte[] pixels = new byte[checked(count * (CifarRecord - 1))], labels = new byte[count];
        foreach ((byte[] file, string path) in files.Zip(paths))
        {
            if (file.Length == 0 || file.Length % CifarRecord != 0)
                throw Wrong(path, file.Length / CifarRecord * CifarRecord, $"the file has {file.Length} bytes, which are not whole images of {CifarRecord}");
            for (int from = 0; from < file.Length; from += CifarRecord, at++)
            {
                if (file[from] >= Classes)
                    throw Wrong(path, from, $"a label of {file[from]}; classes are 0 to {Classes - 1}");
                labels[at] = file[from];
                // Colour by colour in the file, side by side here.
                for (int pixel = 0; pixel < CifarEdge * CifarEdge; pixel++)
                    for (int colour = 0; colour < 3; colour++)
                        pixels[at * (CifarRecord - 1) + pixel * 3 + colour] = file[from + 1 + colour * CifarEdge * CifarEdge + pixel];
            }
        }
        return new("CIFAR-10", paths.Length == 1 ? paths[0] : Path.GetDirectoryName(paths[0]) ?? "", CifarEdge, CifarEdge, 3, Classes, pixels, labels);
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                return File.ReadAllBytes(path);
            using GZipStream packed = new(File.OpenRead(path), CompressionMode.Decompress);
            using MemoryStream whole = new();
            packed.CopyTo(whole);
            return whole.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new ScalingException(ScalingError.FileFormat, $"'{path}' is no gzip file: {e.Message}", "Download it again, or unpack it first.", path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ScalingException(ScalingError.FileNotReadable, $"'{path}' cannot be read: {e.Message}", "Images are in …-images-idx3-ubyte with …-labels-idx1-ubyte beside it, or in data_batch_1.bin.", path, e);
        }
    }

    private static ScalingException Wrong(string path, long offset, string what) =>
        new(ScalingError.FileFormat, $"'{path}' is damaged or of another kind: at offset {offset}, {what}.", "Download it again; formats are IDX (MNIST) and the binary version of CIFAR-10.", path);
}
