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
    private const double SmallProduct = 4e6; // multiplications, about 50 µs
    private const int Depth = 256, RowBlock = 96, ColumnBlock = 1536, FewColumns = 192;

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
        int of = _byColumns ? _result.Columns : _result.Rows, unit = _byColumns ? MatrixTile.Columns : MatrixTile.Rows, tiles = (of + unit - 1) / unit;
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
        int tileRows = MatrixTile.Rows, tileColumns = MatrixTile.Columns, k = _left.Columns;
        if (k == 0 && !_add)
            for (int i = firstRow; i < lastRow; i++)
                new Span<float>(_result.At(i, firstColumn), lastColumn - firstColumn).Clear();
        // Few columns would not pay for a copy of A.
        bool packs = lastColumn - firstColumn > FewColumns;
        for (int j = firstColumn; j < lastColumn; j += ColumnBlock)
        {
            int columns = Math.Min(ColumnBlock, lastColumn - j);
            for (int p = 0; p < k; p += Depth)
            {
                int depth = Math.Min(Depth, k - p);
                bool add = _add || p > 0;
                for (int tj = 0; tj < columns; tj += tileColumns)
                    MatrixStrip.Pack(new SingleMatrix((nint)_right.At(p, j + tj), depth, Math.Min(tileColumns, columns - tj), _right.RowStep, _right.ColumnStep).Transposed,
                        Width(columns - tj), packedB + (long)tj * depth);
                for (int i = firstRow; i < lastRow; i += RowBlock)
                {
                    int rows = Math.Min(RowBlock, lastRow - i);
                    for (int ti = 0; ti < rows; ti += tileRows)
                        if (packs || rows - ti < tileRows)
                            MatrixStrip.Pack(new SingleMatrix((nint)_left.At(i + ti, p), Math.Min(tileRows, rows - ti), depth, _left.RowStep, _left.ColumnStep), tileRows, packedA + (long)ti * depth);
                    for (int tj = 0; tj < columns; tj += tileColumns)
                        for (int ti = 0; ti < rows; ti += tileRows)
                        {
                            bool packed = packs || rows - ti < tileRows;
                            Tile(packed ? packedA + (long)ti * depth : _left.At(i + ti, p), packed ? 1 : _left.RowStep, packed ? tileRows : _left.ColumnStep, packedB + (long)tj * depth, depth, Width(columns - tj),
                                _result.At(i + ti, j + tj), _result.RowStep, Math.Min(tileRows, rows - ti), Math.Min(tileColumns, columns - tj), add);
                        }
                }
            }
        }
    }

    // Columns of the tile that covers so many: whole registers.
    private static int Width(int columns) => Math.Min(MatrixTile.Columns, (columns + MatrixTile.Lanes - 1) / MatrixTile.Lanes * MatrixTile.Lanes);

    private static void Tile(float* a, long aRow, long aColumn, float* b, int depth, int width, float* c, int step, int rows, int columns, bool add)
    {
        if (rows == MatrixTile.Rows && columns == width)
        {
            MatrixTile.Multiply(a, aRow, aColumn, b, depth, width, c, step, add);
            return;
        }
        // An edge: a full tile in a corner of our own.
        float* whole = stackalloc float[8 * 48];
        for (int i = 0; add && i < rows; i++)
            new Span<float>(c + (long)i * step, columns).CopyTo(new Span<float>(whole + i * width, width));
        MatrixTile.Multiply(a, aRow, aColumn, b, depth, width, whole, width, add);
        for (int i = 0; i < rows; i++)
            new Span<float>(whole + i * width, columns).CopyTo(new Span<float>(c + (long)i * step, columns));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AlignedMemory memory in _a.Concat(_b))
            memory.Dispose();
    }
}
