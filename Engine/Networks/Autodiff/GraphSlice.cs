namespace ScalingTools.Networks.Autodiff;

/// <summary>The graph of a part of a batch, with what fills in its data.</summary>
internal abstract class GraphSlice : IDisposable
{
    /// <summary>The graph, complete.</summary>
    public Graph Graph { get; } = new();
    /// <summary>Its last step.</summary>
    public abstract LossOperation Loss { get; }

    /// <summary>Fills in samples of the batch of a step.</summary>
    /// <param name="step">Which batch.</param>
    /// <param name="first">The first sample of the batch.</param>
    /// <param name="count">How many; places that are left are not read, but hold valid numbers.</param>
    public abstract void Fill(long step, int first, int count);

    /// <inheritdoc/>
    public virtual void Dispose() => Graph.Dispose();
}
