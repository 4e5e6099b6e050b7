using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Composition;

/// <summary>
/// Products of matrices of single precision by tiles of 4 × 32. Any operand may be transposed by its strides. Products and sums are fused and in a fixed order, so that the bits are
/// the same on every machine.
/// </summary>
internal static unsafe class SingleProduct
{
    /// <summary>Columns of a tile; rows of C have room for a multiple of it.</summary>
    public const int Panel = 32;

    private const int Lanes = 16, Tile = 4;

    /// <summary>n, up to the next multiple of <see cref="Panel"/>.</summary>
    public static int Padded(int n) => (n + Panel - 1) / Panel * Panel;

    /// <summary>Numbers of scratch memory that a product over k needs.</summary>
    public static int Scratch(int k) => k * Panel;

    /// <summary>C = A B, or C += A B. Shapes (m, k), (k, n), (m, n); what is beyond column n of C, up to a multiple of 32, gets zero or what it had.</summary>
    /// <param name="a">A_{ip} at a + i·aRow + p·aColumn.</param>
    /// <param name="aRow">From row to row of A.</param>
    /// <param name="aColumn">From column to column of A.</param>
    /// <param name="b">B_{pj} at b + p·bRow + j·bColumn.</param>
    /// <param name="bRow">From row to row of B.</param>
    /// <param name="bColumn">From column to column of B.</param>
    /// <param name="c">C_{ij} at c + i·cRow + j.</param>
    /// <param name="cRow">From row to row of C.</param>
    /// <param name="m">Rows of A.</param>
    /// <param name="n">Columns of B.</param>
    /// <param name="k">Columns of A.</param>
    /// <param name="add">Whether C is added to.</param>
    /// <param name="scratch">Room for <see cref="Scratch"/> numbers, aligned.</param>
    [MethodImpl(Numerics.Kernel.Method)]
    public static void Multiply(float* a, int aRow, int aColumn, float* b, int bRow, int bColumn, float* c, int cRow, int m, int n, int k, bool add, float* scratch)
    {
        for (int j = 0; j < n; j += Panel)
        {
            Pack(b + (long)j * bColumn, bRow, bColumn, Math.Min(Panel, n - j), k, scratch);
            int i = 0;
            for (; i <= m - Tile; i += Tile)
                FourRows(a + (long)i * aRow, aRow, aColumn, scratch, c + (long)i * cRow + j, cRow, k, add);
            for (; i < m; i++)
                OneRow(a + (long)i * aRow, aColumn, scratch, c + (long)i * cRow + j, k, add);
        }
    }

    // A panel of B, row after row, with zeros where there are fewer than 32 columns.
    [MethodImpl(Numerics.Kernel.Method)]
    private static void Pack(float* b, int bRow, int bColumn, int columns, int k, float* to)
    {
        if (bColumn == 1 && columns == Panel)
            for (int p = 0; p < k; p++, b += bRow, to += Panel)
            {
                Vector512.Load(b).Store(to);
                Vector512.Load(b + Lanes).Store(to + Lanes);
            }
        else
            for (int p = 0; p < k; p++, b += bRow, to += Panel)
            {
                for (int j = 0; j < columns; j++)
                    to[j] = b[(long)j * bColumn];
                for (int j = columns; j < Panel; j++)
                    to[j] = 0;
            }
    }

    [MethodImpl(Numerics.Kernel.Method)]
    private static void FourRows(float* a, int aRow, int aColumn, float* b, float* c, int cRow, int k, bool add)
    {
        float* a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, c1 = c + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
        Vector512<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        if (add)
        {
            (s00, s01, s10, s11) = (Vector512.Load(c), Vector512.Load(c + Lanes), Vector512.Load(c1), Vector512.Load(c1 + Lanes));
            (s20, s21, s30, s31) = (Vector512.Load(c2), Vector512.Load(c2 + Lanes), Vector512.Load(c3), Vector512.Load(c3 + Lanes));
        }
        for (long p = 0, at = 0; p < k; p++, at += aColumn, b += Panel)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + Lanes);
            Vector512<float> x0 = Vector512.Create(a[at]), x1 = Vector512.Create(a1[at]), x2 = Vector512.Create(a2[at]), x3 = Vector512.Create(a3[at]);
            s00 = Vector512.FusedMultiplyAdd(x0, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x0, b1, s01);
            s10 = Vector512.FusedMultiplyAdd(x1, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x1, b1, s11);
            s20 = Vector512.FusedMultiplyAdd(x2, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x2, b1, s21);
            s30 = Vector512.FusedMultiplyAdd(x3, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x3, b1, s31);
        }
        s00.Store(c);
        s01.Store(c + Lanes);
        s10.Store(c1);
        s11.Store(c1 + Lanes);
        s20.Store(c2);
        s21.Store(c2 + Lanes);
        s30.Store(c3);
        s31.Store(c3 + Lanes);
    }

    [MethodImpl(Numerics.Kernel.Method)]
    private static void OneRow(float* a, int aColumn, float* b, float* c, int k, bool add)
    {
        Vector512<float> s0 = add ? Vector512.Load(c) : default, s1 = add ? Vector512.Load(c + Lanes) : default;
        for (long p = 0, at = 0; p < k; p++, at += aColumn, b += Panel)
        {
            Vector512<float> x = Vector512.Create(a[at]);
            s0 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b), s0);
            s1 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + Lanes), s1);
        }
        s0.Store(c);
        s1.Store(c + Lanes);
    }
}
