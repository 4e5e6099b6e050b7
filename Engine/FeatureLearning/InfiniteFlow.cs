using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// Infinite width (Eq. 51–52): da/dt = Kĝ + κk and dK/dt = γ (k aᵀ + a kᵀ) with u = y - a and k = Λĝ; |w|²/N grows at the rate 2 a·ĝ, and κ = γ|w|²/N. A linear
/// network has γ² for γ, and |w|²/N, which starts at 1, for κ, and K starts at σ²Λ.
/// </summary>
internal sealed unsafe class InfiniteFlow : StudentFlow
{
    private readonly InfiniteStart _start;
    private readonly DenseRows _direction;

    /// <summary>a = 0 and K = Λ. The state is a, then the growth of |w|²/N, and K below them where it moves.</summary>
    public InfiniteFlow(FeatureLearningOptions options, StudentFeatures features, StudentGradient gradient)
        : base(features, gradient, new DenseRows(options.Richness > 0 ? features.Dimension + 2 : 2, features.Dimension))
    {
        _start = InfiniteStart.Of(options);
        _direction = new DenseRows(1, features.Dimension);
        for (int k = 0; k < State.Rows - 2; k++)
            State.Row(k + 2)[k] = _start.FeatureVariance * features.Spectrum.Start[k];
    }

    /// <inheritdoc/>
    public override double WeightNorm => _start.Norm(State.Row(1)[0]);

    /// <inheritdoc/>
    public override void Rates(double* state, double* rates)
    {
        double* g = Gradient.At(Error(state), 0), k = _direction.Start;
        int dimension = Features.Dimension;
        DenseKernel.Scale(k, 1, Features.Spectrum.Start, g, Length);
        new Span<double>(rates, 2 * Length).Clear();
        rates[Length] = 2 * DenseKernel.Dot(state, g, Length);
        if (_start.Richness == 0)
        {
            DenseKernel.Add(rates, _start.Kernel, k, Length);
            return;
        }
        using DenseRows kernel = Below(state), change = Below(rates);
        DenseKernel.Multiply(kernel, 0, dimension, g, rates);
        DenseKernel.Add(rates, _start.WeightNorm + _start.Richness * state[Length], k, Length);
        change.Clear();
        DenseKernel.AddOuter(change, _start.Richness, k, state);
        DenseKernel.AddOuter(change, _start.Richness, state, k);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _direction.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void SubtractOutput(double* state, double* u) => DenseKernel.Add(u, -1, state, Length);

    private DenseRows Below(double* state) => new(state + 2 * Length, Features.Dimension, Features.Dimension);
}
