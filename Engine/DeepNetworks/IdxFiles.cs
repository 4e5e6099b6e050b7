using System.Buffers.Binary;

namespace ScalingTools.DeepNetworks;

/// <summary>IDX files of bytes: two zero bytes, the type (8), the number of dimensions, each dimension as four bytes from the highest, then the numbers.</summary>
/// <remarks>Labels are in a file of their own (…-labels-idx1-ubyte beside …-images-idx3-ubyte), both also with .gz. Source: Y. LeCun, C. Cortes and C. Burges, the MNIST database.</remarks>
internal static class IdxFiles
{
    /// <summary>Images, which stay in their file if it is not packed, and their labels.</summary>
    public static VisionDataset Read(string images, string? labels)
    {
        labels ??= LabelsOf(images);
        (ImageStore store, int[] shape) = Images(images);
        byte[] label = VisionFiles.Bytes(labels);
        int[] count = Header(label, label.Length, labels, 1);
        if (shape[0] != count[0])
            throw VisionFiles.Wrong(labels, 4, $"{count[0]} labels for {shape[0]} images");
        byte[] classes = label[8..];
        int bad = Array.FindIndex(classes, c => c >= VisionFiles.Classes);
        if (bad >= 0)
            throw VisionFiles.Wrong(labels, 8 + bad, $"a label of {classes[bad]}; classes are 0 to {VisionFiles.Classes - 1}");
        return new([store], classes, Path.GetFileName(images), images, shape[1], shape[2], 1, VisionFiles.Classes);
    }

    private static string LabelsOf(string images) =>
        Path.Combine(Path.GetDirectoryName(images) ?? "", Path.GetFileName(images).Replace("images", "labels", StringComparison.OrdinalIgnoreCase).Replace("idx3", "idx1", StringComparison.OrdinalIgnoreCase));

    private static (ImageStore, int[]) Images(string path)
    {
        const int Start = 16;
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            byte[] file = VisionFiles.Bytes(path);
            int[] packed = Header(file, file.Length, path, 3);
            return (new ImageStore.Memory(file, Start, packed[1] * packed[2], packed[0]), packed);
        }
        return VisionFiles.Try(path, () =>
        {
            byte[] header = new byte[Start];
            using FileStream file = File.OpenRead(path);
            int read = file.ReadAtLeast(header, Start, throwOnEndOfStream: false);
            int[] shape = Header(header.AsSpan(0, read), file.Length, path, 3);
            return (new ImageStore.InFile(path, Start, shape[1] * shape[2], shape[0]), shape);
        });
    }

    // Checks a file and returns its dimensions.
    private static int[] Header(ReadOnlySpan<byte> file, long length, string path, int dimensions)
    {
        int header = 4 + 4 * dimensions;
        if (file.Length < header)
            throw VisionFiles.Wrong(path, file.Length, $"the file ends within its header of {header} bytes");
        if (file[0] != 0 || file[1] != 0 || file[2] != 8 || file[3] != dimensions)
            throw VisionFiles.Wrong(path, 0, $"the magic number 0x{BinaryPrimitives.ReadUInt32BigEndian(file):X8}, where IDX files of {(dimensions == 3 ? "images" : "labels")} have 0x{0x800 + dimensions:X8}");
        int[] shape = new int[dimensions];
        double expected = 1;
        for (int d = 0; d < dimensions; d++)
        {
            shape[d] = BinaryPrimitives.ReadInt32BigEndian(file[(4 + 4 * d)..]);
            if (shape[d] <= 0)
                throw VisionFiles.Wrong(path, 4 + 4 * d, $"a dimension of {shape[d]}");
            expected *= shape[d];
        }
        expected += header;
        if (length != expected)
            throw VisionFiles.Wrong(path, (long)Math.Min(length, expected), length < expected ? $"the file ends after {length} of {expected} bytes" : $"{length - expected} bytes more than the {expected} of its header");
        return shape;
    }
}
