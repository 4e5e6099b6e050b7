using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>dw/dt = Bh, dB/dt = (γ/N) w hᵀ with h = Rĝ and u = y - RᵀBᵀw/N: the flow of rotated features, and so of projected ones, which are the same function.</summary>
internal sealed unsafe class RotatedFlow : StudentFlow
{
    private readonly int _width, _first;
    private readonly double _richness;
    private readonly DenseRows _vectors;

    /// <summary>w = 0 and B = 1. The state is w, and below it B.</summary>
    public RotatedFlow(FeatureLearningOptions options, StudentFeatures features, StudentGradient gradient, int member)
        : base(features, gradient, new DenseRows(features.Width + 1, features.Width))
    {
        (_width, _first, _richness, _vectors) = (features.Width, member * features.Width, options.Richness, new DenseRows(2, features.Width));
        for (int i = 1; i < State.Rows; i++)
            State.Row(i)[i - 1] = 1;
    }

    /// <inheritdoc/>
    public override double WeightNorm => DenseKernel.Dot(State.Start, State.Start, State.Stride) / _width;

    /// <inheritdoc/>
    public override void Rates(double* state, double* rates)
    {
        double* h = _vectors.Row(1);
        DenseKernel.Multiply(Features.Rows, _first, _width, Gradient.At(Error(state), 0), h);
        using DenseRows b = Mixing(state), change = Mixing(rates);
        DenseKernel.Multiply(b, 0, _width, h, rates);
        change.Clear();
        DenseKernel.AddOuter(change, _richness / _width, state, h);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _vectors.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void SubtractOutput(double* state, double* u)
    {
        double* p = _vectors.Start; // Bᵀw
        new Span<double>(p, State.Stride).Clear();
        using DenseRows b = Mixing(state);
        DenseKernel.AddTransposed(b, 0, _width, 1, state, p);
        DenseKernel.AddTransposed(Features.Rows, _first, _width, -1.0 / _width, p, u);
    }

    private DenseRows Mixing(double* state) => new(state + State.Stride, _width, _width);
}
