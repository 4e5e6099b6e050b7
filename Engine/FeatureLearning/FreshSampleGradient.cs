using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>B samples drawn anew at every step, one by one; all students of an ensemble see the same.</summary>
internal sealed unsafe class FreshSampleGradient : StudentGradient
{
    private readonly long _seed;
    private readonly int _draw;
    private readonly DenseRows _samples, _gradient, _values;

    /// <summary>Samples of the given draw: those of a step are one sub-stream. Shape (B, D).</summary>
    public FreshSampleGradient(long seed, int draw, int batchSize, int dimension)
    {
        (_seed, _draw) = (seed, draw);
        (_samples, _gradient, _values) = (new DenseRows(batchSize, dimension), new DenseRows(1, dimension), new DenseRows(1, batchSize));
    }

    /// <inheritdoc/>
    public override double* At(double* u, long step)
    {
        long apart = (_samples.Columns + GaussianFill.Together - 1) / GaussianFill.Together * GaussianFill.Together;
        for (int sample = 0; sample < _samples.Rows; sample++)
            GaussianFill.Fill(_samples.AsSpan(sample), sample * apart, _seed, _draw, RandomPurpose.StudentBatches, step);
        _gradient.Clear();
        DenseKernel.MultiplyBoth(_samples, 0, _samples.Rows, u, _values.Start, 1.0 / _samples.Rows, _gradient.Start);
        return _gradient.Start;
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
