using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>A tile of a matrix product: every sum in a register of its own while columns of A and rows of B stream by.</summary>
/// <remarks>8 rows by 3, 2 or 1 registers of 512 bits where there are such, else 4 rows by as many of 256. An element is one chain of fused multiply-adds over k, whatever the tile.</remarks>
internal static unsafe class MatrixTile
{
    /// <summary>Numbers in a register.</summary>
    public static int Lanes => Vector512.IsHardwareAccelerated ? 16 : 8;

    /// <summary>Rows of a tile.</summary>
    public static int Rows => Vector512.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Most columns of a tile.</summary>
    public static int Columns => 3 * Lanes;

    /// <summary>C = A B, or C += A B.</summary>
    /// <param name="a">Element (0, 0) of <see cref="Rows"/> rows.</param>
    /// <param name="row">From row to row of A.</param>
    /// <param name="column">From column to column of A.</param>
    /// <param name="b">(depth, width), row after row.</param>
    /// <param name="depth">k.</param>
    /// <param name="width">Columns: one, two or three times <see cref="Lanes"/>.</param>
    /// <param name="c">Element (0, 0).</param>
    /// <param name="step">From row to row of C.</param>
    /// <param name="add">Whether to add to what C has.</param>
    public static void Multiply(float* a, long row, long column, float* b, int depth, int width, float* c, int step, bool add)
    {
        switch (width)
        {
            case 48:
                Tile8x48(a, row, column, b, depth, c, step, add);
                break;
            case 32:
                Tile8x32(a, row, column, b, depth, c, step, add);
                break;
            case 16 when Lanes == 16:
                Tile8x16(a, row, column, b, depth, c, step, add);
                break;
            case 24:
                Tile4x24(a, row, column, b, depth, c, step, add);
                break;
            case 16:
                Tile4x16(a, row, column, b, depth, c, step, add);
                break;
            default:
                Tile4x8(a, row, column, b, depth, c, step, add);
                break;
        }
    }

    /// <summary>8 × 48, in registers of 512 bits.</summary>
    [MethodImpl(Kernel.Method)]
    private static void Tile8x48(float* a, long row, long column, float* b, int depth, float* c, int step, bool add)
    {
        Vector512<float> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default, s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default, s40 = default, s41 = default, s42 = default, s50 = default, s51 = default, s52 = default, s60 = default, s61 = default, s62 = default, s70 = default, s71 = default, s72 = default;
        if (add)
        {
            (s00, s01, s02) = (Vector512.Load(c + 0L * step), Vector512.Load(c + 0L * step + 16), Vector512.Load(c + 0L * step + 32));
            (s10, s11, s12) = (Vector512.Load(c + 1L * step), Vector512.Load(c + 1L * step + 16), Vector512.Load(c + 1L * step + 32));
            (s20, s21, s22) = (Vector512.Load(c + 2L * step), Vector512.Load(c + 2L * step + 16), Vector512.Load(c + 2L * step + 32));
            (s30, s31, s32) = (Vector512.Load(c + 3L * step), Vector512.Load(c + 3L * step + 16), Vector512.Load(c + 3L * step + 32));
            (s40, s41, s42) = (Vector512.Load(c + 4L * step), Vector512.Load(c + 4L * step + 16), Vector512.Load(c + 4L * step + 32));
            (s50, s51, s52) = (Vector512.Load(c + 5L * step), Vector512.Load(c + 5L * step + 16), Vector512.Load(c + 5L * step + 32));
            (s60, s61, s62) = (Vector512.Load(c + 6L * step), Vector512.Load(c + 6L * step + 16), Vector512.Load(c + 6L * step + 32));
            (s70, s71, s72) = (Vector512.Load(c + 7L * step), Vector512.Load(c + 7L * step + 16), Vector512.Load(c + 7L * step + 32));
        }
        long row2 = 2 * row, row3 = 3 * row, row4 = 4 * row, row5 = 5 * row, row6 = 6 * row, row7 = 7 * row;
        for (int p = 0; p < depth; p++, a += column, b += 48)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), b2 = Vector512.Load(b + 32), x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, b2, s02);
            x = Vector512.Create(a[row]);
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, b2, s12);
            x = Vector512.Create(a[row2]);
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, b2, s22);
            x = Vector512.Create(a[row3]);
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, b2, s32);
            x = Vector512.Create(a[row4]);
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            s42 = Vector512.FusedMultiplyAdd(x, b2, s42);
            x = Vector512.Create(a[row5]);
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            s52 = Vector512.FusedMultiplyAdd(x, b2, s52);
            x = Vector512.Create(a[row6]);
            s60 = Vector512.FusedMultiplyAdd(x, b0, s60);
            s61 = Vector512.FusedMultiplyAdd(x, b1, s61);
            s62 = Vector512.FusedMultiplyAdd(x, b2, s62);
            x = Vector512.Create(a[row7]);
            s70 = Vector512.FusedMultiplyAdd(x, b0, s70);
            s71 = Vector512.FusedMultiplyAdd(x, b1, s71);
            s72 = Vector512.FusedMultiplyAdd(x, b2, s72);
        }
        s00.Store(c + 0L * step);
        s01.Store(c + 0L * step + 16);
        s02.Store(c + 0L * step + 32);
        s10.Store(c + 1L * step);
        s11.Store(c + 1L * step + 16);
        s12.Store(c + 1L * step + 32);
        s20.Store(c + 2L * step);
        s21.Store(c + 2L * step + 16);
        s22.Store(c + 2L * step + 32);
        s30.Store(c + 3L * step);
        s31.Store(c + 3L * step + 16);
        s32.Store(c + 3L * step + 32);
        s40.Store(c + 4L * step);
        s41.Store(c + 4L * step + 16);
        s42.Store(c + 4L * step + 32);
        s50.Store(c + 5L * step);
        s51.Store(c + 5L * step + 16);
        s52.Store(c + 5L * step + 32);
        s60.Store(c + 6L * step);
        s61.Store(c + 6L * step + 16);
        s62.Store(c + 6L * step + 32);
        s70.Store(c + 7L * step);
        s71.Store(c + 7L * step + 16);
        s72.Store(c + 7L * step + 32);
    }

    /// <summary>8 × 32, in registers of 512 bits.</summary>
    [MethodImpl(Kernel.Method)]
    private static void Tile8x32(float* a, long row, long column, float* b, int depth, float* c, int step, bool add)
    {
        Vector512<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default, s60 = default, s61 = default, s70 = default, s71 = default;
        if (add)
        {
            (s00, s01) = (Vector512.Load(c + 0L * step), Vector512.Load(c + 0L * step + 16));
            (s10, s11) = (Vector512.Load(c + 1L * step), Vector512.Load(c + 1L * step + 16));
            (s20, s21) = (Vector512.Load(c + 2L * step), Vector512.Load(c + 2L * step + 16));
            (s30, s31) = (Vector512.Load(c + 3L * step), Vector512.Load(c + 3L * step + 16));
            (s40, s41) = (Vector512.Load(c + 4L * step), Vector512.Load(c + 4L * step + 16));
            (s50, s51) = (Vector512.Load(c + 5L * step), Vector512.Load(c + 5L * step + 16));
            (s60, s61) = (Vector512.Load(c + 6L * step), Vector512.Load(c + 6L * step + 16));
            (s70, s71) = (Vector512.Load(c + 7L * step), Vector512.Load(c + 7L * step + 16));
        }
        long row2 = 2 * row, row3 = 3 * row, row4 = 4 * row, row5 = 5 * row, row6 = 6 * row, row7 = 7 * row;
        for (int p = 0; p < depth; p++, a += column, b += 32)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(a[row]);
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            x = Vector512.Create(a[row2]);
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            x = Vector512.Create(a[row3]);
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            x = Vector512.Create(a[row4]);
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            x = Vector512.Create(a[row5]);
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            x = Vector512.Create(a[row6]);
            s60 = Vector512.FusedMultiplyAdd(x, b0, s60);
            s61 = Vector512.FusedMultiplyAdd(x, b1, s61);
            x = Vector512.Create(a[row7]);
            s70 = Vector512.FusedMultiplyAdd(x, b0, s70);
            s71 = Vector512.FusedMultiplyAdd(x, b1, s71);
        }
        s00.Store(c + 0L * step);
        s01.Store(c + 0L * step + 16);
        s10.Store(c + 1L * step);
        s11.Store(c + 1L * step + 16);
        s20.Store(c + 2L * step);
        s21.Store(c + 2L * step + 16);
        s30.Store(c + 3L * step);
        s31.Store(c + 3L * step + 16);
        s40.Store(c + 4L * step);
        s41.Store(c + 4L * step + 16);
        s50.Store(c + 5L * step);
        s51.Store(c + 5L * step + 16);
        s60.Store(c + 6L * step);
        s61.Store(c + 6L * step + 16);
        s70.Store(c + 7L * step);
        s71.Store(c + 7L * step + 16);
    }

    /// <summary>8 × 16, in registers of 512 bits.</summary>
    [MethodImpl(Kernel.Method)]
    private static void Tile8x16(float* a, long row, long column, float* b, int depth, float* c, int step, bool add)
    {
        Vector512<float> s00 = default, s10 = default, s20 = default, s30 = default, s40 = default, s50 = default, s60 = default, s70 = default;
        if (add)
        {
            s00 = Vector512.Load(c + 0L * step);
            s10 = Vector512.Load(c + 1L * step);
            s20 = Vector512.Load(c + 2L * step);
            s30 = Vector512.Load(c + 3L * step);
            s40 = Vector512.Load(c + 4L * step);
            s50 = Vector512.Load(c + 5L * step);
            s60 = Vector512.Load(c + 6L * step);
            s70 = Vector512.Load(c + 7L * step);
        }
        long row2 = 2 * row, row3 = 3 * row, row4 = 4 * row, row5 = 5 * row, row6 = 6 * row, row7 = 7 * row;
        for (int p = 0; p < depth; p++, a += column, b += 16)
        {
            Vector512<float> b0 = Vector512.Load(b), x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            x = Vector512.Create(a[row]);
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            x = Vector512.Create(a[row2]);
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            x = Vector512.Create(a[row3]);
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            x = Vector512.Create(a[row4]);
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            x = Vector512.Create(a[row5]);
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            x = Vector512.Create(a[row6]);
            s60 = Vector512.FusedMultiplyAdd(x, b0, s60);
            x = Vector512.Create(a[row7]);
            s70 = Vector512.FusedMultiplyAdd(x, b0, s70);
        }
        s00.Store(c + 0L * step);
        s10.Store(c + 1L * step);
        s20.Store(c + 2L * step);
        s30.Store(c + 3L * step);
        s40.Store(c + 4L * step);
        s50.Store(c + 5L * step);
        s60.Store(c + 6L * step);
        s70.Store(c + 7L * step);
    }

    /// <summary>4 × 24, in registers of 256 bits.</summary>
    [MethodImpl(Kernel.Method)]
    private static void Tile4x24(float* a, long row, long column, float* b, int depth, float* c, int step, bool add)
    {
        Vector256<float> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default, s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        if (add)
        {
            (s00, s01, s02) = (Vector256.Load(c + 0L * step), Vector256.Load(c + 0L * step + 8), Vector256.Load(c + 0L * step + 16));
            (s10, s11, s12) = (Vector256.Load(c + 1L * step), Vector256.Load(c + 1L * step + 8), Vector256.Load(c + 1L * step + 16));
            (s20, s21, s22) = (Vector256.Load(c + 2L * step), Vector256.Load(c + 2L * step + 8), Vector256.Load(c + 2L * step + 16));
            (s30, s31, s32) = (Vector256.Load(c + 3L * step), Vector256.Load(c + 3L * step + 8), Vector256.Load(c + 3L * step + 16));
        }
        long row2 = 2 * row, row3 = 3 * row;
        for (int p = 0; p < depth; p++, a += column, b += 24)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), b2 = Vector256.Load(b + 16), x = Vector256.Create(*a);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector256.FusedMultiplyAdd(x, b2, s02);
            x = Vector256.Create(a[row]);
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector256.FusedMultiplyAdd(x, b2, s12);
            x = Vector256.Create(a[row2]);
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector256.FusedMultiplyAdd(x, b2, s22);
            x = Vector256.Create(a[row3]);
            s30 = Vector256.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, b1, s31);
            s32 = Vector256.FusedMultiplyAdd(x, b2, s32);
        }
        s00.Store(c + 0L * step);
        s01.Store(c + 0L * step + 8);
        s02.Store(c + 0L * step + 16);
        s10.Store(c + 1L * step);
        s11.Store(c + 1L * step + 8);
        s12.Store(c + 1L * step + 16);
        s20.Store(c + 2L * step);
        s21.Store(c + 2L * step + 8);
        s22.Store(c + 2L * step + 16);
        s30.Store(c + 3L * step);
        s31.Store(c + 3L * step + 8);
        s32.Store(c + 3L * step + 16);
    }

    /// <summary>4 × 16, in registers of 256 bits.</summary>
    [MethodImpl(Kernel.Method)]
    private static void Tile4x16(float* a, long row, long column, float* b, int depth, float* c, int step, bool add)
    {
        Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        if (add)
        {
            (s00, s01) = (Vector256.Load(c + 0L * step), Vector256.Load(c + 0L * step + 8));
            (s10, s11) = (Vector256.Load(c + 1L * step), Vector256.Load(c + 1L * step + 8));
            (s20, s21) = (Vector256.Load(c + 2L * step), Vector256.Load(c + 2L * step + 8));
            (s30, s31) = (Vector256.Load(c + 3L * step), Vector256.Load(c + 3L * step + 8));
        }
        long row2 = 2 * row, row3 = 3 * row;
        for (int p = 0; p < depth; p++, a += column, b += 16)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), x = Vector256.Create(*a);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            x = Vector256.Create(a[row]);
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, b1, s11);
            x = Vector256.Create(a[row2]);
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, b1, s21);
            x = Vector256.Create(a[row3]);
            s30 = Vector256.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, b1, s31);
        }
        s00.Store(c + 0L * step);
        s01.Store(c + 0L * step + 8);
        s10.Store(c + 1L * step);
        s11.Store(c + 1L * step + 8);
        s20.Store(c + 2L * step);
        s21.Store(c + 2L * step + 8);
        s30.Store(c + 3L * step);
        s31.Store(c + 3L * step + 8);
    }

    /// <summary>4 × 8, in registers of 256 bits.</summary>
    [MethodImpl(Kernel.Method)]
    private static void Tile4x8(float* a, long row, long column, float* b, int depth, float* c, int step, bool add)
    {
        Vector256<float> s00 = default, s10 = default, s20 = default, s30 = default;
        if (add)
        {
            s00 = Vector256.Load(c + 0L * step);
            s10 = Vector256.Load(c + 1L * step);
            s20 = Vector256.Load(c + 2L * step);
            s30 = Vector256.Load(c + 3L * step);
        }
        long row2 = 2 * row, row3 = 3 * row;
        for (int p = 0; p < depth; p++, a += column, b += 8)
        {
            Vector256<float> b0 = Vector256.Load(b), x = Vector256.Create(*a);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            x = Vector256.Create(a[row]);
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            x = Vector256.Create(a[row2]);
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            x = Vector256.Create(a[row3]);
            s30 = Vector256.FusedMultiplyAdd(x, b0, s30);
        }
        s00.Store(c + 0L * step);
        s10.Store(c + 1L * step);
        s20.Store(c + 2L * step);
        s30.Store(c + 3L * step);
    }
}
