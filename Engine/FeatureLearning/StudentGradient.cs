using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>What a student sees of its error u at one step: ĝ = (1/B) ZᵀZ u with samples Z of standard normal numbers, so that Λ^½ĝ is the g of Eq. 3.</summary>
internal abstract unsafe class StudentGradient : IDisposable
{
    /// <summary>ĝ; it may be u itself. Valid until the next call. Shape (D).</summary>
    /// <param name="u">The error. Shape (D).</param>
    /// <param name="step">Which step, from 0: decides fresh samples.</param>
    public abstract double* At(double* u, long step);

    /// <summary>The loss on the samples that are trained on; |u|² where they are always fresh.</summary>
    public virtual double TrainLoss(double* u, int n) => DenseKernel.Dot(u, u, n);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}

