using System.Buffers.Binary;
using System.IO.Compression;

namespace ScalingTools.DeepNetworks;

/// <summary>NumPy archives (.npz) of images as bytes, shape (count, height, width[, channels]), and their classes as whole numbers, shape (count) or (count, 1).</summary>
/// <remarks>
/// The arrays are called X and Y (CIFAR-5M: P. Nakkiran, B. Neyshabur and H. Sedghi, The deep bootstrap framework, 2021), x_train and y_train, or images and labels. Images of archives from numpy.savez stay in their files; those of
/// numpy.savez_compressed are unpacked into memory.
/// </remarks>
internal static class NumpyArchives
{
    private static readonly (string Images, string Labels)[] Names = [("X", "Y"), ("x_train", "y_train"), ("images", "labels"), ("x", "y")];

    /// <summary>All images of some archives, one after the other.</summary>
    public static VisionDataset Read(string[] paths)
    {
        List<ImageStore> parts = [];
        List<byte[]> labels = [];
        int[]? shape = null;
        foreach (string path in paths)
        {
            (ImageStore images, int[] imageShape, byte[] classes) = VisionFiles.Try(path, () => ReadOne(path));
            if (!(shape ??= imageShape).AsSpan().SequenceEqual(imageShape))
                throw VisionFiles.Wrong(path, 0, $"images of {string.Join(" × ", imageShape)}, where '{Path.GetFileName(paths[0])}' has {string.Join(" × ", shape)}");
            parts.Add(images);
            labels.Add(classes);
        }
        string first = Path.GetFileNameWithoutExtension(paths[0]);
        return new([.. parts], [.. labels.SelectMany(l => l)], first.StartsWith("cifar5m", StringComparison.OrdinalIgnoreCase) ? "CIFAR-5M" : first, paths.Length == 1 ? paths[0] : Path.GetDirectoryName(paths[0]) ?? "",
            shape![0], shape[1], shape.Length > 2 ? shape[2] : 1, VisionFiles.Classes);
    }

    private static (ImageStore, int[] Shape, byte[] Labels) ReadOne(string path)
    {
        using FileStream file = File.OpenRead(path);
        using ZipArchive zip = new(file, ZipArchiveMode.Read);
        foreach ((string imageName, string labelName) in Names)
            if (zip.GetEntry(imageName + ".npy") is { } images && zip.GetEntry(labelName + ".npy") is { } labels)
            {
                (ImageStore store, int[] shape) = Images(path, file, images);
                byte[] classes = Labels(path, labels);
                return classes.Length == store.Count ? (store, shape, classes) : throw Wrong(path, labelName, $"{classes.Length} labels for {store.Count} images");
            }
        throw Wrong(path, "X", $"no such array; there are {string.Join(", ", zip.Entries.Select(e => Path.GetFileNameWithoutExtension(e.Name)))}, and looked for are X and Y, x_train and y_train, images and labels");
    }

    private static (ImageStore, int[] Shape) Images(string path, FileStream file, ZipArchiveEntry entry)
    {
        string name = Path.GetFileNameWithoutExtension(entry.Name);
        using Stream stream = entry.Open();
        NumpyArray array = NumpyArray.ReadHeader(stream);
        if (array.Type != "|u1" || array.Shape.Length is not (3 or 4) || array.Shape.Any(d => d <= 0) || array.Count / array.Shape[0] > int.MaxValue / 2)
            throw Wrong(path, name, $"numbers of type {array.Type} and shape ({string.Join(", ", array.Shape)}), where images are |u1 of shape (count, height, width[, channels])");
        if (entry.Length != array.HeaderBytes + array.Count)
            throw Wrong(path, name, $"{entry.Length - array.HeaderBytes} bytes, where its header says {array.Count}");
        int count = array.Shape[0], imageBytes = (int)(array.Count / count);
        byte[] first = new byte[imageBytes];
        // Numbers that were stored as they are lie where the reader of the archive now stands.
        long at = file.Position;
        stream.ReadExactly(first);
        if (entry.CompressedLength == entry.Length && file.Position == at + imageBytes)
            return (new ImageStore.InFile(path, at, imageBytes, count), array.Shape[1..]);
        if (array.Count > Array.MaxLength)
            throw new ScalingException(ScalingError.TooLarge, $"The images of '{path}' are compressed and do not fit in memory once unpacked.", "Save them again with numpy.savez, uncompressed: they then stay on disk.", path);
        byte[] pixels = new byte[(long)array.Count];
        first.CopyTo(pixels, 0);
        stream.ReadExactly(pixels.AsSpan(imageBytes));
        return (new ImageStore.Memory(pixels, 0, imageBytes, count), array.Shape[1..]);
    }

    private static byte[] Labels(string path, ZipArchiveEntry entry)
    {
        string name = Path.GetFileNameWithoutExtension(entry.Name);
        using Stream stream = entry.Open();
        NumpyArray array = NumpyArray.ReadHeader(stream);
        int size = array.Type switch { "|u1" or "|i1" => 1, "<u2" or "<i2" => 2, "<u4" or "<i4" => 4, "<u8" or "<i8" => 8, _ => 0 };
        if (size == 0 || !(array.Shape.Length == 1 || array.Shape is [_, 1]) || array.Count > Array.MaxLength / 8)
            throw Wrong(path, name, $"numbers of type {array.Type} and shape ({string.Join(", ", array.Shape)}), where classes are whole numbers of shape (count)");
        byte[] labels = new byte[(int)array.Count], number = new byte[8];
        using BufferedStream buffered = new(stream, 1 << 16);
        for (int i = 0; i < labels.Length; i++)
        {
            buffered.ReadExactly(number, 0, size);
            ulong value = BinaryPrimitives.ReadUInt64LittleEndian(number);
            labels[i] = value < VisionFiles.Classes ? (byte)value
                : throw VisionFiles.Wrong(path, array.HeaderBytes + (long)i * size, $"counted from the beginning of the array {name}, a label of {value}; classes are 0 to {VisionFiles.Classes - 1}");
        }
        return labels;
    }

    private static ScalingException Wrong(string path, string array, string what) => VisionFiles.Wrong(path, 0, $"for the array {array}, {what}");
}
