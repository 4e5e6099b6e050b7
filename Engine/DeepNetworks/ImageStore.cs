using Microsoft.Win32.SafeHandles;

namespace ScalingTools.DeepNetworks;

/// <summary>The pixels of some images, of which any can be read. Shape of an image: (height, width, channels).</summary>
internal abstract class ImageStore(int imageBytes, int count)
{
    /// <summary>Bytes of an image.</summary>
    public int ImageBytes { get; } = imageBytes;
    /// <summary>Images.</summary>
    public int Count { get; } = count;

    /// <summary>Reads an image; several threads may.</summary>
    public abstract void Read(int image, Span<byte> to);

    /// <summary>Images in memory.</summary>
    internal sealed class Memory(byte[] pixels, int from, int imageBytes, int count) : ImageStore(imageBytes, count)
    {
        /// <inheritdoc/>
        public override void Read(int image, Span<byte> to) => pixels.AsSpan(checked(from + image * ImageBytes), ImageBytes).CopyTo(to);
    }

    /// <summary>Images that lie one after the other in a file, which may be larger than memory; each is read when it is asked for.</summary>
    internal sealed class InFile(string path, long from, int imageBytes, int count) : ImageStore(imageBytes, count)
    {
        private readonly SafeFileHandle _file = File.OpenHandle(path, options: FileOptions.RandomAccess);

        /// <inheritdoc/>
        public override void Read(int image, Span<byte> to)
        {
            Span<byte> left = to[..ImageBytes];
            for (long at = from + (long)image * ImageBytes; left.Length > 0;)
            {
                int read;
                try
                {
                    read = RandomAccess.Read(_file, left, at);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new ScalingException(ScalingError.FileNotReadable, $"'{path}' cannot be read any more: {e.Message}", "Leave the file in place while it is in use.", path, e);
                }
                if (read == 0)
                    throw new ScalingException(ScalingError.FileFormat, $"'{path}' now ends at offset {at}, within image {image}.", "Leave the file as it is while it is in use.", path);
                left = left[read..];
                at += read;
            }
        }
    }
}
