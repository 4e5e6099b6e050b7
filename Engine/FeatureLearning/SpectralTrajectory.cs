using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The flow of frozen features, exact at any time by <see cref="GradientFlowSolution"/>: dw/dt = η (b - Hw). For the population H = RRᵀ/N and b = Ry; on P samples, with F = RZᵀ,
/// H = FFᵀ/(NP) and b = FZy/P, or for P &lt; N the same from the kernel FᵀF/(NP) of samples: w = Fc with dc/dt = η (Zy/P - FᵀFc/(NP)).
/// </summary>
internal sealed unsafe class SpectralTrajectory : StudentTrajectory
{
    private readonly StudentFeatures _features;
    private readonly int _first, _width;
    private readonly double _rate;
    private readonly GradientFlowSolution _solution;
    private readonly DenseRows _weights, _error;
    private readonly DenseRows? _outputs, _coefficients; // Fᵀ and c where the solution is that of samples
    private double _time;

    /// <summary>A student before training.</summary>
    /// <param name="options">Checked options of GradientFlow with γ = 0.</param>
    /// <param name="features">R and y.</param>
    /// <param name="samples">The samples; null for the population.</param>
    /// <param name="member">Which one of the ensemble.</param>
    public SpectralTrajectory(FeatureLearningOptions options, StudentFeatures features, FixedSampleGradient? samples, int member)
    {
        (_features, _width, _rate) = (features, features.Width, options.LearningRate);
        _first = member * _width;
        (_weights, _error) = (new DenseRows(1, _width), new DenseRows(1, features.Dimension));
        DenseRows own = new(features.Rows.Row(_first), _width, features.Dimension);
        int count = samples?.Samples.Rows ?? 1;
        bool bySamples = samples is not null && count < _width;
        int n = bySamples ? count : _width;
        DenseRows matrix = new(n, n);
        using DenseRows b = new(1, n);
        if (samples is null)
        {
            DenseProduct.Gram(own, matrix);
            DenseKernel.Multiply(own, 0, n, features.Target, b.Start);
        }
        else
        {
            using DenseRows values = new(1, count); // Zy/P
            DenseKernel.Multiply(samples.Samples, 0, count, features.Target, values.Start);
            DenseKernel.Combine(values.Start, 0, values.Start, 1.0 / count, values.Stride);
            DenseRows f = bySamples ? new DenseRows(count, _width) : new DenseRows(_width, count);
            (DenseRows left, DenseRows right) = bySamples ? (samples.Samples, own) : (own, samples.Samples);
            DenseProduct.MultiplyTransposed(left, right, f);
            DenseProduct.Gram(f, matrix);
            if (bySamples)
            {
                values.AsSpan(0).CopyTo(b.AsSpan(0));
                (_outputs, _coefficients) = (f, new DenseRows(1, n));
            }
            else
            {
                DenseKernel.Multiply(f, 0, n, values.Start, b.Start);
                f.Dispose();
            }
        }
        _solution = new GradientFlowSolution(matrix, (double)_width * count, b.Start);
    }

    /// <inheritdoc/>
    public override double* Error
    {
        get
        {
            new Span<double>(_features.Target, _error.Stride).CopyTo(new Span<double>(_error.Start, _error.Stride));
            DenseKernel.AddTransposed(_features.Rows, _first, _width, -1.0 / _width, Weights(), _error.Start);
            return _error.Start;
        }
    }

    /// <inheritdoc/>
    public override double WeightNorm
    {
        get
        {
            double* w = Weights();
            return DenseKernel.Dot(w, w, _weights.Stride) / _width;
        }
    }

    /// <inheritdoc/>
    public override void AdvanceTo(double time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _time = time;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _solution.Dispose();
        _weights.Dispose();
        _error.Dispose();
        _outputs?.Dispose();
        _coefficients?.Dispose();
        base.Dispose();
    }

    private double* Weights()
    {
        _solution.At(_rate * _time, _coefficients is null ? _weights.Start : _coefficients.Start);
        if (_coefficients is not null)
        {
            _weights.Clear();
            DenseKernel.AddTransposed(_outputs!, 0, _outputs!.Rows, 1, _coefficients.Start, _weights.Start);
        }
        return _weights.Start;
    }
}
