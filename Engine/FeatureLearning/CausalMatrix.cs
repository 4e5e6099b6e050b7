using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// A lower-triangular matrix over times, or the lower half of a symmetric one, that grows row by row. Rows lie in groups of four of equal width, padded with zeros, so
/// that kernels have no remainders.
/// </summary>
/// <remarks>Group g holds rows 4g … 4g+3, 4(g+1) numbers each, from 8g(g+1) on: half the memory of a square.</remarks>
internal sealed class CausalMatrix
{
    /// <summary>Rows in a group, and numbers in a vector.</summary>
    private const int Group = 4;

    private readonly double[] _values;

    /// <summary>All zeros.</summary>
    /// <param name="rows">At least 1.</param>
    public CausalMatrix(int rows) => _values = new double[Size(rows)];

    /// <summary>How many numbers a matrix takes.</summary>
    public static long Size(long rows)
    {
        long groups = Groups(rows);
        return 2 * Group * groups * (groups + 1);
    }

    /// <summary>The length of vectors that go with so many rows.</summary>
    public static int Padded(int rows) => (int)Groups(rows) * Group;

    /// <summary>Element (t, s), s ≤ t.</summary>
    public double this[int t, int s] => Row(t)[s];

    /// <summary>Row t: elements 0 … t, and zeros to <see cref="Padded"/>(t+1).</summary>
    public Span<double> Row(int t)
    {
        int g = t / Group, width = Group * (g + 1);
        return _values.AsSpan(2 * Group * g * (g + 1) + (t - Group * g) * width, width);
    }

    /// <summary>x L for a lower-triangular matrix, from its first rows: result(s) = Σ_{r&lt;rows} x(r) L(r, s).</summary>
    /// <param name="rows">Rows that are there.</param>
    /// <param name="x">Zero from <paramref name="rows"/> on. Shape (padded).</param>
    /// <param name="result">Shape (padded).</param>
    public void LeftProduct(int rows, ReadOnlySpan<double> x, Span<double> result) => Sweep(rows, x, x, result, []);

    /// <summary>L x for a lower-triangular matrix: result(r) = Σ_{s≤r} L(r, s) x(s), r &lt; rows.</summary>
    public void Product(int rows, ReadOnlySpan<double> x, Span<double> result) => Sweep(rows, [], x, [], result);

    /// <summary>S x for a symmetric matrix of so many rows.</summary>
    /// <param name="rows">Rows that are there.</param>
    /// <param name="x">Zero from <paramref name="rows"/> on. Shape (padded).</param>
    /// <param name="result">Shape (padded).</param>
    /// <param name="scratch">Shape (padded).</param>
    public void SymmetricProduct(int rows, ReadOnlySpan<double> x, Span<double> result, Span<double> scratch)
    {
        Sweep(rows, x, x, result, scratch);
        for (int r = 0; r < rows; r++)
            result[r] += scratch[r] - this[r, r] * x[r]; // both halves have the diagonal
    }

    /// <summary>
    /// Both products in one pass over memory: sum(s) = Σ_r coefficient(r) L(r, s) and dots(r) = Σ_s L(r, s) vector(s). Either is left out where its result is empty.
    /// </summary>
    [MethodImpl(Numerics.Kernel.Method)]
    public void Sweep(int rows, ReadOnlySpan<double> coefficient, ReadOnlySpan<double> vector, Span<double> sum, Span<double> dots)
    {
        int groups = (int)Groups(rows), padded = groups * Group;
        if (!sum.IsEmpty)
            sum[..padded].Clear();
        ref double c = ref MemoryMarshal.GetReference(coefficient), x = ref MemoryMarshal.GetReference(vector);
        ref double y = ref MemoryMarshal.GetReference(sum), d = ref MemoryMarshal.GetReference(dots);
        ref double first = ref MemoryMarshal.GetArrayDataReference(_values);
        for (int g = 0; g < groups; g++)
        {
            nuint width = (nuint)(Group * (g + 1));
            ref double row0 = ref Unsafe.Add(ref first, 2 * Group * g * (g + 1));
            ref double row1 = ref Unsafe.Add(ref row0, width), row2 = ref Unsafe.Add(ref row1, width), row3 = ref Unsafe.Add(ref row2, width);
            Vector256<double> dot0 = default, dot1 = default, dot2 = default, dot3 = default;
            if (sum.IsEmpty)
                for (nuint j = 0; j < width; j += Group)
                {
                    Vector256<double> v = Vector256.LoadUnsafe(ref x, j);
                    dot0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row0, j), v, dot0);
                    dot1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row1, j), v, dot1);
                    dot2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row2, j), v, dot2);
                    dot3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row3, j), v, dot3);
                }
            else
            {
                ref double c0 = ref Unsafe.Add(ref c, g * Group);
                Vector256<double> a0 = Vector256.Create(c0), a1 = Vector256.Create(Unsafe.Add(ref c0, 1)), a2 = Vector256.Create(Unsafe.Add(ref c0, 2)), a3 = Vector256.Create(Unsafe.Add(ref c0, 3));
                for (nuint j = 0; j < width; j += Group)
                {
                    Vector256<double> v = Vector256.LoadUnsafe(ref x, j), s = Vector256.LoadUnsafe(ref y, j);
                    Vector256<double> r0 = Vector256.LoadUnsafe(ref row0, j), r1 = Vector256.LoadUnsafe(ref row1, j), r2 = Vector256.LoadUnsafe(ref row2, j), r3 = Vector256.LoadUnsafe(ref row3, j);
                    s = Vector256.FusedMultiplyAdd(r3, a3, Vector256.FusedMultiplyAdd(r2, a2, Vector256.FusedMultiplyAdd(r1, a1, Vector256.FusedMultiplyAdd(r0, a0, s))));
                    s.StoreUnsafe(ref y, j);
                    dot0 = Vector256.FusedMultiplyAdd(r0, v, dot0);
                    dot1 = Vector256.FusedMultiplyAdd(r1, v, dot1);
                    dot2 = Vector256.FusedMultiplyAdd(r2, v, dot2);
                    dot3 = Vector256.FusedMultiplyAdd(r3, v, dot3);
                }
            }
            if (!dots.IsEmpty)
                Vector256.Create(Vector256.Sum(dot0), Vector256.Sum(dot1), Vector256.Sum(dot2), Vector256.Sum(dot3)).StoreUnsafe(ref d, (nuint)(g * Group));
        }
    }

    private static long Groups(long rows) => (rows + Group - 1) / Group;
}
