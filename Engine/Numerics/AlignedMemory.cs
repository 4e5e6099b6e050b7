using System.Runtime.InteropServices;

namespace ScalingTools.Numerics;

/// <summary>Native memory for vector kernels: zeroed, aligned to a cache line, and freed when the owner disposes it or is collected.</summary>
internal sealed unsafe class AlignedMemory : IDisposable
{
    /// <summary>A cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    private byte* _start;

    /// <summary>So many zeros.</summary>
    /// <exception cref="ScalingException">TooLarge where there is not so much memory.</exception>
    public AlignedMemory(long bytes)
    {
        Length = Math.Max(Alignment, (bytes + Alignment - 1) / Alignment * Alignment);
        if (Length > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) // the system may promise it all the same, and end the process when it is used
            throw TooLarge(bytes);
        try
        {
            _start = (byte*)NativeMemory.AlignedAlloc((nuint)Length, Alignment);
        }
        catch (OutOfMemoryException e)
        {
            throw TooLarge(bytes, e);
        }
        Clear();
    }

    /// <summary>Bytes, a multiple of <see cref="Alignment"/>.</summary>
    public long Length { get; }

    /// <summary>The first byte.</summary>
    public byte* Start => _start;

    /// <summary>The first number.</summary>
    public float* Floats => (float*)_start;

    /// <summary>The first number, for memory of double precision.</summary>
    public double* Doubles => (double*)_start;

    /// <summary>All numbers.</summary>
    public Span<float> AsFloats() => new(_start, checked((int)(Length / sizeof(float))));

    /// <summary>Zeros again.</summary>
    public void Clear() => NativeMemory.Clear(_start, (nuint)Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what nobody disposed.</summary>
    ~AlignedMemory() => Free();

    private static ScalingException TooLarge(long bytes, Exception? inner = null) => new(ScalingError.TooLarge,
        $"{bytes} bytes do not fit in memory.", "Use a smaller network, batch or number of test samples.", bytes, inner);

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
