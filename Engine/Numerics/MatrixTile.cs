using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>A tile of a matrix product: every sum in a register of its own while columns of A and rows of B stream by.</summary>
internal static unsafe class MatrixTile
{
    /// <summary>8 × 48, in registers of 512 bits.</summary>
    [MethodImpl(Kernel.Method)]
    public static void Multiply512(float* a, float* b, int depth, float* c, int step, bool add)
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
        for (int p = 0; p < depth; p++, a += 8, b += 48)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), b2 = Vector512.Load(b + 32), x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, b2, s02);
            x = Vector512.Create(a[1]);
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, b2, s12);
            x = Vector512.Create(a[2]);
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, b2, s22);
            x = Vector512.Create(a[3]);
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, b2, s32);
            x = Vector512.Create(a[4]);
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            s42 = Vector512.FusedMultiplyAdd(x, b2, s42);
            x = Vector512.Create(a[5]);
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            s52 = Vector512.FusedMultiplyAdd(x, b2, s52);
            x = Vector512.Create(a[6]);
            s60 = Vector512.FusedMultiplyAdd(x, b0, s60);
            s61 = Vector512.FusedMultiplyAdd(x, b1, s61);
            s62 = Vector512.FusedMultiplyAdd(x, b2, s62);
            x = Vector512.Create(a[7]);
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

    /// <summary>4 × 24, in registers of 256 bits.</summary>
    [MethodImpl(Kernel.Method)]
    public static void Multiply256(float* a, float* b, int depth, float* c, int step, bool add)
    {
        Vector256<float> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default, s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        if (add)
        {
            (s00, s01, s02) = (Vector256.Load(c + 0L * step), Vector256.Load(c + 0L * step + 8), Vector256.Load(c + 0L * step + 16));
            (s10, s11, s12) = (Vector256.Load(c + 1L * step), Vector256.Load(c + 1L * step + 8), Vector256.Load(c + 1L * step + 16));
            (s20, s21, s22) = (Vector256.Load(c + 2L * step), Vector256.Load(c + 2L * step + 8), Vector256.Load(c + 2L * step + 16));
            (s30, s31, s32) = (Vector256.Load(c + 3L * step), Vector256.Load(c + 3L * step + 8), Vector256.Load(c + 3L * step + 16));
        }
        for (int p = 0; p < depth; p++, a += 4, b += 24)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), b2 = Vector256.Load(b + 16), x = Vector256.Create(*a);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector256.FusedMultiplyAdd(x, b2, s02);
            x = Vector256.Create(a[1]);
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector256.FusedMultiplyAdd(x, b2, s12);
            x = Vector256.Create(a[2]);
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector256.FusedMultiplyAdd(x, b2, s22);
            x = Vector256.Create(a[3]);
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
}
