using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace ScalingTools.Measurement;

/// <summary>Symmetric positive systems of a few unknowns.</summary>
internal static class SmallSystem
{
    // Below this ratio to its original size a pivot of the equilibrated matrix is rounding.
    private const double SmallestPivot = 1e-13;

    /// <summary>x with G x = r by Cholesky (Math.NET) after scaling to unit diagonal; null where G is singular to rounding.</summary>
    /// <param name="size">Number of unknowns.</param>
    /// <param name="matrix">G_ij, symmetric positive definite; only i ≥ j is read.</param>
    /// <param name="right">r_i.</param>
    public static double[]? SolvePositive(int size, Func<int, int, double> matrix, Func<int, double> right)
    {
        if (Scale(Vector<double>.Build.Dense(size, i => matrix(i, i))) is not { } scale)
            return null;
        // D^½ G D^½ (D^-½ x) = D^½ r
        Matrix<double> scaled = Matrix<double>.Build.Dense(size, size, (i, j) => matrix(Math.Max(i, j), Math.Min(i, j)) * scale[i] * scale[j]);
        try
        {
            Cholesky<double> cholesky = scaled.Cholesky();
            return cholesky.Factor.Diagonal().Minimum() is var pivot && pivot * pivot > SmallestPivot
                ? cholesky.Solve(Vector<double>.Build.Dense(size, i => right(i) * scale[i])).PointwiseMultiply(scale).ToArray()
                : null;
        }
        catch (ArgumentException) // not positive definite
        {
            return null;
        }
    }

    /// <summary>
    /// G^-1 for a symmetric positive G, or null when its condition number after scaling to unit diagonal exceeds
    /// <paramref name="largestCondition"/>: then some combination of the unknowns is not determined.
    /// </summary>
    public static Matrix<double>? InversePositive(Matrix<double> g, double largestCondition)
    {
        if (Scale(g.Diagonal()) is not { } scale)
            return null;
        Matrix<double> scaled = g.MapIndexed((i, j, value) => value * scale[i] * scale[j]);
        double[] eigenvalues = [.. scaled.Evd(Symmetricity.Symmetric).EigenValues.Select(z => z.Real)];
        if (!(eigenvalues.Min() * largestCondition > eigenvalues.Max()))
            return null;
        return scaled.Inverse().MapIndexed((i, j, value) => value * scale[i] * scale[j]);
    }

    // D^½, D the inverse of the diagonal; null where that is not positive
    private static Vector<double>? Scale(Vector<double> diagonal) =>
        diagonal.ForAll(d => d > 0 && double.IsFinite(d)) ? diagonal.Map(d => 1 / Math.Sqrt(d)) : null;
}
