namespace ScalingTools.Numerics;

/// <summary>A matrix of single precision somewhere in memory: element (i, j) is at Start + i·RowStep + j·ColumnStep.</summary>
/// <param name="Start">Element (0, 0).</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="RowStep">From row to row.</param>
/// <param name="ColumnStep">From column to column.</param>
internal readonly unsafe record struct SingleMatrix(nint Start, int Rows, int Columns, int RowStep, int ColumnStep)
{
    /// <summary>Row after row.</summary>
    public SingleMatrix(float* start, int rows, int columns) : this((nint)start, rows, columns, columns, 1) { }

    /// <summary>The same numbers, rows and columns exchanged.</summary>
    public SingleMatrix Transposed => new(Start, Columns, Rows, ColumnStep, RowStep);

    /// <summary>Where element (i, j) is.</summary>
    public float* At(int i, int j) => (float*)Start + (long)i * RowStep + (long)j * ColumnStep;
}
