using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace ScalingTools.Numerics;

/// <summary>
/// Nodes and weights with E[φ(d)] = Σ_i Weight_i φ(Node_i) for d ~ Binomial(n, p) and smooth φ, at a cost that does not grow with n.
/// </summary>
/// <remarks>
/// Variance np(1-p) up to 1000: the exact sum, term by term until the rest is below 1e-18. Above: the 16-point Gauss rule of the
/// binomial weight itself, exact for polynomials of degree 31, from the recurrence of the Krawtchouk polynomials,
/// α_j = p(n-j) + j(1-p), β_j = j p(1-p)(n-j+1) (DLMF 18.22), by Golub and Welsch's eigenvalue problem in the variable (d-np)/σ.
/// There σ is below np/30, and a learning curve, which changes over a fixed fraction of d, is smooth on that scale (error below 1e-10,
/// tested). The nodes do not depend on φ, so that whole trajectories can be computed on them.
/// </remarks>
internal static class BinomialRule
{
    private const double ExactVariance = 1000;
    private const int GaussOrder = 16;
    private const double Negligible = 1e-18;

    /// <summary>The rule of Binomial(n, p); nodes ascending.</summary>
    public static (double[] Node, double[] Weight) Create(long n, double p)
    {
        BinomialMass.Check(n, p);
        if (p == 0 || p == 1)
            return ([p * n], [1]);
        if (n * p * (1 - p) > ExactVariance)
            return Gauss(n, p);
        if (p <= 0.5)
            return Exact(n, p);
        // Few failures instead of few successes.
        (double[] node, double[] weight) = Exact(n, 1 - p);
        Array.Reverse(node);
        Array.Reverse(weight);
        return (Array.ConvertAll(node, d => n - d), weight);
    }

    // P(0) = (1-p)^n, P(d+1) = P(d) (n-d)/(d+1) p/(1-p); in logarithms where (1-p)^n underflows
    private static (double[], double[]) Exact(long n, double p)
    {
        List<double> node = [], weight = [];
        double logTerm = n * Elementary.Log1p(-p), odds = p / (1 - p), logOdds = Math.Log(odds), mean = n * p;
        double term = Math.Exp(logTerm);
        bool tiny = logTerm < -700;
        for (long d = 0; d <= n; d++)
        {
            if (tiny)
                term = Math.Exp(logTerm);
            if (d > mean && term < Negligible)
                break;
            node.Add(d);
            weight.Add(term);
            double ratio = (double)(n - d) / (d + 1);
            if (tiny)
                logTerm += Math.Log(ratio) + logOdds;
            else
                term *= ratio * odds;
        }
        return ([.. node], [.. weight]);
    }

    private static (double[], double[]) Gauss(long n, double p)
    {
        double mean = n * p, sigma = Math.Sqrt(n * p * (1 - p));
        Matrix<double> jacobi = new DenseMatrix(GaussOrder);
        for (int j = 0; j < GaussOrder; j++)
        {
            jacobi[j, j] = j * (1 - 2 * p) / sigma;
            if (j > 0)
                jacobi[j, j - 1] = jacobi[j - 1, j] = Math.Sqrt(j * (1 - (j - 1) / (double)n));
        }
        var eigen = jacobi.Evd(Symmetricity.Symmetric);
        double[] node = new double[GaussOrder], weight = new double[GaussOrder];
        for (int i = 0; i < GaussOrder; i++)
        {
            node[i] = mean + sigma * eigen.EigenValues[i].Real;
            weight[i] = eigen.EigenVectors[0, i] * eigen.EigenVectors[0, i];
        }
        return (node, weight);
    }
}
