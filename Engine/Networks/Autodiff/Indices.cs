using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>Whole numbers that a graph reads: tokens, labels.</summary>
internal sealed unsafe class Indices(int count) : IDisposable
{
    private readonly AlignedMemory _memory = new(sizeof(int) * (long)count);

    /// <summary>How many.</summary>
    public int Count { get; } = count;
    /// <summary>The first.</summary>
    public int* Values => (int*)_memory.Start;

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
