namespace ScalingTools.Measurement;

/// <summary>
/// Lines through any stretch of a sorted curve in O(log n): a binary tree whose nodes hold the moments of the observations below them.
/// </summary>
/// <remarks>
/// Two stretches join by the pairwise update of Chan, Golub and LeVeque (1979), which subtracts no large numbers from each other, as
/// differences of running sums would.
/// </remarks>
internal sealed class MomentTree
{
    private readonly int _leaves;
    private readonly Moments[] _node; // children of i at 2i and 2i+1; leaves from _leaves on

    /// <summary>The tree over u = ln x and v = ln y.</summary>
    public MomentTree(double[] u, double[] v)
    {
        _leaves = u.Length;
        _node = new Moments[2 * _leaves];
        for (int i = 0; i < _leaves; i++)
            _node[_leaves + i] = new Moments(1, u[i], v[i], 0, 0, 0);
        for (int i = _leaves - 1; i > 0; i--)
            _node[i] = _node[2 * i] + _node[2 * i + 1];
    }

    /// <summary>Exponent -Σ(u-ū)(v-v̄)/Σ(u-ū)² of the observations from … to-1 and its standard error; null where there is none.</summary>
    public (double? Exponent, double? StandardError) Line(int from, int to)
    {
        Moments sum = default;
        for (int a = from + _leaves, b = to + _leaves; a < b; a /= 2, b /= 2)
        {
            if (a % 2 == 1)
                sum += _node[a++];
            if (b % 2 == 1)
                sum += _node[--b];
        }
        if (!(sum.UU > 0))
            return default;
        // σ̂² = (Σ(v-v̄)² - p²Σ(u-ū)²)/(n-2), and the variance of p is σ̂²/Σ(u-ū)²
        double p = 0 - sum.UV / sum.UU, residual = Math.Max(0, sum.VV - p * p * sum.UU);
        return (p, sum.Count > 2 ? Math.Sqrt(residual / (sum.Count - 2) / sum.UU) : null);
    }

    // Count, means, and sums of squares and products about the means.
    private readonly record struct Moments(double Count, double U, double V, double UU, double UV, double VV)
    {
        public static Moments operator +(Moments a, Moments b)
        {
            double count = a.Count + b.Count;
            if (count == 0)
                return default;
            double share = b.Count / count, du = b.U - a.U, dv = b.V - a.V, weight = a.Count * share;
            return new Moments(count, a.U + share * du, a.V + share * dv,
                a.UU + b.UU + weight * du * du, a.UV + b.UV + weight * du * dv, a.VV + b.VV + weight * dv * dv);
        }
    }
}
