using ScalingTools.Backends;

namespace ScalingTools.Networks;

/// <summary>Training of one network on sparse parity, whatever its architecture.</summary>
internal abstract class ParityTrainer : IDisposable
{
    /// <summary>A network at step 0.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="threads">How many threads work on this one network; the result does not depend on it.</param>
    /// <param name="device">The backend that trains; null for the managed engine.</param>
    public static ParityTrainer Create(TrainingSettings settings, int threads, BackendDevice? device = null) =>
        device is not null ? new BackendParityTrainer(settings, device, threads)
        : settings.Transformer is null ? TwoLayerTrainer.Create(settings, NetworkInitializer.Draw(settings), threads) : new TransformerTrainer(settings, threads);

    /// <summary>t, steps done.</summary>
    public abstract long Step { get; }
    /// <summary>Whether the loss of a batch was no longer finite; training has then ended.</summary>
    public abstract bool Diverged { get; }
    /// <summary>The loss on the batch of the last step, before that step.</summary>
    public abstract double BatchLoss { get; }
    /// <summary>The largest loss on a batch since <see cref="ForgetLargestBatchLoss"/>.</summary>
    public abstract double LargestBatchLoss { get; }
    /// <summary>Begins a new window of <see cref="LargestBatchLoss"/>.</summary>
    public abstract void ForgetLargestBatchLoss();
    /// <summary>Bytes of native memory held.</summary>
    public abstract long Bytes { get; }

    /// <summary>Trains until so many steps are done, the loss is not finite, or it is cancelled, which leaves a whole number of steps done.</summary>
    public abstract void TrainTo(long step, CancellationToken cancellation = default);

    /// <summary>f_b of every sample of a batch, with the parameters as they are.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="layout">The layout they were packed by.</param>
    /// <param name="function">f. Shape (padded).</param>
    public abstract void Evaluate(PackedBatch batch, InputLayout layout, Numerics.AlignedMemory function);

    /// <summary>The parameters of a two-layer network; null for others.</summary>
    public virtual TwoLayerWeights? Weights() => null;

    /// <summary>Writes everything the rest of the training depends on.</summary>
    public abstract void Save(BinaryWriter to);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public abstract void Load(BinaryReader from);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    protected abstract void Dispose(bool disposing);
}
