using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The flow of <see cref="NetworkStudent"/>: w = w(0) + γa and AΛ^½ = σR + γC, with da/dt = (σR + γC) ĝ, dC/dt = w kᵀ, k = Λĝ and
/// u = y - (σRᵀa + Cᵀw)/N, which loses no digits for small γ.
/// </summary>
internal sealed unsafe class NetworkFlow : StudentFlow
{
    private readonly int _width, _first;
    private readonly double _richness, _sigma;
    private readonly DenseRows _weights, _direction;

    /// <summary>a = 0 and C = 0. The state is a, and below it C.</summary>
    public NetworkFlow(FeatureLearningOptions options, StudentFeatures features, StudentGradient gradient, int member, int draw)
        : base(features, gradient, new DenseRows(features.Width + 1, features.Dimension))
    {
        (_width, _first, _richness, _sigma) = (features.Width, member * features.Width, options.Richness, Math.Sqrt(options.FeatureVariance));
        (_weights, _direction) = (new DenseRows(3, _width), new DenseRows(1, features.Dimension));
        NetworkStudent.DrawWeights(_weights.AsSpan(0), options, member, draw);
    }

    /// <inheritdoc/>
    public override double WeightNorm
    {
        get
        {
            double* w = Weights(State.Start);
            return DenseKernel.Dot(w, w, _weights.Stride) / _width;
        }
    }

    /// <inheritdoc/>
    public override void Rates(double* state, double* rates)
    {
        double* g = Gradient.At(Error(state), 0), seen = _weights.Row(2);
        DenseKernel.Scale(_direction.Start, 1, Features.Spectrum.Start, g, Length);
        new Span<double>(rates, State.Stride).Clear();
        using DenseRows c = Below(state), change = Below(rates);
        DenseKernel.Multiply(Features.Rows, _first, _width, g, rates);
        DenseKernel.Multiply(c, 0, _width, g, seen);
        DenseKernel.Combine(rates, _richness, seen, _sigma, _weights.Stride);
        change.Clear();
        DenseKernel.AddOuter(change, 1, Weights(state), _direction.Start);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _weights.Dispose();
        _direction.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void SubtractOutput(double* state, double* u)
    {
        using DenseRows c = Below(state);
        DenseKernel.AddTransposed(Features.Rows, _first, _width, -_sigma / _width, state, u);
        DenseKernel.AddTransposed(c, 0, _width, -1.0 / _width, Weights(state), u);
    }

    private double* Weights(double* state)
    {
        double* w = _weights.Row(1);
        new Span<double>(_weights.Start, _weights.Stride).CopyTo(new Span<double>(w, _weights.Stride));
        DenseKernel.Add(w, _richness, state, _weights.Stride);
        return w;
    }

    private DenseRows Below(double* state) => new(state + State.Stride, _width, Features.Dimension);
}
