namespace ScalingTools.DeepNetworks;

/// <summary>Images and their classes, the last part of them held out.</summary>
/// <remarks>
/// Pixels are bytes, as files have them; training reads (pixel - mean)/deviation, over the first 65,536 images. Files that lie open on disk are not loaded: an image is read when it is asked for, so that data sets may be larger than memory.
/// </remarks>
public sealed class VisionDataset
{
    private const int MomentImages = 65_536;

    private readonly ImageStore[] _parts;
    private readonly float[] _values = new float[256]; // of a byte
    private readonly byte[] _labels;

    /// <summary>A data set.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="source">Where it came from: a file, or how it was generated.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Colours.</param>
    /// <param name="classes">Classes; labels are 0 … classes-1.</param>
    /// <param name="pixels">Shape (count, height, width, channels).</param>
    /// <param name="labels">Shape (count).</param>
    /// <exception cref="ScalingException">NoSamples; InconsistentInput for lengths that do not fit; ParameterOutOfRange for a label that is no class.</exception>
    public VisionDataset(string name, string source, int height, int width, int channels, int classes, byte[] pixels, byte[] labels)
        : this([InMemory(name, height, width, channels, pixels, labels)], labels, name, source, height, width, channels, classes)
    {
    }

    // Images one store after the other.
    internal VisionDataset(ImageStore[] parts, byte[] labels, string name, string source, int height, int width, int channels, int classes)
    {
        foreach ((string what, int value) in new[] { (nameof(height), height), (nameof(width), width), (nameof(channels), channels), (nameof(classes), classes) })
            Guard.Positive((long)value, what);
        if (labels.Length == 0)
            throw new ScalingException(ScalingError.NoSamples, $"The data set '{name}' has no images.", "Give some.", name);
        int wrong = Array.FindIndex(labels, label => label >= classes);
        if (wrong >= 0)
            throw Guard.OutOfRange("label", labels[wrong], $"a class from 0 to {classes - 1} (image {wrong} of '{name}')");
        (Name, Source, Count, Height, Width, Channels, Classes, _parts, _labels) = (name, source, labels.Length, height, width, channels, classes, parts, labels);
        (PixelMean, PixelDeviation) = Moments();
        for (int pixel = 0; pixel < _values.Length; pixel++)
            _values[pixel] = (float)((pixel - PixelMean) / PixelDeviation);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }
    /// <summary>Where it came from.</summary>
    public string Source { get; }
    /// <summary>Images.</summary>
    public int Count { get; }
    /// <summary>Rows of an image.</summary>
    public int Height { get; }
    /// <summary>Columns of an image.</summary>
    public int Width { get; }
    /// <summary>Colours.</summary>
    public int Channels { get; }
    /// <summary>Classes.</summary>
    public int Classes { get; }
    /// <summary>Mean of all pixels, 0 to 255.</summary>
    public double PixelMean { get; }
    /// <summary>Their standard deviation; 1 for images without any contrast.</summary>
    public double PixelDeviation { get; }

    /// <summary>Bytes of an image: height · width · channels.</summary>
    internal int ImageBytes => Height * Width * Channels;

    /// <summary>The pixels of an image, 0 to 255. Shape (height, width, channels).</summary>
    /// <param name="image">0 … <see cref="Count"/>-1.</param>
    /// <exception cref="ScalingException">FileNotReadable or FileFormat if the file behind it changed.</exception>
    public byte[] GetPixels(int image)
    {
        byte[] pixels = new byte[ImageBytes];
        ReadPixels(image, pixels);
        return pixels;
    }

    /// <summary>The same, into memory that is there; several threads may.</summary>
    /// <param name="image">0 … <see cref="Count"/>-1.</param>
    /// <param name="to">At least height · width · channels bytes.</param>
    /// <exception cref="ScalingException">FileNotReadable or FileFormat if the file behind it changed.</exception>
    public void ReadPixels(int image, Span<byte> to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(image);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(image, Count);
        int part = 0;
        for (; image >= _parts[part].Count; part++)
            image -= _parts[part].Count;
        _parts[part].Read(image, to);
    }

    /// <summary>What training reads of an image, (pixel - mean)/deviation.</summary>
    /// <param name="image">0 … <see cref="Count"/>-1.</param>
    /// <param name="bytes">Room for <see cref="ImageBytes"/>.</param>
    /// <param name="to">Takes as many numbers.</param>
    internal unsafe void ReadValues(int image, byte[] bytes, float* to)
    {
        ReadPixels(image, bytes);
        for (int i = 0; i < bytes.Length; i++)
            to[i] = _values[bytes[i]];
    }

    /// <summary>The class of an image.</summary>
    /// <param name="image">0 … <see cref="Count"/>-1.</param>
    public int GetLabel(int image) => _labels[image];

    private static ImageStore.Memory InMemory(string name, int height, int width, int channels, byte[] pixels, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        return pixels.LongLength == (long)labels.Length * height * width * channels
            ? new(pixels, 0, height * width * channels, labels.Length)
            : throw new ScalingException(ScalingError.InconsistentInput, $"{pixels.LongLength} pixels are not {labels.Length} images of {height} × {width} × {channels}.", "Images and labels must belong together.", name);
    }

    private (double, double) Moments()
    {
        // Whole numbers, so that the sums are exact.
        long sum = 0, squares = 0, pixels = (long)Math.Min(Count, MomentImages) * ImageBytes;
        byte[] image = new byte[ImageBytes];
        for (int i = 0; i < Math.Min(Count, MomentImages); i++)
        {
            ReadPixels(i, image);
            foreach (byte pixel in image)
            {
                sum += pixel;
                squares += pixel * pixel;
            }
        }
        double mean = (double)sum / pixels, variance = (double)squares / pixels - mean * mean;
        return (mean, variance > 1e-12 ? Math.Sqrt(variance) : 1);
    }
}
