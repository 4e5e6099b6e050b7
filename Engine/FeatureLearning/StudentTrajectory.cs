using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>A student on its way through training, by steps or by flow.</summary>
internal abstract unsafe class StudentTrajectory : IDisposable
{
    /// <summary>u, where the training is. Shape (D).</summary>
    public abstract double* Error { get; }

    /// <summary>(1/N) |w|².</summary>
    public abstract double WeightNorm { get; }

    /// <summary>To a later time.</summary>
    /// <exception cref="ScalingException">Diverged.</exception>
    public abstract void AdvanceTo(double time, CancellationToken cancellation);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
