namespace ScalingTools.DeepNetworks;

/// <summary>The binary version of CIFAR-10: for each image its class and 3 × 32 × 32 bytes, colour by colour.</summary>
/// <remarks>Source: A. Krizhevsky, Learning multiple layers of features from tiny images, 2009.</remarks>
internal static class CifarFiles
{
    private const int Edge = 32, Pixels = 3 * Edge * Edge, Record = 1 + Pixels;

    /// <summary>All images of some batches.</summary>
    public static VisionDataset Read(string[] paths)
    {
        List<byte[]> files = [.. paths.Select(VisionFiles.Bytes)];
        int count = files.Sum(file => file.Length / Record), at = 0;
        byte[] pixels = new byte[checked(count * Pixels)], labels = new byte[count];
        foreach ((byte[] file, string path) in files.Zip(paths))
        {
            if (file.Length == 0 || file.Length % Record != 0)
                throw VisionFiles.Wrong(path, file.Length / Record * Record, $"the file has {file.Length} bytes, which are not whole images of {Record}");
            for (int from = 0; from < file.Length; from += Record, at++)
            {
                if (file[from] >= VisionFiles.Classes)
                    throw VisionFiles.Wrong(path, from, $"a label of {file[from]}; classes are 0 to {VisionFiles.Classes - 1}");
                labels[at] = file[from];
                // Colour by colour in the file, side by side here.
                for (int pixel = 0; pixel < Edge * Edge; pixel++)
                    for (int colour = 0; colour < 3; colour++)
                        pixels[at * Pixels + pixel * 3 + colour] = file[from + 1 + colour * Edge * Edge + pixel];
            }
        }
        return new("CIFAR-10", paths.Length == 1 ? paths[0] : Path.GetDirectoryName(paths[0]) ?? "", Edge, Edge, 3, VisionFiles.Classes, pixels, labels);
    }
}
