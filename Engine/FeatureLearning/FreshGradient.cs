using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The gradient of B fresh samples, drawn as a whole: the same in law as <see cref="FreshSampleGradient"/> for one student, from D + 1 random numbers
/// instead of BD.
/// </summary>
/// <remarks>
/// The outputs s = Zu of the samples are i.i.d. N(0, |u|²), and the part of Z across u is independent of them: Zᵀs = u |s|²/|u|² + |s| (1 - uuᵀ/|u|²) ζ
/// with ζ ~ N(0, 1), and |s|²/|u|² = χ² with B degrees of freedom.
/// </remarks>
internal sealed unsafe class FreshGradient : StudentGradient
{
    private readonly long _seed;
    private readonly int _draw, _batchSize;
    private readonly DenseRows _gradient;

    /// <summary>Gradients of the given draw: ζ of a step is one sub-stream, χ² another.</summary>
    public FreshGradient(long seed, int draw, int batchSize, int dimension) =>
        (_seed, _draw, _batchSize, _gradient) = (seed, draw, batchSize, new DenseRows(1, dimension));

    /// <inheritdoc/>
    public override double* At(double* u, long step)
    {
        double* z = _gradient.Start;
        int n = _gradient.Stride;
        GaussianFill.Fill(_gradient.AsSpan(0), 0, _seed, _draw, RandomPurpose.StudentBatches, 2 * step);
        double chi = ChiSquareSampler.Next(new RandomStream(_seed, _draw, RandomPurpose.StudentBatches, 2 * step + 1), _batchSize);
        double square = DenseKernel.Dot(u, u, n), size = Math.Sqrt(chi * square) / _batchSize;
        double along = square > 0 ? DenseKernel.Dot(u, z, n) / square : 0;
        DenseKernel.Combine(z, chi / _batchSize - size * along, u, size, n);
        return z;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _gradient.Dispose();
        base.Dispose();
    }
}
