using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>γ = 0: w(t+1) = w + m, m = μ m + η Rĝ, so that u(t+1) = u - (1/N) Rᵀm. Without momentum one pass through R is a step.</summary>
internal sealed unsafe class LazyStudent : RandomFeatureStudent
{
    private readonly double _momentum;
    private readonly DenseRows? _velocity; // m, and Rᵀm; shapes (N), (D)

    /// <summary>A student with frozen features.</summary>
    public LazyStudent(FeatureLearningOptions options, StudentFeatures features, int member) : base(options, features, member)
    {
        _momentum = options.Momentum;
        _velocity = _momentum > 0 ? new DenseRows(2, Math.Max(Width, features.Dimension)) : null;
    }

    /// <inheritdoc/>
    public override void Step(double* g)
    {
        if (_velocity is null)
        {
            // ĝ may be u itself, which must not change on the way.
            if (g == Error)
            {
                DenseKernel.Multiply(Features.Rows, First, Width, g, Seen);
                DenseKernel.AddTransposed(Features.Rows, First, Width, -LearningRate / Width, Seen, Error);
            }
            else
                DenseKernel.MultiplyBoth(Features.Rows, First, Width, g, Seen, -LearningRate / Width, Error);
            DenseKernel.Add(Weights, LearningRate, Seen, PaddedWidth);
            return;
        }
        double* m = _velocity.Start, moved = _velocity.Row(1);
        DenseKernel.Combine(moved, 0, moved, _momentum, Length);
        DenseKernel.MultiplyBoth(Features.Rows, First, Width, g, Seen, LearningRate, moved);
        DenseKernel.Combine(m, LearningRate, Seen, _momentum, PaddedWidth);
        DenseKernel.Add(Weights, 1, m, PaddedWidth);
        DenseKernel.Add(Error, -1.0 / Width, moved, Length);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _velocity?.Dispose();
        base.Dispose();
    }
}
