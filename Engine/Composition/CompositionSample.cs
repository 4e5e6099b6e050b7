namespace ScalingTools.Composition;

/// <summary>One prompt of a k-fold composition task with a start and its label. Things are counted from 1.</summary>
public sealed record CompositionSample
{
    /// <summary>k.</summary>
    public required int Length { get; init; }
    /// <summary>N.</summary>
    public required int Size { get; init; }
    /// <summary>The seed of the task.</summary>
    public required long Seed { get; init; }
    /// <summary>m, from 0; the prompt is a pure function of (seed, m).</summary>
    public required long Index { get; init; }
    /// <summary>σ_1 | σ_2 | …, each as its values at 1 … N.</summary>
    public required string Prompt { get; init; }
    /// <summary>i, where the hop begins.</summary>
    public required int Block { get; init; }
    /// <summary>r, how many pairs of permutations are composed; k for the whole answer.</summary>
    public required int HopLength { get; init; }
    /// <summary>x, or j of a partial answer.</summary>
    public required int Start { get; init; }
    /// <summary>x > π_i(x) > σ_i(π_i(x)) > …, what the hop passes.</summary>
    public required string Path { get; init; }
    /// <summary>hop_i^r(σ)(x); f_π(σ, x) for r = k.</summary>
    public required int Label { get; init; }
    /// <summary>The prompt as a question in English and its answer, for k = 2 and N ≤ 7; else empty.</summary>
    public string Text { get; init; } = "";
}
