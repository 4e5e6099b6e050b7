using MathNet.Numerics.LinearAlgebra;
using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The flow of frozen features, exact at any time: dw/dt = η (b - Hw) gives w(t) = U φ(h) Uᵀb with H = U h Uᵀ and φ(h) = (1 - e^{-ηht})/h. For the population
/// H = RRᵀ/N and b = Ry; on P samples, with F = RZᵀ, H = FFᵀ/(NP) and b = FZy/P, or for P &lt; N the same from the kernel FᵀF/(NP) of samples: w(t) = F U φ(h) UᵀZy/P.
/// </summary>
internal sealed unsafe class SpectralTrajectory : StudentTrajectory
{
    private readonly StudentFeatures _features;
    private readonly int _first, _width;
    private readonly double _rate;
    private readonly double[] _eigenvalues, _start; // h, and Uᵀb or UᵀZy
    private readonly DenseRows _vectors, _state, _weights, _error; // eigenvectors in rows
    private readonly DenseRows? _outputs; // Fᵀ where the eigenvectors are those of samples
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
        DenseRows own = new(features.Rows.Row(_first), _width, features.Dimension);
        int count = samples?.Samples.Rows ?? 1;
        bool bySamples = samples is not null && count < _width;
        int n = bySamples ? count : _width;
        (_vectors, _state, _weights, _error) = (new DenseRows(n, n), new DenseRows(2, n), new DenseRows(1, _width), new DenseRows(1, features.Dimension));
        double* b = _state.Start;
        if (samples is null)
        {
            DenseProduct.Gram(own, _vectors);
            DenseKernel.Multiply(own, 0, n, features.Target, b);
        }
        else
        {
            DenseRows f = bySamples ? new DenseRows(count, _width) : new DenseRows(_width, count);
            if (bySamples)
                DenseProduct.MultiplyTransposed(samples.Samples, own, f);
            else
                DenseProduct.MultiplyTransposed(own, samples.Samples, f);
            DenseProduct.Gram(f, _vectors);
            using DenseRows values = new(1, count);
            DenseKernel.Multiply(samples.Samples, 0, count, features.Target, bySamples ? b : values.Start);
            if (!bySamples)
                DenseKernel.Multiply(f, 0, n, values.Start, b);
            _outputs = bySamples ? f : null;
            if (!bySamples)
                f.Dispose();
        }
        _eigenvalues = Decompose((double)_width * count);
        _start = new double[n];
        for (int i = 0; i < n; i++)
            _start[i] = DenseKernel.Dot(_vectors.Row(i), b, _state.Stride) / count;
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
        _vectors.Dispose();
        _state.Dispose();
        _weights.Dispose();
        _error.Dispose();
        _outputs?.Dispose();
        base.Dispose();
    }

    private double* Weights()
    {
        double* parts = _state.Start, sum = _state.Row(1);
        for (int i = 0; i < _start.Length; i++)
        {
            double x = _eigenvalues[i] * _rate * _time;
            parts[i] = _start[i] * _rate * _time * (x > 0 ? -Elementary.Expm1(-x) / x : 1);
        }
        double* to = _outputs is null ? _weights.Start : sum;
        new Span<double>(to, _state.Stride).Clear();
        DenseKernel.AddTransposed(_vectors, 0, _start.Length, 1, parts, to);
        if (_outputs is not null)
        {
            _weights.Clear();
            DenseKernel.AddTransposed(_outputs, 0, _start.Length, 1, sum, _weights.Start);
        }
        return _weights.Start;
    }

    // From the lower triangle of a Gram matrix in _vectors to the eigenvectors and eigenvalues of it over a number.
    private double[] Decompose(double over)
    {
        int n = _vectors.Rows;
        var parts = Matrix<double>.Build.Dense(n, n, (i, j) => _vectors.Row(Math.Max(i, j))[Math.Min(i, j)] / over).Evd(Symmetricity.Symmetric);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                _vectors.Row(i)[j] = parts.EigenVectors[j, i];
        return [.. parts.EigenValues.Select(value => value.Real)];
    }
}
