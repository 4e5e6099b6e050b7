using System.Numerics;

namespace ScalingTools.Composition;

/// <summary>
/// An attention-only transformer in double precision, as it is written: attn(X)_i = Σ_j softmax_j(x_jᵀ W_KQ x_i) W_OV x_j, X^(ℓ) = X^(ℓ-1) + attn(X^(ℓ-1)), read out by Ψ X^(L).
/// </summary>
/// <remarks>
/// Zeros are skipped, which is what makes it fast on embeddings that are mostly zero; attention below 10^-16, which no sum of double precision notices beside the rest that adds
/// up to 1, counts as zero. Source: Wang et al. 2025, Section 2.
/// </remarks>
/// <param name="sequence">T.</param>
/// <param name="width">d.</param>
/// <param name="layers">L.</param>
internal sealed class ReferenceAttention(int sequence, int width, int layers)
{
    private const double Negligible = 1e-16;

    private readonly double[] _query = new double[width], _mixed = new double[width];
    private readonly double[][] _next = Matrix(sequence, width);
    private readonly int[][] _used = [.. Enumerable.Range(0, sequence).Select(_ => new int[width])];
    private readonly int[] _count = new int[sequence];

    /// <summary>(W_KQᵀ)_{ba} of layer ℓ: row b belongs to feature b of the query, column a to feature a of the key. Shape (d, d).</summary>
    public double[][][] KeyQuery { get; } = [.. Enumerable.Range(0, layers).Select(_ => Matrix(width, width))];

    /// <summary>(W_OVᵀ)_{ba} of layer ℓ: row b belongs to feature b of what is attended to, column a to feature a of the output. Shape (d, d).</summary>
    public double[][][] OutputValue { get; } = [.. Enumerable.Range(0, layers).Select(_ => Matrix(width, width))];

    /// <summary>Softmax weights of one layer. Shape (T, T), rows for queries.</summary>
    public double[][] Attention { get; } = Matrix(sequence, sequence);

    /// <summary>Zeros. Shape (rows, columns).</summary>
    public static double[][] Matrix(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    /// <summary>X^(0) to X^(count), in place. Shape (T, d).</summary>
    /// <param name="x">X.</param>
    /// <param name="count">How many layers; at most L.</param>
    public void Forward(double[][] x, int count)
    {
        for (int layer = 0; layer < count; layer++)
            Layer(x, layer);
    }

    /// <summary>The features of a row that are not zero.</summary>
    public static int[] Used(double[] row) => [.. Enumerable.Range(0, row.Length).Where(a => row[a] != 0)];

    private ReadOnlySpan<int> Used(int i) => _used[i].AsSpan(0, _count[i]);

    private static int FindUsed(double[] row, int[] used)
    {
        int count = 0;
        for (int a = 0; a < row.Length; a++)
            if (row[a] != 0)
                used[count++] = a;
        return count;
    }

    private void Layer(double[][] x, int layer)
    {
        for (int i = 0; i < sequence; i++)
            _count[i] = FindUsed(x[i], _used[i]);
        for (int i = 0; i < sequence; i++)
        {
            Attend(x, i, KeyQuery[layer]);
            Mix(x, Attention[i]);
            x[i].CopyTo(_next[i], 0);
            for (int b = 0; b < width; b++)
                if (_mixed[b] != 0)
                    Add(_next[i], _mixed[b], OutputValue[layer][b]);
        }
        for (int i = 0; i < sequence; i++)
            _next[i].CopyTo(x[i], 0);
    }

    // softmax over j of x_jᵀ W_KQ x_i
    private void Attend(double[][] x, int i, double[][] keyQuery)
    {
        Array.Clear(_query);
        foreach (int b in Used(i))
            Add(_query, x[i][b], keyQuery[b]);
        double[] attention = Attention[i];
        double largest = double.NegativeInfinity, sum = 0;
        for (int j = 0; j < sequence; j++)
        {
            double logit = 0;
            foreach (int a in Used(j))
                logit += x[j][a] * _query[a];
            attention[j] = logit;
            largest = Math.Max(largest, logit);
        }
        for (int j = 0; j < sequence; j++)
            sum += attention[j] = Math.Exp(attention[j] - largest);
        for (int j = 0; j < sequence; j++)
            attention[j] = attention[j] / sum is var weight && weight > Negligible ? weight : 0;
    }

    // Σ_j a_j x_j
    private void Mix(double[][] x, double[] attention)
    {
        Array.Clear(_mixed);
        for (int j = 0; j < sequence; j++)
            if (attention[j] != 0)
                foreach (int a in Used(j))
                    _mixed[a] += attention[j] * x[j][a];
    }

    /// <summary>to += factor · row.</summary>
    public static void Add(double[] to, double factor, double[] row)
    {
        int a = 0;
        for (; a <= to.Length - Vector<double>.Count; a += Vector<double>.Count)
            (new Vector<double>(to, a) + factor * new Vector<double>(row, a)).CopyTo(to, a);
        for (; a < to.Length; a++)
            to[a] += factor * row[a];
    }
}
