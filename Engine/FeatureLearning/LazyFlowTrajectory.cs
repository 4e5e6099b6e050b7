using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;
using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// Gradient flow of frozen features, solved: dw/dt = η(b - Hw) with H = R S Rᵀ/N and b = R S y, S = ZᵀZ/P or the identity. With H = V diag(h) Vᵀ it is
/// w(t) = V diag((1 - e^{-ηht})/h) Vᵀb, as cheap at t = 10^8 as at 1.
/// </summary>
internal sealed unsafe class LazyFlowTrajectory : StudentTrajectory
{
    private readonly double _rate;
    private readonly StudentFeatures _features;
    private readonly int _first, _width;
    private readonly DenseRows _weights, _error;
    private readonly Evd<double> _spectrum;
    private readonly Vector<double> _projected; // Vᵀb

    /// <summary>A student before training.</summary>
    /// <param name="options">Checked options with γ = 0.</param>
    /// <param name="features">R and y.</param>
    /// <param name="gradient">The whole population, or samples that stay the same.</param>
    /// <param name="member">Which one of the ensemble.</param>
    public LazyFlowTrajectory(FeatureLearningOptions options, StudentFeatures features, StudentGradient gradient, int member)
    {
        (_rate, _features, _width) = (options.LearningRate, features, features.Width);
        _first = member * _width;
        (_weights, _error) = (new DenseRows(1, _width), new DenseRows(1, features.Dimension));
        int stride = features.Rows.Stride;
        DenseMatrix h = new(_width);
        DenseVector b = new(_width);
        using DenseRows seen = new(1, features.Dimension);
        for (int i = 0; i < _width; i++)
        {
            new Span<double>(features.Rows.Row(_first + i), stride).CopyTo(new Span<double>(seen.Start, stride));
            double* image = gradient.At(seen.Start, 0); // S R_i
            for (int j = 0; j <= i; j++)
                h[i, j] = h[j, i] = DenseKernel.Dot(features.Rows.Row(_first + j), image, stride) / _width;
            b[i] = DenseKernel.Dot(features.Target, image, stride);
        }
        _spectrum = h.Evd(Symmetricity.Symmetric);
        _projected = _spectrum.EigenVectors.TransposeThisAndMultiply(b);
    }

    /// <inheritdoc/>
    public override double* Error
    {
        get
        {
            new Span<double>(_features.Target, _error.Stride).CopyTo(new Span<double>(_error.Start, _error.Stride));
            DenseKernel.AddTransposed(_features.Rows, _first, _width, -1.0 / _width, _weights.Start, _error.Start);
            return _error.Start;
        }
    }

    /// <inheritdoc/>
    public override double WeightNorm => DenseKernel.Dot(_weights.Start, _weights.Start, _weights.Stride) / _width;

    /// <inheritdoc/>
    public override void AdvanceTo(double time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        double t = _rate * time;
        (_spectrum.EigenVectors * _projected.PointwiseMultiply(Reach(_spectrum, t))).AsArray().CopyTo(_weights.AsSpan(0));
    }

    /// <summary>(1 - e^{-ht})/h of each eigenvalue h; 0 where h is 0 but for rounding, along which nothing is to be learnt.</summary>
    public static Vector<double> Reach(Evd<double> spectrum, double t)
    {
        double largest = spectrum.EigenValues.AbsoluteMaximum().Real;
        return spectrum.EigenValues.Map(value => value.Real <= 1e-14 * largest ? 0 : -Elementary.Expm1(-value.Real * t) / value.Real, Zeros.Include);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _weights.Dispose();
        _error.Dispose();
        base.Dispose();
    }
}
