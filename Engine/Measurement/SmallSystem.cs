using MathNet.Numerics.LinearAlgebra;

namespace ScalingTools.Measurement;

/// <summary>Symmetric positive systems of a few unknowns.</summary>
internal static class SmallSystem
{
    // Below this ratio to its original size a pivot of the equilibrated matrix is rounding.
    private const double SmallestPivot = 1e-13;

    /// <summary>x with G x = r by Cholesky after scaling to unit diagonal; null where G is singular to rounding.</summary>
    /// <param name="size">Number of unknowns.</param>
    /// <param name="matrix">G_ij, symmetric positive definite; only i ≥ j is read.</param>
    /// <param name="right">r_i.</param>
    public static double[]? SolvePositive(int size, Func<int, int, double> matrix, Func<int, double> right)
    {
        double[] scale = new double[size], x = new double[size];
        double[,] l = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            double diagonal = matrix(i, i);
            if (!(diagonal > 0) || !double.IsFinite(diagonal))
                return null;
            scale[i] = 1 / Math.Sqrt(diagonal);
        }
        // L Lᵀ = D^-½ G D^-½,  L y = D^-½ r,  Lᵀ (D^½ x) = y
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix(i, j) * scale[i] * scale[j];
                for (int k = 0; k < j; k++)
                    sum -= l[i, k] * l[j, k];
                if (i != j)
                    l[i, j] = sum / l[j, j];
                else if (sum > SmallestPivot)
                    l[i, i] = Math.Sqrt(sum);
                else
                    return null;
            }
            double y = right(i) * scale[i];
            for (int k = 0; k < i; k++)
                y -= l[i, k] * x[k];
            x[i] = y / l[i, i];
        }
        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++)
                x[i] -= l[k, i] * x[k];
            x[i] /= l[i, i];
        }
        for (int i = 0; i < size; i++)
            x[i] *= scale[i];
        return x;
    }

    /// <summary>
    /// G^-1 for a symmetric positive G, or null when its condition number after scaling to unit diagonal exceeds
    /// <paramref name="largestCondition"/>: then some combination of the unknowns is not determined.
    /// </summary>
    public static Matrix<double>? InversePositive(Matrix<double> g, double largestCondition)
    {
        Vector<double> diagonal = g.Diagonal();
        if (!diagonal.ForAll(d => d > 0 && double.IsFinite(d)))
            return null;
        Vector<double> scale = diagonal.Map(d => 1 / Math.Sqrt(d));
        Matrix<double> scaled = g.MapIndexed((i, j, value) => value * scale[i] * scale[j]);
        double[] eigenvalues = [.. scaled.Evd(Symmetricity.Symmetric).EigenValues.Select(z => z.Real)];
        if (!(eigenvalues.Min() * largestCondition > eigenvalues.Max()))
            return null;
        return scaled.Inverse().MapIndexed((i, j, value) => value * scale[i] * scale[j]);
    }
}
