using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ScalingTools.DeepNetworks;

/// <summary>The header of an array in NumPy's .npy format: a magic string, the version, the header's length, and a dictionary with 'descr', 'fortran_order' and 'shape'.</summary>
/// <remarks>Source: NumPy, numpy.lib.format, versions 1.0 to 3.0.</remarks>
internal sealed partial record NumpyArray
{
    private const int MostHeader = 1 << 16;

    private NumpyArray(string type, int[] shape, int headerBytes) => (Type, Shape, HeaderBytes) = (type, shape, headerBytes);

    /// <summary>Byte order, kind and bytes of a number, such as |u1 and &lt;i8.</summary>
    public string Type { get; }
    /// <summary>Its dimensions; the last varies fastest.</summary>
    public int[] Shape { get; }
    /// <summary>Bytes before the numbers.</summary>
    public int HeaderBytes { get; }
    /// <summary>Numbers.</summary>
    public double Count => Shape.Aggregate(1.0, (a, b) => a * b);

    /// <summary>Reads a header and leaves the stream at the first number.</summary>
    /// <exception cref="InvalidDataException">It is no such array, or not in C order.</exception>
    public static NumpyArray ReadHeader(Stream stream)
    {
        Span<byte> start = stackalloc byte[8], size = stackalloc byte[4];
        if (stream.ReadAtLeast(start, 8, throwOnEndOfStream: false) < 8 || start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
            throw new InvalidDataException("an array has no NumPy header");
        int sizeBytes = start[6] == 1 ? 2 : 4;
        size.Clear();
        stream.ReadExactly(size[..sizeBytes]);
        uint length = BitConverter.IsLittleEndian ? BitConverter.ToUInt32(size) : throw new InvalidDataException("this processor has its high bytes first");
        if (length > MostHeader)
            throw new InvalidDataException($"an array's header of {length} bytes");
        byte[] text = new byte[length];
        stream.ReadExactly(text);
        string header = Encoding.UTF8.GetString(text);
        if (Descr().Match(header) is not { Success: true } type || ShapeOf().Match(header) is not { Success: true } shape || !header.Contains("'fortran_order': False", StringComparison.Ordinal))
            throw new InvalidDataException($"the header {header.Trim()}, which is no plain array in C order");
        int[] sizes = [.. shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => int.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture))];
        return new(type.Groups[1].Value, sizes, 8 + sizeBytes + (int)length);
    }

    [GeneratedRegex(@"'descr':\s*'([^']+)'")]
    private static partial Regex Descr();

    [GeneratedRegex(@"'shape':\s*\(([0-9, ]*)\)")]
    private static partial Regex ShapeOf();
}
