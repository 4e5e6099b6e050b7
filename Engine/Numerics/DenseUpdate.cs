using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>
/// Updates of a matrix by a sum of outer products, Y += c GᵀX, and row by row, Y = a Y + b x. Each number is added up in the order of the rows of X whatever the tiles,
/// so that the bits do not depend on how rows of Y are shared out among threads.
/// </summary>
internal static unsafe class DenseUpdate
{
    private const int Lanes = DenseRows.Lanes, Tile = 4;

    /// <summary>Y_i += c Σ_b G_bi X_b for rows i = first … first+count-1 of Y. Shapes (m, n), (B, m), (B, n).</summary>
    public static void AddProduct(DenseRows g, DenseRows x, int batch, double c, DenseRows y, int first, int count)
    {
        int columns = DenseRows.Padded(x.Columns), wide = columns / (Tile * Lanes) * (Tile * Lanes);
        for (int column = 0; column < wide; column += Tile * Lanes) // columns outside: a strip of X stays in the cache while all rows of Y pass
        {
            int i = first;
            for (; i <= first + count - Tile; i += Tile)
                AddTile(g.Start + i, g.Stride, x.Start + column, x.Stride, batch, c, y.Row(i) + column, y.Stride);
            for (; i < first + count; i++)
                for (int part = column; part < column + Tile * Lanes; part += Lanes)
                    AddVector(g.Start + i, g.Stride, x.Start + part, x.Stride, batch, c, y.Row(i) + part);
        }
        for (int column = wide; column < columns; column += Lanes)
            for (int i = first; i < first + count; i++)
                AddVector(g.Start + i, g.Stride, x.Start + column, x.Stride, batch, c, y.Row(i) + column);
    }

    /// <summary>Y_i = a_i Y_i + b_i x for all rows.</summary>
    public static void ScaleAndAdd(DenseRows y, double* a, double* b, double* x)
    {
        int i = 0;
        for (; i <= y.Rows - Tile; i += Tile)
            ScaleRows(y.Row(i), y.Stride, a + i, b + i, x, y.Stride);
        for (; i < y.Rows; i++)
            DenseKernel.Combine(y.Row(i), b[i], x, a[i], y.Stride);
    }

    // Four rows of Y by four vectors.
    [MethodImpl(Kernel.Method)]
    private static void AddTile(double* g, int strideG, double* x, int strideX, int batch, double c, double* y, int strideY)
    {
        Vector512<double> c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<double> c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
        for (int b = 0; b < batch; b++, g += strideG, x += strideX)
        {
            Vector512<double> x0 = Vector512.Load(x), x1 = Vector512.Load(x + Lanes), x2 = Vector512.Load(x + 2 * Lanes), x3 = Vector512.Load(x + 3 * Lanes);
            Vector512<double> w = Vector512.Create(g[0]);
            c00 = Vector512.FusedMultiplyAdd(w, x0, c00);
            c01 = Vector512.FusedMultiplyAdd(w, x1, c01);
            c02 = Vector512.FusedMultiplyAdd(w, x2, c02);
            c03 = Vector512.FusedMultiplyAdd(w, x3, c03);
            w = Vector512.Create(g[1]);
            c10 = Vector512.FusedMultiplyAdd(w, x0, c10);
            c11 = Vector512.FusedMultiplyAdd(w, x1, c11);
            c12 = Vector512.FusedMultiplyAdd(w, x2, c12);
            c13 = Vector512.FusedMultiplyAdd(w, x3, c13);
            w = Vector512.Create(g[2]);
            c20 = Vector512.FusedMultiplyAdd(w, x0, c20);
            c21 = Vector512.FusedMultiplyAdd(w, x1, c21);
            c22 = Vector512.FusedMultiplyAdd(w, x2, c22);
            c23 = Vector512.FusedMultiplyAdd(w, x3, c23);
            w = Vector512.Create(g[3]);
            c30 = Vector512.FusedMultiplyAdd(w, x0, c30);
            c31 = Vector512.FusedMultiplyAdd(w, x1, c31);
            c32 = Vector512.FusedMultiplyAdd(w, x2, c32);
            c33 = Vector512.FusedMultiplyAdd(w, x3, c33);
        }
        AddRow(y, c, c00, c01, c02, c03);
        AddRow(y + strideY, c, c10, c11, c12, c13);
        AddRow(y + 2 * strideY, c, c20, c21, c22, c23);
        AddRow(y + 3 * strideY, c, c30, c31, c32, c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(double* y, double c, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
    {
        Vector512<double> scale = Vector512.Create(c);
        (Vector512.Load(y) + scale * s0).Store(y);
        (Vector512.Load(y + Lanes) + scale * s1).Store(y + Lanes);
        (Vector512.Load(y + 2 * Lanes) + scale * s2).Store(y + 2 * Lanes);
        (Vector512.Load(y + 3 * Lanes) + scale * s3).Store(y + 3 * Lanes);
    }

    [MethodImpl(Kernel.Method)]
    private static void AddVector(double* g, int strideG, double* x, int strideX, int batch, double c, double* y)
    {
        Vector512<double> sum = default;
        for (int b = 0; b < batch; b++, g += strideG, x += strideX)
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(*g), Vector512.Load(x), sum);
        (Vector512.Load(y) + Vector512.Create(c) * sum).Store(y);
    }

    [MethodImpl(Kernel.Method)]
    private static void ScaleRows(double* rows, int stride, double* a, double* b, double* x, int n)
    {
        double* r0 = rows, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        Vector512<double> a0 = Vector512.Create(a[0]), a1 = Vector512.Create(a[1]), a2 = Vector512.Create(a[2]), a3 = Vector512.Create(a[3]);
        Vector512<double> b0 = Vector512.Create(b[0]), b1 = Vector512.Create(b[1]), b2 = Vector512.Create(b[2]), b3 = Vector512.Create(b[3]);
        for (int i = 0; i < n; i += Lanes)
        {
            Vector512<double> z = Vector512.Load(x + i);
            (a0 * Vector512.Load(r0 + i) + b0 * z).Store(r0 + i);
            (a1 * Vector512.Load(r1 + i) + b1 * z).Store(r1 + i);
            (a2 * Vector512.Load(r2 + i) + b2 * z).Store(r2 + i);
            (a3 * Vector512.Load(r3 + i) + b3 * z).Store(r3 + i);
        }
    }
}
