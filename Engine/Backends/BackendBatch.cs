namespace ScalingTools.Backends;

/// <summary>Samples as plain arrays, which may be used again and longer than the samples need.</summary>
internal sealed class BackendBatch
{
    /// <summary>How many numbers samples take, at most what an array can have.</summary>
    /// <exception cref="ScalingException">TooLarge.</exception>
    public static int Numbers(int samples, long perSample) => samples * perSample <= Array.MaxLength ? (int)(samples * perSample) : throw new ScalingException(ScalingError.TooLarge,
        $"A batch of {samples} samples does not fit in an array.", $"Halve the batch: a BatchSize of {samples / 2}.", samples);

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
