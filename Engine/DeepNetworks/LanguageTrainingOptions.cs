namespace ScalingTools.DeepNetworks;

/// <summary>Next-token prediction on a text by decoder-only transformers in mean-field parameterisation, trained by stochastic gradient descent on the cross-entropy.</summary>
/// <remarks>
/// Logits are taken relative to the transformer at the start, so that every run begins at ln V and a small γ_0 is the lazy limit. The learning rate is multiplied by γ_0² E.
/// Source: arXiv:2409.17858, Fig. 8 (L = 4, 16 heads of 128, on C4); the defaults here are small enough for a minute.
/// </remarks>
public sealed record LanguageTrainingOptions : DeepTrainingOptions
{
    /// <summary>The text; has to be given.</summary>
    public required LanguageCorpus Corpus { get; init; }
    /// <summary>Tokens that a prediction can look back on, at least 1. Default: 64.</summary>
    public int ContextLength { get; init; } = 64;
    /// <summary>Blocks. Default: 2.</summary>
    public int Layers { get; init; } = 2;
    /// <summary>Heads, which divide the width. Default: 4.</summary>
    public int Heads { get; init; } = 4;
    /// <summary>E, numbers of a place. Default: 64.</summary>
    public int Width { get; init; } = 64;
    /// <summary>0 ≤ μ &lt; 1. Default: 0.</summary>
    public double Momentum { get; init; }
    /// <summary>B, sequences of a step, at least 1. Default: 16.</summary>
    public int BatchSize { get; init; } = 16;
    /// <summary>Sequences held out that are measured on, evenly spread over what is held out. Default: 64.</summary>
    public int TestSequences { get; init; } = 64;
}
