namespace ScalingTools.Backends;

/// <summary>Samples as plain arrays, which may be used again and longer than the samples need.</summary>
internal sealed class BackendBatch
{
    /// <summary>B, samples.</summary>
    public required int Count { get; set; }
    /// <summary>Numbers that go in; null for a model that reads <see cref="Tokens"/>. Shape (B, inputs).</summary>
    public float[]? Values { get; init; }
    /// <summary>Whole numbers that go in. Shape (B, length).</summary>
    public int[]? Tokens { get; init; }
    /// <summary>y of squared errors. Shape (rows, outputs).</summary>
    public float[]? Targets { get; init; }
    /// <summary>Classes, of cross-entropies. Shape (rows).</summary>
    public int[]? Labels { get; init; }
    /// <summary>w_r; null for one over the number of rows. Shape (rows).</summary>
    public float[]? Weights { get; init; }
}
