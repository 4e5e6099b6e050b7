using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>Products of matrices by their rows, and the triangular root of a Gram matrix; sums in a fixed order, the same bits on every machine.</summary>
internal static unsafe class DenseProduct
{
    private const int Lanes = DenseRows.Lanes, Tile = 4;
    // Columns and rows of B at a time: half a megabyte, which stays in the second cache while all rows of A pass.
    private const int Panel = 512, Block = 128;

    /// <summary>C = A Bᵀ. Shapes (m, k), (n, k), (m, n).</summary>
    public static void MultiplyTransposed(DenseRows a, DenseRows b, DenseRows c) => Multiply(a, b, c, lower: false);

    /// <summary>The lower triangle of C = A Aᵀ; what is above it is not touched, except within blocks of four. Shapes (m, k), (m, m).</summary>
    public static void Gram(DenseRows a, DenseRows c)
    {
        Multiply(a, a, c, lower: true);
        for (int i = 0; i < c.Rows; i++)
            c.AsSpan(i)[(i + 1)..].Clear();
    }

    /// <summary>
    /// From the lower triangle of G to L with G = L Lᵀ, in place (Cholesky). Where G is singular to rounding, a pivot and its column are 0.
    /// </summary>
    public static void Root(DenseRows g)
    {
        for (int i = 0; i < g.Rows; i++)
        {
            double* row = g.Row(i);
            for (int j = 0; j < i; j++)
            {
                double* other = g.Row(j);
                row[j] = other[j] > 0 ? (row[j] - Dot(row, other, j)) / other[j] : 0;
            }
            double rest = row[i] - Dot(row, row, i);
            row[i] = rest > row[i] * i * 2.220446049250313e-16 ? Math.Sqrt(rest) : 0;
        }
    }

    // Σ over the first n numbers, n any
    private static double Dot(double* x, double* y, int n)
    {
        int whole = n / Lanes * Lanes;
        double sum = DenseKernel.Dot(x, y, whole);
        for (int i = whole; i < n; i++)
            sum += x[i] * y[i];
        return sum;
    }

    private static void Multiply(DenseRows a, DenseRows b, DenseRows c, bool lower)
    {
        c.Clear();
        double* sums = stackalloc double[Tile * Tile];
        for (int from = 0; from < a.Stride; from += Panel)
            for (int block = 0; block < b.Rows; block += Block)
                for (int i = lower ? block : 0; i < a.Rows; i += Tile)
                    AddTiles(a, b, c, i, block, Math.Min(block + Block, lower ? Math.Min(i + Tile, b.Rows) : b.Rows), from, Math.Min(Panel, a.Stride - from), sums);
    }

    // Tiles of rows i … i+3 of A with rows start … end-1 of B, over some columns.
    private static void AddTiles(DenseRows a, DenseRows b, DenseRows c, int i, int start, int end, int from, int length, double* sums)
    {
        int height = Math.Min(Tile, a.Rows - i);
        for (int j = start; j < end; j += Tile)
        {
            int width = Math.Min(Tile, b.Rows - j);
            if (height == Tile && width == Tile)
                TileSums(a.Row(i) + from, a.Stride, b.Row(j) + from, b.Stride, length, sums);
            else
                for (int p = 0; p < height; p++)
                    for (int q = 0; q < width; q++)
                        sums[Tile * p + q] = DenseKernel.Dot(a.Row(i + p) + from, b.Row(j + q) + from, length);
            for (int p = 0; p < height; p++)
                for (int q = 0; q < width; q++)
                    c.Row(i + p)[j + q] += sums[Tile * p + q];
        }
    }

    // Sixteen sums of products at once: eight loads for sixteen products.
    [MethodImpl(Kernel.Method)]
    private static void TileSums(double* a, int strideA, double* b, int strideB, int n, double* sums)
    {
        double* a1 = a + strideA, a2 = a1 + strideA, a3 = a2 + strideA, b1 = b + strideB, b2 = b1 + strideB, b3 = b2 + strideB;
        Vector512<double> c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<double> c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
        for (int i = 0; i < n; i += Lanes)
        {
            Vector512<double> y0 = Vector512.Load(b + i), y1 = Vector512.Load(b1 + i), y2 = Vector512.Load(b2 + i), y3 = Vector512.Load(b3 + i);
            Vector512<double> x = Vector512.Load(a + i);
            c00 = Vector512.FusedMultiplyAdd(x, y0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, y1, c01);
            c02 = Vector512.FusedMultiplyAdd(x, y2, c02);
            c03 = Vector512.FusedMultiplyAdd(x, y3, c03);
            x = Vector512.Load(a1 + i);
            c10 = Vector512.FusedMultiplyAdd(x, y0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, y1, c11);
            c12 = Vector512.FusedMultiplyAdd(x, y2, c12);
            c13 = Vector512.FusedMultiplyAdd(x, y3, c13);
            x = Vector512.Load(a2 + i);
            c20 = Vector512.FusedMultiplyAdd(x, y0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, y1, c21);
            c22 = Vector512.FusedMultiplyAdd(x, y2, c22);
            c23 = Vector512.FusedMultiplyAdd(x, y3, c23);
            x = Vector512.Load(a3 + i);
            c30 = Vector512.FusedMultiplyAdd(x, y0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, y1, c31);
            c32 = Vector512.FusedMultiplyAdd(x, y2, c32);
            c33 = Vector512.FusedMultiplyAdd(x, y3, c33);
        }
        (sums[0], sums[1], sums[2], sums[3]) = (DenseKernel.Sum(c00), DenseKernel.Sum(c01), DenseKernel.Sum(c02), DenseKernel.Sum(c03));
        (sums[4], sums[5], sums[6], sums[7]) = (DenseKernel.Sum(c10), DenseKernel.Sum(c11), DenseKernel.Sum(c12), DenseKernel.Sum(c13));
        (sums[8], sums[9], sums[10], sums[11]) = (DenseKernel.Sum(c20), DenseKernel.Sum(c21), DenseKernel.Sum(c22), DenseKernel.Sum(c23));
        (sums[12], sums[13], sums[14], sums[15]) = (DenseKernel.Sum(c30), DenseKernel.Sum(c31), DenseKernel.Sum(c32), DenseKernel.Sum(c33));
    }
}
