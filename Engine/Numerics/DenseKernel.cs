using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>
/// Matrix times vector in double precision by vectors of eight. Products are rounded before they are added and sums have a fixed order, so that the
/// bits are the same on every machine. Lengths of rows are multiples of eight (<see cref="DenseRows"/>).
/// </summary>
internal static unsafe class DenseKernel
{
    private const int Lanes = DenseRows.Lanes, Together = 4; // rows that share the loads of a vector

    /// <summary>Σ_i x_i y_i.</summary>
    [MethodImpl(Kernel.Method)]
    public static double Dot(double* x, double* y, int n)
    {
        Vector512<double> a = default, b = default;
        int i = 0;
        for (; i <= n - 2 * Lanes; i += 2 * Lanes)
        {
            a += Vector512.Load(x + i) * Vector512.Load(y + i);
            b += Vector512.Load(x + i + Lanes) * Vector512.Load(y + i + Lanes);
        }
        if (i < n)
            a += Vector512.Load(x + i) * Vector512.Load(y + i);
        return Sum(a + b);
    }

    /// <summary>y += a x.</summary>
    [MethodImpl(Kernel.Method)]
    public static void Add(double* y, double a, double* x, int n)
    {
        for (int i = 0; i < n; i += Lanes)
            (Vector512.Load(y + i) + Vector512.Create(a) * Vector512.Load(x + i)).Store(y + i);
    }

    /// <summary>y = a x + b y.</summary>
    [MethodImpl(Kernel.Method)]
    public static void Combine(double* y, double a, double* x, double b, int n)
    {
        for (int i = 0; i < n; i += Lanes)
            (Vector512.Create(a) * Vector512.Load(x + i) + Vector512.Create(b) * Vector512.Load(y + i)).Store(y + i);
    }

    /// <summary>y_i = c x_i z_i.</summary>
    [MethodImpl(Kernel.Method)]
    public static void Scale(double* y, double c, double* x, double* z, int n)
    {
        for (int i = 0; i < n; i += Lanes)
            (Vector512.Create(c) * Vector512.Load(x + i) * Vector512.Load(z + i)).Store(y + i);
    }

    /// <summary>h = A x for rows first … first+count-1 of A. Shapes (rows, n), (n), (count).</summary>
    public static void Multiply(DenseRows a, int first, int count, double* x, double* h)
    {
        int i = 0;
        for (; i <= count - Together; i += Together)
            Dots(a.Row(first + i), a.Stride, x, a.Used(first + i + Together - 1), h + i);
        for (; i < count; i++)
            h[i] = Dot(a.Row(first + i), x, a.Used(first + i));
    }

    /// <summary>y += c Aᵀh for rows first … first+count-1 of A. Shapes (n), (rows, n), (count).</summary>
    public static void AddTransposed(DenseRows a, int first, int count, double c, double* h, double* y)
    {
        int i = 0;
        for (; i <= count - Together; i += Together)
            AddRows(y, a.Row(first + i), a.Stride, c, h + i, a.Used(first + i + Together - 1));
        for (; i < count; i++)
            Add(y, c * h[i], a.Row(first + i), a.Used(first + i));
    }

    /// <summary>h = A x and y += c Aᵀh in one pass through A: a row is used again while it is in the fastest cache. x and y must not be the same.</summary>
    public static void MultiplyBoth(DenseRows a, int first, int count, double* x, double* h, double c, double* y)
    {
        int i = 0;
        for (; i <= count - Together; i += Together)
        {
            double* rows = a.Row(first + i);
            int used = a.Used(first + i + Together - 1);
            Dots(rows, a.Stride, x, used, h + i);
            AddRows(y, rows, a.Stride, c, h + i, used);
        }
        for (; i < count; i++)
        {
            h[i] = Dot(a.Row(first + i), x, a.Used(first + i));
            Add(y, c * h[i], a.Row(first + i), a.Used(first + i));
        }
    }

    /// <summary>h = A x, y += Aᵀh, then A += c w kᵀ, in one pass through A. No two of x, y and h may be the same.</summary>
    public static void MultiplyBothAndUpdate(DenseRows a, double* x, double* h, double* y, double c, double* w, double* k)
    {
        int i = 0;
        for (; i <= a.Rows - Together; i += Together)
        {
            Dots(a.Row(i), a.Stride, x, a.Stride, h + i);
            AddRows(y, a.Row(i), a.Stride, 1, h + i, a.Stride);
            AddToRows(a.Row(i), a.Stride, c, w + i, k);
        }
        for (; i < a.Rows; i++)
        {
            h[i] = Dot(a.Row(i), x, a.Stride);
            Add(y, h[i], a.Row(i), a.Stride);
            Add(a.Row(i), c * w[i], k, a.Stride);
        }
    }

    /// <summary>A += c w kᵀ. Shapes (rows, n), (rows), (n).</summary>
    public static void AddOuter(DenseRows a, double c, double* w, double* k)
    {
        int i = 0;
        for (; i <= a.Rows - Together; i += Together)
            AddToRows(a.Row(i), a.Stride, c, w + i, k);
        for (; i < a.Rows; i++)
            Add(a.Row(i), c * w[i], k, a.Stride);
    }

    /// <summary>The sum of eight lanes, in a fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Sum(Vector512<double> v)
    {
        Vector256<double> four = v.GetLower() + v.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    // h = A x for four rows
    [MethodImpl(Kernel.Method)]
    private static void Dots(double* rows, int stride, double* x, int n, double* h)
    {
        double* r0 = rows, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        int i = 0;
        for (; i <= n - 2 * Lanes; i += 2 * Lanes)
        {
            Vector512<double> x0 = Vector512.Load(x + i), x1 = Vector512.Load(x + i + Lanes);
            a0 += x0 * Vector512.Load(r0 + i);
            b0 += x1 * Vector512.Load(r0 + i + Lanes);
            a1 += x0 * Vector512.Load(r1 + i);
            b1 += x1 * Vector512.Load(r1 + i + Lanes);
            a2 += x0 * Vector512.Load(r2 + i);
            b2 += x1 * Vector512.Load(r2 + i + Lanes);
            a3 += x0 * Vector512.Load(r3 + i);
            b3 += x1 * Vector512.Load(r3 + i + Lanes);
        }
        if (i < n)
        {
            Vector512<double> x0 = Vector512.Load(x + i);
            a0 += x0 * Vector512.Load(r0 + i);
            a1 += x0 * Vector512.Load(r1 + i);
            a2 += x0 * Vector512.Load(r2 + i);
            a3 += x0 * Vector512.Load(r3 + i);
        }
        (h[0], h[1], h[2], h[3]) = (Sum(a0 + b0), Sum(a1 + b1), Sum(a2 + b2), Sum(a3 + b3));
    }

    // y += c Aᵀh for four rows
    [MethodImpl(Kernel.Method)]
    private static void AddRows(double* y, double* rows, int stride, double c, double* h, int n)
    {
        double* r0 = rows, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        Vector512<double> h0 = Vector512.Create(c * h[0]), h1 = Vector512.Create(c * h[1]), h2 = Vector512.Create(c * h[2]), h3 = Vector512.Create(c * h[3]);
        for (int i = 0; i < n; i += Lanes)
        {
            Vector512<double> first = h0 * Vector512.Load(r0 + i) + h1 * Vector512.Load(r1 + i), second = h2 * Vector512.Load(r2 + i) + h3 * Vector512.Load(r3 + i);
            (Vector512.Load(y + i) + (first + second)).Store(y + i);
        }
    }

    // A += c w kᵀ for four rows
    [MethodImpl(Kernel.Method)]
    private static void AddToRows(double* rows, int stride, double c, double* w, double* k)
    {
        double* r0 = rows, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        Vector512<double> w0 = Vector512.Create(c * w[0]), w1 = Vector512.Create(c * w[1]), w2 = Vector512.Create(c * w[2]), w3 = Vector512.Create(c * w[3]);
        for (int i = 0; i < stride; i += Lanes)
        {
            Vector512<double> x = Vector512.Load(k + i);
            (Vector512.Load(r0 + i) + w0 * x).Store(r0 + i);
            (Vector512.Load(r1 + i) + w1 * x).Store(r1 + i);
            (Vector512.Load(r2 + i) + w2 * x).Store(r2 + i);
            (Vector512.Load(r3 + i) + w3 * x).Store(r3 + i);
        }
    }
}
