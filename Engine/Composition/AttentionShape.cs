namespace ScalingTools.Composition;

/// <summary>
/// What an attention-only transformer is, apart from its weights: embeddings of N tokens and T positions, L layers of one head with merged W_KQ and W_OV, a read-out of N outputs
/// for each hop length; and where its parameters lie in one list of numbers.
/// </summary>
/// <param name="Tokens">N.</param>
/// <param name="Sequence">T.</param>
/// <param name="Layers">L, and how many hop lengths there are.</param>
/// <param name="Width">d.</param>
internal sealed record AttentionShape(int Tokens, int Sequence, int Layers, int Width)
{
    /// <summary>d, padded; what is beyond d is zero and stays so.</summary>
    public int Columns { get; } = SingleProduct.Padded(Width);
    /// <summary>L N outputs, padded.</summary>
    public int Outputs { get; } = SingleProduct.Padded(Layers * Tokens);
    /// <summary>T, padded: a row of attention.</summary>
    public int Keys { get; } = SingleProduct.Padded(Sequence);

    /// <summary>Token embeddings. Shape (N, d).</summary>
    public int TokenEmbedding { get; }
    /// <summary>Position embeddings. Shape (T, d).</summary>
    public int PositionEmbedding => Tokens * Columns;
    /// <summary>W_KQᵀ of a layer, so that q_i = x_i W_KQᵀ. Shape (d, d).</summary>
    public int KeyQuery(int layer) => (Tokens + Sequence + 2 * layer * Columns) * Columns;
    /// <summary>W_OVᵀ of a layer. Shape (d, d).</summary>
    public int OutputValue(int layer) => (Tokens + Sequence + (2 * layer + 1) * Columns) * Columns;
    /// <summary>Ψᵀ, all hop lengths side by side. Shape (d, L N).</summary>
    public int Readout => (Tokens + Sequence + 2 * Layers * Columns) * Columns;
    /// <summary>Numbers in all, padding included.</summary>
    public int Total => Readout + Columns * Outputs;
    /// <summary>Parameters, without padding.</summary>
    public long ParameterCount => (long)(Tokens + Sequence) * Width + 2L * Layers * Width * Width + (long)Width * Layers * Tokens;
}
