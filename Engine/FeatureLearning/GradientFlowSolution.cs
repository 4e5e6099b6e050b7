using MathNet.Numerics.LinearAlgebra;
using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// dc/dt = b - Hc with c(0) = 0 and a symmetric H, solved at any time: c(t) = U φ(h) Uᵀb with H = U h Uᵀ and φ(h) = (1 - e^{-ht})/h. As cheap at t = 10^8 as at 1.
/// </summary>
internal sealed unsafe class GradientFlowSolution : IDisposable
{
    private readonly DenseRows _vectors, _parts; // eigenvectors in rows
    private readonly double[] _eigenvalues, _start; // h and Uᵀb

    /// <summary>A solution. The matrix becomes this instance's.</summary>
    /// <param name="matrix">H times a number; its lower triangle counts. Shape (n, n).</param>
    /// <param name="over">That number.</param>
    /// <param name="b">b. Shape (n), padded.</param>
    public GradientFlowSolution(DenseRows matrix, double over, double* b)
    {
        int n = matrix.Rows;
        (_vectors, _parts, _start) = (matrix, new DenseRows(1, n), new double[n]);
        var solved = Matrix<double>.Build.Dense(n, n, (i, j) => matrix.Row(Math.Max(i, j))[Math.Min(i, j)] / over).Evd(Symmetricity.Symmetric);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                matrix.Row(i)[j] = solved.EigenVectors[j, i];
        _eigenvalues = [.. solved.EigenValues.Select(value => value.Real)];
        for (int i = 0; i < n; i++)
            _start[i] = DenseKernel.Dot(matrix.Row(i), b, matrix.Stride);
    }

    /// <summary>c at a time. Shape (n), padded.</summary>
    public void At(double time, double* c)
    {
        for (int i = 0; i < _start.Length; i++)
        {
            double x = _eigenvalues[i] * time;
            _parts.Start[i] = _start[i] * time * (x > 0 ? -Elementary.Expm1(-x) / x : 1);
        }
        new Span<double>(c, _parts.Stride).Clear();
        DenseKernel.AddTransposed(_vectors, 0, _start.Length, 1, _parts.Start, c);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _vectors.Dispose();
        _parts.Dispose();
    }
}
