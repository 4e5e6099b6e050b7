using System.Runtime.InteropServices;

namespace ScalingTools.Numerics;

/// <summary>
/// A matrix in native memory for <see cref="DenseKernel"/>: each row begins on a cache line and is padded with zeros to whole vectors, so that no
/// loop over a row has a rest.
/// </summary>
internal sealed unsafe class DenseRows : IDisposable
{
    /// <summary>Numbers in a vector, and what the length of a row is a multiple of.</summary>
    public const int Lanes = 8;

    private readonly AlignedMemory? _memory;

    /// <summary>Zeros. Shape (rows, columns).</summary>
    /// <exception cref="ScalingException">TooLarge where there is not so much memory.</exception>
    public DenseRows(int rows, int columns)
    {
        (Rows, Columns, Stride) = (rows, columns, StrideOf(columns));
        _memory = new AlignedMemory(Bytes(rows, columns));
        Start = _memory.Doubles;
    }

    /// <summary>Rows that are somewhere else already and stay there.</summary>
    /// <param name="start">The first number of the first row, aligned and padded as those of an instance with memory of its own.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    public DenseRows(double* start, int rows, int columns)
    {
        (Rows, Columns, Stride) = (rows, columns, StrideOf(columns));
        Start = start;
    }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many numbers of a row mean something.</summary>
    public int Columns { get; }

    /// <summary>Numbers from one row to the next: <see cref="Columns"/>, padded.</summary>
    public int Stride { get; }

    /// <summary>Whether row i is zero beyond column i: kernels then stop there.</summary>
    public bool IsLowerTriangular { get; init; }

    /// <summary>The first number of the first row.</summary>
    public double* Start { get; }

    /// <summary>The first number of row i.</summary>
    public double* Row(int i) => Start + (long)i * Stride;

    /// <summary>How many numbers of row i have to be looked at, padded.</summary>
    public int Used(int i) => IsLowerTriangular ? Math.Min(Stride, Padded(i + 1)) : Stride;

    /// <summary>The numbers of row i, without padding.</summary>
    public Span<double> AsSpan(int i) => new(Row(i), Columns);

    /// <summary>n, up to the next multiple of <see cref="Lanes"/>.</summary>
    public static int Padded(int n) => checked((n + Lanes - 1) / Lanes * Lanes);

    // Rows a multiple of half a page apart would share few places in the fastest cache.
    private static int StrideOf(int columns) => Padded(columns) is var n && n % 256 == 0 ? checked(n + Lanes) : n;

    /// <summary>Bytes of a matrix.</summary>
    public static long Bytes(long rows, int columns) => checked(rows * StrideOf(columns) * sizeof(double));

    /// <summary>Zeros again.</summary>
    public void Clear() => NativeMemory.Clear(Start, (nuint)Bytes(Rows, Columns));

    /// <inheritdoc/>
    public void Dispose() => _memory?.Dispose();
}
