using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScalingTools.Numerics;

/// <summary>A few rows of a matrix copied column by column, as the tiles of a product read them.</summary>
internal static unsafe class MatrixStrip
{
    /// <summary>to[p · strip + r] = of(r, p), and 0 for rows that are missing.</summary>
    /// <param name="of">At most <paramref name="strip"/> rows.</param>
    /// <param name="strip">A multiple of four.</param>
    /// <param name="to">Shape (columns, strip).</param>
    [MethodImpl(Kernel.Method)]
    public static void Pack(SingleMatrix of, int strip, float* to)
    {
        if (of.RowStep == 1 && of.Rows == strip)
        {
            for (int p = 0; p < of.Columns; p++, to += strip)
            {
                float* column = of.At(0, p);
                for (int r = 0; r < strip; r += 4)
                    Vector128.Load(column + r).Store(to + r);
            }
            return;
        }
        int whole = of.Rows / 4 * 4;
        if (of.ColumnStep == 1 && Sse.IsSupported)
            for (int r = 0; r < whole; r += 4)
                Transpose(of, r, strip, to);
        else
            whole = 0;
        for (int p = 0; p < of.Columns; p++)
        {
            float* column = of.At(0, p), row = to + (long)p * strip;
            for (int r = whole; r < of.Rows; r++)
                row[r] = column[(long)r * of.RowStep];
            for (int r = of.Rows; r < strip; r++)
                row[r] = 0;
        }
    }

    // Four rows, four columns at a time: (a b; c d) of halves turned over in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(SingleMatrix of, int r, int strip, float* to)
    {
        float* row0 = of.At(r, 0), row1 = of.At(r + 1, 0), row2 = of.At(r + 2, 0), row3 = of.At(r + 3, 0);
        to += r;
        int p = 0;
        for (; p + 4 <= of.Columns; p += 4, to += 4 * strip)
        {
            Vector128<float> x0 = Vector128.Load(row0 + p), x1 = Vector128.Load(row1 + p), x2 = Vector128.Load(row2 + p), x3 = Vector128.Load(row3 + p);
            Vector128<float> low01 = Sse.UnpackLow(x0, x1), low23 = Sse.UnpackLow(x2, x3), high01 = Sse.UnpackHigh(x0, x1), high23 = Sse.UnpackHigh(x2, x3);
            Sse.MoveLowToHigh(low01, low23).Store(to);
            Sse.MoveHighToLow(low23, low01).Store(to + strip);
            Sse.MoveLowToHigh(high01, high23).Store(to + 2 * strip);
            Sse.MoveHighToLow(high23, high01).Store(to + 3 * strip);
        }
        for (; p < of.Columns; p++, to += strip)
            (to[0], to[1], to[2], to[3]) = (row0[p], row1[p], row2[p], row3[p]);
    }
}
