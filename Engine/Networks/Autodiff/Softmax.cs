using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>
/// p_ij = e^{s x_ij} / Σ_k e^{s x_ik} where x lies, over all k or, causal, over k ≤ i, with p_ij = 0 for later j. Shape (…, rows, columns), rows padded to a multiple of eight.
/// </summary>
/// <remarks>∂L/∂x_ij = s p_ij (g_ij - Σ_k g_ik p_ik) with g = ∂L/∂p. The largest x of a row is subtracted first, so no exponential overflows.</remarks>
internal sealed unsafe class Softmax : Operation
{
    private readonly Tensor _x;
    private readonly float _scale;
    private readonly bool _causal;

    /// <summary>A soft-max.</summary>
    /// <param name="x">What it is of and where it goes.</param>
    /// <param name="scale">s > 0.</param>
    /// <param name="causal">Whether row i sees the columns up to i.</param>
    public Softmax(Tensor x, float scale, bool causal) : base(x.Renamed(), x)
    {
        if (x.Steps[^2] % 8 != 0)
            throw new ArgumentException($"rows {x.Steps[^2]} apart are not whole vectors");
        (_x, _scale, _causal) = (x, scale, causal);
    }

    /// <summary>The row step of so many columns.</summary>
    public static int RowStep(int columns) => (columns + 7) / 8 * 8;

    /// <inheritdoc/>
    public override void Forward() => Forward(_x.Values, _x.Rows, _x.Shape[^2], _x.Columns, _x.Steps[^2], _scale, _causal);

    /// <inheritdoc/>
    public override void Backward() => Backward(_x.Values, _x.Gradient, _x.Rows, _x.Columns, _x.Steps[^2], _scale);

    [MethodImpl(Kernel.Method)]
    private static void Forward(float* x, int rows, int rowsOfOne, int columns, int step, float scale, bool causal)
    {
        Vector256<float> s = Vector256.Create(scale);
        for (int i = 0, row = 0; i < rows; i++, x += step)
        {
            int seen = causal ? Math.Min(columns, row + 1) : columns, whole = seen / 8 * 8;
            row = row + 1 == rowsOfOne ? 0 : row + 1;
            Vector256<float> open = Vector256.LessThan(Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((float)(seen - whole))), lowest = Vector256.Create(float.NegativeInfinity);
            Vector256<float> most = whole < seen ? Vector256.ConditionalSelect(open, Vector256.Load(x + whole), lowest) : lowest;
            for (int j = 0; j < whole; j += 8)
                most = Vector256.Max(most, Vector256.Load(x + j));
            most = Vector256.Create(Largest(most)) * s;
            Vector256<float> sum = default;
            for (int j = 0; j < whole; j += 8)
            {
                Vector256<float> e = Vector256.Exp(Vector256.Load(x + j) * s - most);
                e.Store(x + j);
                sum += e;
            }
            if (whole < seen)
            {
                Vector256<float> e = Vector256.ConditionalSelect(open, Vector256.Exp(Vector256.Load(x + whole) * s - most), default);
                e.Store(x + whole);
                sum += e;
            }
            Vector256<float> part = Vector256.Create(1 / Total(sum));
            int end = (seen + 7) / 8 * 8;
            for (int j = 0; j < end; j += 8)
                (Vector256.Load(x + j) * part).Store(x + j);
            for (int j = end; j < step; j += 8)
                Vector256<float>.Zero.Store(x + j);
        }
    }

    [MethodImpl(Kernel.Method)]
    private static void Backward(float* p, float* gradient, int rows, int columns, int step, float scale)
    {
        int whole = columns / 8 * 8;
        // What lies between the rows is whatever it was.
        Vector256<float> open = Vector256.LessThan(Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((float)(columns - whole))), s = Vector256.Create(scale);
        for (int i = 0; i < rows; i++, p += step, gradient += step)
        {
            Vector256<float> sum = default;
            for (int j = 0; j < whole; j += 8)
                sum = Vector256.FusedMultiplyAdd(Vector256.Load(gradient + j), Vector256.Load(p + j), sum);
            if (whole < columns)
                sum = Vector256.FusedMultiplyAdd(Vector256.Load(gradient + whole) & open, Vector256.Load(p + whole), sum);
            Vector256<float> mean = Vector256.Create(Total(sum));
            for (int j = 0; j < whole; j += 8)
                (Vector256.Load(p + j) * (Vector256.Load(gradient + j) - mean) * s).Store(gradient + j);
            if (whole < columns)
                (Vector256.Load(p + whole) * ((Vector256.Load(gradient + whole) & open) - mean) * s).Store(gradient + whole);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Largest(Vector256<float> v)
    {
        Vector128<float> four = Vector128.Max(v.GetLower(), v.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2)))[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Total(Vector256<float> v)
    {
        Vector128<float> four = v.GetLower() + v.GetUpper();
        four += Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return (four + Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2)))[0];
    }
}
