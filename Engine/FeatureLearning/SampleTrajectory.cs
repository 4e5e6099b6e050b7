using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// Frozen features on P samples by steps, followed through the residuals r = Zu alone: with F = RZᵀ, h = Fr/P, w(t+1) = w + m, m = μm + ηh and r(t+1) = r - Fᵀm/N.
/// One pass through F is a step; u = y - Rᵀw/N is made where it is measured.
/// </summary>
internal sealed unsafe class SampleTrajectory : StudentTrajectory
{
    private readonly FeatureLearningOptions _options;
    private readonly StudentFeatures _features;
    private readonly int _first, _width, _samples;
    private readonly DenseRows _f, _overWidth, _overSamples, _error;
    private readonly DivergenceGuard _guard;
    private long _step;

    /// <summary>A student before its first step.</summary>
    /// <param name="options">Checked options with γ = 0.</param>
    /// <param name="features">R and y.</param>
    /// <param name="gradient">The samples.</param>
    /// <param name="member">Which one of the ensemble.</param>
    /// <exception cref="ScalingException">UnstableLearningRate.</exception>
    public SampleTrajectory(FeatureLearningOptions options, StudentFeatures features, FixedSampleGradient gradient, int member)
    {
        (_options, _features, _width, _samples) = (options, features, features.Width, gradient.Samples.Rows);
        _first = member * _width;
        using (LazyStudent student = new(options, features, member))
            StudentStability.Check(student, gradient, options);
        using DenseRows own = new(features.Rows.Row(_first), _width, features.Dimension);
        (_f, _overWidth, _overSamples, _error) = (new DenseRows(_width, _samples), new DenseRows(3, _width), new DenseRows(2, _samples), new DenseRows(1, features.Dimension));
        DenseProduct.MultiplyTransposed(own, gradient.Samples, _f);
        DenseKernel.Multiply(gradient.Samples, 0, _samples, features.Target, Residuals);
        _guard = new DivergenceGuard(options, DenseKernel.Dot(Residuals, Residuals, _overSamples.Stride));
    }

    /// <inheritdoc/>
    public override double* Error
    {
        get
        {
            new Span<double>(_features.Target, _error.Stride).CopyTo(new Span<double>(_error.Start, _error.Stride));
            DenseKernel.AddTransposed(_features.Rows, _first, _width, -1.0 / _width, Weights, _error.Start);
            return _error.Start;
        }
    }

    /// <inheritdoc/>
    public override double WeightNorm => DenseKernel.Dot(Weights, Weights, _overWidth.Stride) / _width;

    private double* Weights => _overWidth.Start;

    private double* Residuals => _overSamples.Start;

    /// <inheritdoc/>
    public override void AdvanceTo(double time, CancellationToken cancellation)
    {
        double* seen = _overWidth.Row(1), m = _overWidth.Row(2), moved = _overSamples.Row(1); // moved = Fᵀm
        int n = _overWidth.Stride, p = _overSamples.Stride;
        double rate = _options.LearningRate / _samples;
        for (; _step < time; _step++)
        {
            cancellation.ThrowIfCancellationRequested();
            DenseKernel.Combine(moved, 0, moved, _options.Momentum, p);
            DenseKernel.MultiplyBoth(_f, 0, _width, Residuals, seen, rate, moved);
            DenseKernel.Combine(m, rate, seen, _options.Momentum, n);
            DenseKernel.Add(Weights, 1, m, n);
            DenseKernel.Add(Residuals, -1.0 / _width, moved, p);
            _guard.Check(DenseKernel.Dot(Residuals, Residuals, p), _step + 1);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _f.Dispose();
        _overWidth.Dispose();
        _overSamples.Dispose();
        _error.Dispose();
        base.Dispose();
    }
}
