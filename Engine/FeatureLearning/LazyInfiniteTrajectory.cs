using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The flow of infinitely many frozen features, exact at any time: u_k(t) = y_k e^{-ηλ_k t} on the whole population, and on P samples kernel regression, u = y - ΛZᵀc with
/// dc/dt = η (Zy/P - ZΛZᵀc/P) by <see cref="GradientFlowSolution"/>.
/// </summary>
internal sealed unsafe class LazyInfiniteTrajectory : StudentTrajectory
{
    private readonly double _rate;
    private readonly StudentFeatures _features;
    private readonly DenseRows? _samples;
    private readonly DenseRows _error, _coefficients;
    private readonly GradientFlowSolution? _solution;

    /// <summary>A student before training.</summary>
    /// <param name="options">Checked options with γ = 0 and infinite width.</param>
    /// <param name="features">y and λ_k.</param>
    /// <param name="gradient">The samples; null for the population.</param>
    public LazyInfiniteTrajectory(FeatureLearningOptions options, StudentFeatures features, FixedSampleGradient? gradient)
    {
        (_rate, _features, _samples) = (options.LearningRate, features, gradient?.Samples);
        (_error, _coefficients) = (new DenseRows(1, features.Dimension), new DenseRows(1, _samples?.Rows ?? 1));
        if (_samples is null)
            return;
        int count = _samples.Rows;
        using DenseRows scaled = new(count, features.Dimension), roots = new(1, features.Dimension), b = new(1, count); // rows ZΛ^½, Zy/P
        for (int k = 0; k < features.Dimension; k++)
            roots.Start[k] = Math.Sqrt(features.Spectrum.Start[k]);
        for (int i = 0; i < count; i++)
            DenseKernel.Scale(scaled.Row(i), 1, _samples.Row(i), roots.Start, scaled.Stride);
        DenseRows matrix = new(count, count);
        DenseProduct.Gram(scaled, matrix);
        DenseKernel.Multiply(_samples, 0, count, features.Target, b.Start);
        DenseKernel.Combine(b.Start, 0, b.Start, 1.0 / count, b.Stride);
        _solution = new GradientFlowSolution(matrix, count, b.Start);
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
        double* u = _error.Start, y = _features.Target, lambda = _features.Spectrum.Start;
        if (_samples is null)
        {
            for (int k = 0; k < _error.Columns; k++)
                u[k] = y[k] * Math.Exp(-lambda[k] * _rate * time);
            return;
        }
        _solution!.At(_rate * time, _coefficients.Start);
        _error.Clear();
        DenseKernel.AddTransposed(_samples, 0, _samples.Rows, -1, _coefficients.Start, u);
        DenseKernel.Scale(u, 1, u, lambda, _error.Stride);
        DenseKernel.Add(u, 1, y, _error.Stride);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _error.Dispose();
        _coefficients.Dispose();
        _solution?.Dispose();
        base.Dispose();
    }
}
