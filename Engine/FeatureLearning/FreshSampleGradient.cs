using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>B samples drawn anew at every step, one by one; all students of an ensemble see the same.</summary>
internal sealed unsafe class FreshSampleGradient(long seed, int draw, int batchSize, int dimension) : SampleGradient(batchSize, dimension)
{
    /// <inheritdoc/>
    /// <remarks>The samples of a step are one sub-stream.</remarks>
    public override double* At(double* u, long step)
    {
        long apart = (Samples.Columns + GaussianFill.Together - 1) / GaussianFill.Together * GaussianFill.Together;
        for (int sample = 0; sample < Samples.Rows; sample++)
            GaussianFill.Fill(Samples.AsSpan(sample), sample * apart, seed, draw, RandomPurpose.StudentBatches, step);
        return base.At(u, step);
    }
}
