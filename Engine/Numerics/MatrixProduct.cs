using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>
/// C = A B and C += A B in single precision. Every element is one chain of fused multiply-adds over k in ascending order, so the bits depend neither on the tiles nor on the threads nor on the machine.
/// </summary>
/// <remarks>
/// After Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008): blocks of A and panels of B are copied side by side, so that a tile of C stays in registers while they stream by. Threads have parts of C of their
/// own. Nothing is allocated after the first product of a size.
/// </remarks>
internal sealed unsafe class MatrixProduct : IDisposable
{
    // A tile of C in registers: 8 × 48 with 32 registers of 512 bits, 4 × 24 in 16 of 256 bits.
    private const double SmallProduct = 4e6; // multiplications, about 50 µs
    private const int Depth = 256, RowBlock = 96, ColumnBlock = 1536;

    private readonly WorkCrew _crew;
    private readonly AlignedMemory[] _a, _b;
    private readonly Action<int> _part;
    private SingleMatrix _left, _right, _result;
    private bool _add, _byColumns;

    /// <summary>Products on the threads of a crew.</summary>
    public MatrixProduct(WorkCrew crew)
    {
        _crew = crew;
        _a = [.. Enumerable.Range(0, crew.Size).Select(_ => new AlignedMemory(sizeof(float) * Depth * RowBlock))];
        _b = [.. Enumerable.Range(0, crew.Size).Select(_ => new AlignedMemory(sizeof(float) * (long)Depth * ColumnBlock))];
        _part = Part;
    }

    private static bool Wide => Vector512.IsHardwareAccelerated;

    private static int TileRows => Wide ? 8 : 4;

    private static int TileColumns => Wide ? 48 : 24;

    /// <summary>C = A B, or C += A B.</summary>
    /// <param name="a">(m, k), of any steps.</param>
    /// <param name="b">(k, n), of any steps.</param>
    /// <param name="c">(m, n), its columns side by side.</param>
    /// <param name="add">Whether to add to what C has.</param>
    public void Multiply(SingleMatrix a, SingleMatrix b, SingleMatrix c, bool add = false)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns || c.ColumnStep != 1)
            throw new ArgumentException($"({a.Rows}, {a.Columns}) times ({b.Rows}, {b.Columns}) is not ({c.Rows}, {c.Columns})");
        (_left, _right, _result, _add) = (a, b, c, add);
        _byColumns = c.Columns > c.Rows;
        // A small product is over before another thread has heard of it.
        if (_crew.Size == 1 || (double)c.Rows * c.Columns * a.Columns < SmallProduct)
            Block(0, 0, c.Rows, 0, c.Columns);
        else
            _crew.Run(_part);
    }

    // The part of C of one thread: whole tiles of its rows or of its columns.
    private void Part(int thread)
    {
        int of = _byColumns ? _result.Columns : _result.Rows, unit = _byColumns ? TileColumns : TileRows, tiles = (of + unit - 1) / unit;
        int from = Math.Min(of, tiles * thread / _crew.Size * unit), to = Math.Min(of, tiles * (thread + 1) / _crew.Size * unit);
        if (from == to)
            return;
        if (_byColumns)
            Block(thread, 0, _result.Rows, from, to);
        else
            Block(thread, from, to, 0, _result.Columns);
    }

    private void Block(int thread, int firstRow, int lastRow, int firstColumn, int lastColumn)
    {
        float* packedA = _a[thread].Floats, packedB = _b[thread].Floats;
        int tileRows = TileRows, tileColumns = TileColumns, k = _left.Columns;
        if (k == 0 && !_add)
            for (int i = firstRow; i < lastRow; i++)
                new Span<float>(_result.At(i, firstColumn), lastColumn - firstColumn).Clear();
        for (int j = firstColumn; j < lastColumn; j += ColumnBlock)
        {
            int columns = Math.Min(ColumnBlock, lastColumn - j);
            for (int p = 0; p < k; p += Depth)
            {
                int depth = Math.Min(Depth, k - p);
                bool add = _add || p > 0;
                Pack(new SingleMatrix((nint)_right.At(p, j), depth, columns, _right.RowStep, _right.ColumnStep).Transposed, tileColumns, packedB);
                for (int i = firstRow; i < lastRow; i += RowBlock)
                {
                    int rows = Math.Min(RowBlock, lastRow - i);
                    Pack(new SingleMatrix((nint)_left.At(i, p), rows, depth, _left.RowStep, _left.ColumnStep), tileRows, packedA);
                    for (int tj = 0; tj < columns; tj += tileColumns)
                        for (int ti = 0; ti < rows; ti += tileRows)
                            Tile(packedA + (long)ti * depth, packedB + (long)tj * depth, depth, _result.At(i + ti, j + tj), _result.RowStep, Math.Min(tileRows, rows - ti), Math.Min(tileColumns, columns - tj), add);
                }
            }
        }
    }

    // Strips of so many rows, each column by column; zeros where rows are missing.
    [MethodImpl(Kernel.Method)]
    private static void Pack(SingleMatrix of, int strip, float* to)
    {
        for (int i = 0; i < of.Rows; i += strip)
        {
            int rows = Math.Min(strip, of.Rows - i);
            float* from = of.At(i, 0);
            if (of.RowStep == 1 && rows == strip)
                for (int p = 0; p < of.Columns; p++, to += strip)
                {
                    float* column = from + (long)p * of.ColumnStep;
                    for (int r = 0; r < strip; r += 4)
                        Vector128.Load(column + r).Store(to + r);
                }
            else
                for (int p = 0; p < of.Columns; p++, to += strip)
                {
                    float* column = from + (long)p * of.ColumnStep;
                    for (int r = 0; r < rows; r++)
                        to[r] = column[(long)r * of.RowStep];
                    for (int r = rows; r < strip; r++)
                        to[r] = 0;
                }
        }
    }

    private static void Tile(float* a, float* b, int depth, float* c, int step, int rows, int columns, bool add)
    {
        if (rows == TileRows && columns == TileColumns)
        {
            Full(a, b, depth, c, step, add);
            return;
        }
        // An edge: a full tile in a corner of our own.
        float* whole = stackalloc float[8 * 48];
        int width = TileColumns;
        for (int i = 0; add && i < rows; i++)
            new Span<float>(c + (long)i * step, columns).CopyTo(new Span<float>(whole + i * width, width));
        Full(a, b, depth, whole, width, add);
        for (int i = 0; i < rows; i++)
            new Span<float>(whole + i * width, columns).CopyTo(new Span<float>(c + (long)i * step, columns));
    }

    private static void Full(float* a, float* b, int depth, float* c, int step, bool add)
    {
        if (Wide)
            MatrixTile.Multiply512(a, b, depth, c, step, add);
        else
            MatrixTile.Multiply256(a, b, depth, c, step, add);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AlignedMemory memory in _a.Concat(_b))
            memory.Dispose();
    }
}
