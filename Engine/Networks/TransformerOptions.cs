namespace ScalingTools.Networks;

/// <summary>What a transformer is, apart from how it is computed: its size, and what its parts are.</summary>
/// <remarks>
/// x_l = E_{token(l)} + P_l; in each block x ← x + W_o concat_h softmax(q_h k_hᵀ/√d) v_h, then x ← x + W_2 φ(W_1 x + b_1) + b_2, with normalisations between them as said; d = width/heads.
/// Source: Vaswani et al. 2017, arXiv:1706.03762; the defaults are those of Nam et al. 2024, App. K.2.
/// </remarks>
public sealed record TransformerOptions
{
    /// <summary>Different tokens, at least 1. Default: 2.</summary>
    public int Vocabulary { get; init; } = 2;
    /// <summary>Tokens of a sequence, at least 1. Default: 37.</summary>
    public int SequenceLength { get; init; } = 37;
    /// <summary>Numbers that come out for each thing that is read, at least 1. Default: 1.</summary>
    public int OutputCount { get; init; } = 1;
    /// <summary>Blocks, at least 1. Default: 1.</summary>
    public int Layers { get; init; } = 1;
    /// <summary>Heads of each attention, which divide the width. Default: 4.</summary>
    public int Heads { get; init; } = 4;
    /// <summary>E, numbers of a place. Default: 512.</summary>
    public int Width { get; init; } = 512;
    /// <summary>Neurons of each MLP; 0 for attention only. Default (null): 4E.</summary>
    public int? HiddenWidth { get; init; }
    /// <summary>φ. Default: Relu.</summary>
    public TransformerActivation Activation { get; init; }
    /// <summary>Whether a place sees only those up to itself. Default: yes.</summary>
    public bool Causal { get; init; } = true;
    /// <summary>Whether every position has learnt numbers of its own. Default: yes.</summary>
    public bool Positions { get; init; } = true;
    /// <summary>Whether a bias and max(·, 0) follow the embedding, which is then a linear layer on one-hot token and position. Default: no.</summary>
    public bool RectifiedEmbedding { get; init; }
    /// <summary>Where it normalises. Default: Before.</summary>
    public TransformerNormalization Normalization { get; init; }
    /// <summary>What the read-out reads. Default: Every.</summary>
    public TransformerReadout Readout { get; init; }
    /// <summary>How sizes depend on the width. Default: PyTorch.</summary>
    public TransformerParameterization Parameterization { get; init; }
    /// <summary>γ_0 > 0 of MeanField: small for a network that stays linear, 1 for one whose features move. Default: 1.</summary>
    public double Richness { get; init; } = 1;

    internal int Hidden => HiddenWidth ?? 4 * Width;
    internal int ReadoutInputs => Readout == TransformerReadout.Flattened ? SequenceLength * Width : Width;
    /// <summary>γ_0² E for MeanField, else 1.</summary>
    internal double RateFactor => Parameterization == TransformerParameterization.MeanField ? Richness * Richness * Width : 1;

    /// <summary>
    /// Floating-point operations of training on one sequence: 6 for each weight of a layer and place, 12 E for each pair of places that attention compares, whether it sees them or not, and 6 for each weight of the read-out.
    /// </summary>
    internal double OperationsPerSequence()
    {
        double weights = 4.0 * Width * Width + 2.0 * Width * Hidden, length = SequenceLength;
        return Layers * (6 * length * weights + 12 * length * length * Width) + 6.0 * ReadoutInputs * OutputCount * (Readout == TransformerReadout.Every ? length : 1);
    }

    /// <summary>N, weights and biases.</summary>
    /// <exception cref="ScalingException">As for <see cref="Check"/>.</exception>
    public long CountParameters()
    {
        Check();
        using Autodiff.ParameterSet set = TransformerModel.Parameters(this);
        return set.Count;
    }

    /// <summary>Whether such a transformer can be.</summary>
    /// <exception cref="ScalingException">OutOfRange; InconsistentInput for a width that the heads do not divide; TooLarge.</exception>
    public void Check()
    {
        foreach ((string name, int value) in new[] { (nameof(Vocabulary), Vocabulary), (nameof(SequenceLength), SequenceLength), (nameof(OutputCount), OutputCount), (nameof(Layers), Layers), (nameof(Heads), Heads), (nameof(Width), Width) })
            Guard.Positive((long)value, name);
        if (HiddenWidth < 0)
            throw Guard.OutOfRange(nameof(HiddenWidth), HiddenWidth, "zero or a positive whole number");
        Guard.Positive(Richness, nameof(Richness));
        if (Width % Heads != 0)
            throw new ScalingException(ScalingError.InconsistentInput, $"A width of {Width} cannot be shared by {Heads} heads.", $"Give a Width that is a multiple of {Heads}, or Heads that divide {Width}.", Width);
        const long Most = 1L << 29; // numbers: 2 GiB
        double numbers = Layers * ((double)Width * Width * 4 + 2.0 * Width * Hidden) + (double)(Vocabulary + SequenceLength) * Width + (double)ReadoutInputs * OutputCount;
        if (numbers > Most)
            throw new ScalingException(ScalingError.TooLarge, $"A transformer of about {numbers:G3} parameters does not fit in memory.", "Use a smaller Width, or fewer Layers.", Width);
    }

    /// <summary>Whether a sequence can be read.</summary>
    /// <param name="length">Its tokens.</param>
    /// <exception cref="ScalingException">InconsistentInput for a longer one than <see cref="SequenceLength"/>.</exception>
    internal void CheckSequence(int length)
    {
        if (length > SequenceLength)
            throw new ScalingException(ScalingError.InconsistentInput, $"A sequence of {length} tokens is longer than the {SequenceLength} that the transformer has positions for.",
                "Give a larger SequenceLength, or shorter sequences.", length);
    }
}
