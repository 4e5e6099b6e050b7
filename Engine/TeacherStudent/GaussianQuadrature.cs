using MathNet.Numerics.Integration;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// E[g(z)], z standard normal, as Σ_n w_n g(z_n): Gauss–Legendre of 16 nodes on panels of [-26, 26] that end at every multiple of their width and at
/// every kink, so that functions that are smooth between kinks are integrated to rounding. The last zero of he_128 is at 21.6, and what lies beyond 26 is below 1e-60 for |g| ≤ e^{z²/4}.
/// </summary>
internal sealed class GaussianQuadrature
{
    /// <summary>Panels of ¼ and of ⅛: what they differ by is an estimate of the error of the first.</summary>
    public const double CoarseWidth = 0.25, FineWidth = 0.125;

    private const double End = 26;
    private const int Order = 16;

    private static readonly GaussLegendreRule Unit = new(0, 1, Order);

    /// <summary>Nodes and weights.</summary>
    /// <param name="width">Of a panel, 1 over a whole number.</param>
    /// <param name="kinks">Where functions are not smooth.</param>
    public GaussianQuadrature(double width, IEnumerable<double> kinks)
    {
        int count = (int)Math.Round(End / width);
        double[] ends = [.. Enumerable.Range(-count, 2 * count + 1).Select(i => i * width).Concat(kinks.Where(k => Math.Abs(k) < End)).Distinct().Order()];
        (Nodes, Weights) = (new double[Order * (ends.Length - 1)], new double[Order * (ends.Length - 1)]);
        for (int panel = 0, n = 0; panel < ends.Length - 1; panel++)
            for (int i = 0; i < Order; i++, n++)
            {
                double length = ends[panel + 1] - ends[panel], z = ends[panel] + length * Unit.Abscissas[i];
                (Nodes[n], Weights[n]) = (z, length * Unit.Weights[i] * Density(z));
            }
    }

    /// <summary>z_n, ascending.</summary>
    public double[] Nodes { get; }

    /// <summary>w_n.</summary>
    public double[] Weights { get; }

    /// <summary>e^{-z²/2}/√(2π).</summary>
    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
}
