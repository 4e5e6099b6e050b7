using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>ĝ = (1/B) ZᵀZ u of samples that are kept one by one.</summary>
internal abstract unsafe class SampleGradient : StudentGradient
{
    private readonly DenseRows _gradient, _values;

    /// <summary>Room for samples, to be drawn by whoever derives. Shape (B, D).</summary>
    protected SampleGradient(int count, int dimension) =>
        (Samples, _gradient, _values) = (new DenseRows(count, dimension), new DenseRows(1, dimension), new DenseRows(1, count));

    /// <summary>Z. Shape (B, D).</summary>
    public DenseRows Samples { get; }

    /// <summary>Zu of the last call. Shape (B).</summary>
    protected DenseRows Values => _values;

    /// <inheritdoc/>
    public override double* At(double* u, long step)
    {
        _gradient.Clear();
        DenseKernel.MultiplyBoth(Samples, 0, Samples.Rows, u, _values.Start, 1.0 / Samples.Rows, _gradient.Start);
        return _gradient.Start;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Samples.Dispose();
        _gradient.Dispose();
        _values.Dispose();
        base.Dispose();
    }
}
