using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;
using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// Gradient flow of infinitely many frozen features, solved: du/dt = -ηΛu on the whole population, u_k(t) = y_k e^{-ηλ_k t}. On P samples it is du/dt = -ηΛZᵀr/P with the residuals r = Zu, so
/// u(t) = y - ΛZᵀ V diag((1 - e^{-ηht})/h) VᵀZy/P with ZΛZᵀ/P = V diag(h) Vᵀ: kernel regression.
/// </summary>
internal sealed unsafe class LazyInfiniteTrajectory : StudentTrajectory
{
    private readonly double _rate;
    private readonly StudentFeatures _features;
    private readonly DenseRows? _samples;
    private readonly DenseRows _error, _values;
    private readonly Evd<double>? _spectrum;
    private readonly Vector<double>? _projected; // VᵀZy

    /// <summary>A student before training.</summary>
    /// <param name="options">Checked options with γ = 0 and infinite width.</param>
    /// <param name="features">y and λ_k.</param>
    /// <param name="gradient">The samples; null for the population.</param>
    public LazyInfiniteTrajectory(FeatureLearningOptions options, StudentFeatures features, FixedSampleGradient? gradient)
    {
        (_rate, _features, _samples) = (options.LearningRate, features, gradient?.Samples);
        _error = new DenseRows(1, features.Dimension);
        _values = new DenseRows(1, _samples?.Rows ?? 1);
        if (_samples is not { } samples)
            return;
        DenseMatrix h = new(samples.Rows);
        for (int i = 0; i < samples.Rows; i++)
        {
            DenseKernel.Scale(_error.Start, 1.0 / samples.Rows, samples.Row(i), features.Spectrum.Start, samples.Stride);
            for (int j = 0; j <= i; j++)
                h[i, j] = h[j, i] = DenseKernel.Dot(samples.Row(j), _error.Start, samples.Stride);
        }
        DenseKernel.Multiply(samples, 0, samples.Rows, features.Target, _values.Start);
        _spectrum = h.Evd(Symmetricity.Symmetric);
        _projected = _spectrum.EigenVectors.TransposeThisAndMultiply(new DenseVector(_values.AsSpan(0).ToArray()));
    }

    /// <inheritdoc/>
    public override double* Error => _error.Start;

    /// <summary>Σ_k (y_k - u_k)²/λ_k, the limit of |w|²/N: the norm of what is known in the kernel's space.</summary>
    public override double WeightNorm
    {
        get
        {
            double sum = 0;
            for (int k = 0; k < _error.Columns; k++)
                sum += (_features.Target[k] - _error.Start[k]) * (_features.Target[k] - _error.Start[k]) / _features.Spectrum.Start[k];
            return sum;
        }
    }

    /// <inheritdoc/>
    public override void AdvanceTo(double time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        double t = _rate * time;
        double* u = _error.Start, y = _features.Target, lambda = _features.Spectrum.Start;
        if (_samples is null)
        {
            for (int k = 0; k < _error.Columns; k++)
                u[k] = y[k] * Math.Exp(-lambda[k] * t);
            return;
        }
        Vector<double> c = _spectrum!.EigenVectors * _projected!.PointwiseMultiply(_spectrum.EigenValues.Map(h => h.Real * t > 0 ? -Elementary.Expm1(-h.Real * t) / h.Real : t));
        c.AsArray().CopyTo(_values.AsSpan(0));
        _error.Clear();
        DenseKernel.AddTransposed(_samples, 0, _samples.Rows, -1.0 / _samples.Rows, _values.Start, u);
        DenseKernel.Scale(u, 1, u, lambda, _error.Stride);
        DenseKernel.Add(u, 1, y, _error.Stride);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _error.Dispose();
        _values.Dispose();
        base.Dispose();
    }
}
