using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>P samples, the same at every step.</summary>
internal sealed unsafe class FixedSampleGradient : StudentGradient
{
    private readonly DenseRows _samples, _gradient, _values;

    /// <summary>Draws the samples: sample μ is sub-stream μ. Shape (P, D).</summary>
    public FixedSampleGradient(long seed, int draw, int count, int dimension)
    {
        (_samples, _gradient, _values) = (new DenseRows(count, dimension), new DenseRows(1, dimension), new DenseRows(1, count));
        for (int sample = 0; sample < count; sample++)
            GaussianFill.Fill(_samples.AsSpan(sample), 0, seed, draw, RandomPurpose.StudentSamples, sample);
    }

    /// <summary>Z. Shape (P, D).</summary>
    public DenseRows Samples => _samples;

    /// <inheritdoc/>
    public override double* At(double* u, long step)
    {
        _gradient.Clear();
        DenseKernel.MultiplyBoth(_samples, 0, _samples.Rows, u, _values.Start, 1.0 / _samples.Rows, _gradient.Start);
        return _gradient.Start;
    }

    /// <inheritdoc/>
    public override double TrainLoss(double* u, int n)
    {
        DenseKernel.Multiply(_samples, 0, _samples.Rows, u, _values.Start);
        return DenseKernel.Dot(_values.Start, _values.Start, _values.Stride) / _samples.Rows;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _samples.Dispose();
        _gradient.Dispose();
        _values.Dispose();
        base.Dispose();
    }
}
