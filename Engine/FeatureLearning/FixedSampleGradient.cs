using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>P samples, the same at every step.</summary>
internal sealed unsafe class FixedSampleGradient : SampleGradient
{
    /// <summary>Draws the samples: sample μ is sub-stream μ. Shape (P, D).</summary>
    public FixedSampleGradient(long seed, int draw, int count, int dimension) : base(count, dimension)
    {
        for (int sample = 0; sample < count; sample++)
            GaussianFill.Fill(Samples.AsSpan(sample), 0, seed, draw, RandomPurpose.StudentSamples, sample);
    }

    /// <inheritdoc/>
    public override double TrainLoss(double* u, int n)
    {
        DenseKernel.Multiply(Samples, 0, Samples.Rows, u, Values.Start);
        return DenseKernel.Dot(Values.Start, Values.Start, Values.Stride) / Samples.Rows;
    }
}
