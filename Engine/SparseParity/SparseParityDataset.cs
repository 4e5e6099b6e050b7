namespace ScalingTools.SparseParity;

/// <summary>
/// The multitask sparse parity task: skill k ~ P_s, skill bits x ∈ {0,1}^{n_b} uniform, target f* = S Σ_k g_k with
/// g_k(i, x) = (-1)^{Σ_{j∈M_k} x_j} for i = k and 0 otherwise; with D fixed points or endless ones.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 1–4, whose values are the defaults; random subsets and 0/1 labels are those of Michaud et al. 2023.
/// Nothing is stored: point j is a pure function of (Seed, j), and the subsets are found when they are needed, so that the object
/// also carries the constants of the multilinear model for n_s = 10^9. Immutable and thread-safe.
/// </remarks>
public sealed partial record SparseParityDataset
{
    private const long DefaultSkillBits = 32;

    private readonly SkillDistribution _skills;
    private readonly double[]? _weights;
    private readonly Lazy<SkillSubsets> _subsets;

    /// <summary>A task with the given constants; what is left out takes the paper's value.</summary>
    /// <param name="skillCount">n_s ≥ 1; null for 5, or for the number of weights.</param>
    /// <param name="skillBits">n_b; null for 32, or n_s·m where disjoint subsets need more.</param>
    /// <param name="sparseBits">m ≥ 1.</param>
    /// <param name="alpha">α > 0 of P_s(k) ∝ k^-(α+1); null for 0.6. Only for Zipf frequencies.</param>
    /// <param name="targetScale">S > 0.</param>
    /// <param name="sampleCount">D ≥ 1; null for endless data.</param>
    /// <param name="subsets">Disjoint or random subsets M_k.</param>
    /// <param name="labels">±S or 0/1.</param>
    /// <param name="seed">Decides the random subsets and every point; any value.</param>
    /// <param name="frequency">Zipf, uniform or weighted skills; null for weighted if there are weights and for Zipf if not.</param>
    /// <param name="weights">w_1 … w_{n_s} for weighted skills: finite, not negative, not all zero.</param>
    /// <exception cref="ScalingException">
    /// AlphaNotPositive, NotEnoughSkillBits, NoSamples, ParameterOutOfRange, or InconsistentInput where weights, α, n_s and the frequency contradict.
    /// </exception>
    public SparseParityDataset(
        long? skillCount = null,
        long? skillBits = null,
        int sparseBits = 3,
        double? alpha = null,
        double targetScale = 5,
        long? sampleCount = null,
        SubsetChoice subsets = SubsetChoice.Disjoint,
        LabelConvention labels = LabelConvention.Signed,
        long seed = 1,
        SkillFrequency? frequency = null,
        IEnumerable<double>? weights = null)
    {
        _weights = weights?.ToArray();
        Frequency = frequency ?? (_weights is null ? SkillFrequency.Zipf : SkillFrequency.Weighted);
        SkillCount = Guard.Positive(skillCount ?? _weights?.Length ?? 5, "SkillCount");
        SparseBits = (int)Guard.Positive((long)sparseBits, "SparseBits");
        TargetScale = Guard.Positive(targetScale);
        SampleCount = Guard.SampleCount(sampleCount);
        Subsets = subsets;
        Labels = labels;
        Seed = seed;

        CheckFrequency(alpha);
        Alpha = Frequency == SkillFrequency.Zipf ? Guard.Alpha(alpha ?? 0.6) : null;
        SkillBits = EnoughBits(skillBits);
        _skills = Frequency switch
        {
            SkillFrequency.Zipf => new ZipfSkills(Alpha!.Value, SkillCount),
            SkillFrequency.Uniform => new UniformSkills(SkillCount),
            _ => new WeightedSkills(_weights!),
        };
        _subsets = new(MakeSubsets);
    }

    /// <summary>n_s, the number of skills. Default: 5.</summary>
    public long SkillCount { get; }
    /// <summary>n_b, the number of skill bits. Default: 32, or n_s·m where disjoint subsets need more.</summary>
    public long SkillBits { get; }
    /// <summary>m, the number of sparse bits of a skill. Default: 3.</summary>
    public int SparseBits { get; }
    /// <summary>α of P_s(k) ∝ k^-(α+1); null where the frequencies are not a power law. Default: 0.6.</summary>
    public double? Alpha { get; }
    /// <summary>S, the size of the target ±S. Default: 5.</summary>
    public double TargetScale { get; }
    /// <summary>D; null for endless data, the default.</summary>
    public long? SampleCount { get; }
    /// <summary>How the M_k are chosen. Default: Disjoint.</summary>
    public SubsetChoice Subsets { get; }
    /// <summary>±S or 0/1. Default: Signed.</summary>
    public LabelConvention Labels { get; }
    /// <summary>Decides the random subsets and every point. Default: 1.</summary>
    public long Seed { get; }
    /// <summary>Where P_s comes from. Default: Zipf.</summary>
    public SkillFrequency Frequency { get; }

    /// <summary>P_s.</summary>
    public SkillDistribution GetSkills() => _skills;

    /// <summary>M_k: the m bit positions of skill k in 0 … n_b-1, ascending.</summary>
    /// <param name="skill">k, from 1 to n_s.</param>
    /// <exception cref="ScalingException">SkillNotFound; TooLarge where subsets or bits do not fit in memory.</exception>
    public int[] GetSubset(long skill)
    {
        CheckSkill(skill);
        return _subsets.Value.Subset(skill);
    }

    /// <summary>The M_k of some skills as masks, each ⌈n_b/64⌉ words. Shape (skills, words).</summary>
    /// <exception cref="ScalingException">SkillNotFound; TooLarge where subsets or bits do not fit in memory.</exception>
    internal ulong[] GetMasks(IReadOnlyList<int> skills)
    {
        SkillSubsets subsets = _subsets.Value;
        ulong[] masks = new ulong[(long)skills.Count * subsets.WordsPerSample];
        for (int i = 0; i < skills.Count; i++)
        {
            CheckSkill(skills[i]);
            subsets.AddMask(skills[i], masks.AsSpan(i * subsets.WordsPerSample, subsets.WordsPerSample));
        }
        return masks;
    }

    /// <summary>Σ_{j∈M_k} x_j, the number of ones among the sparse bits of skill k.</summary>
    /// <param name="skill">k, from 1 to n_s.</param>
    /// <param name="bits">x, 64 to a word: bit j is bit j mod 64 of word ⌊j/64⌋.</param>
    /// <exception cref="ScalingException">SkillNotFound; InconsistentInput where bits is too short.</exception>
    public int CountOnes(long skill, ReadOnlySpan<ulong> bits)
    {
        CheckSkill(skill);
        SkillSubsets subsets = _subsets.Value;
        return bits.Length >= subsets.WordsPerSample
            ? subsets.Ones(skill, bits)
            : throw new ScalingException(ScalingError.InconsistentInput,
                $"{SkillBits} skill bits fill {subsets.WordsPerSample} words of 64, got {bits.Length}.", "Pass the whole sample.", bits.Length);
    }

    /// <summary>g_k(i, x) = (-1)^{Σ_{j∈M_k} x_j} if i = k, else 0 (Eq. 2).</summary>
    /// <param name="k">Which basis function, from 1 to n_s.</param>
    /// <param name="skill">i, the skill of the sample.</param>
    /// <param name="bits">x, 64 to a word.</param>
    public int BasisFunction(long k, long skill, ReadOnlySpan<ulong> bits)
    {
        int ones = CountOnes(k, bits);
        return skill != k ? 0 : int.IsEvenInteger(ones) ? 1 : -1;
    }

    /// <summary>f*(i, x) = S g_i(i, x): +S for an even number of ones in M_i, -S for an odd one (Eq. 4).</summary>
    /// <param name="skill">i, from 1 to n_s.</param>
    /// <param name="bits">x, 64 to a word.</param>
    public double Target(long skill, ReadOnlySpan<ulong> bits) => TargetScale * BasisFunction(skill, skill, bits);

    /// <summary>What a network is trained to reproduce: the target f* = ±S, or the parity 0/1.</summary>
    /// <param name="skill">i, from 1 to n_s.</param>
    /// <param name="bits">x, 64 to a word.</param>
    public double Label(long skill, ReadOnlySpan<ulong> bits) =>
        Labels == LabelConvention.Signed ? Target(skill, bits) : CountOnes(skill, bits) & 1;

    /// <summary>Two data sets are equal when all their constants are, so that they hold the same points.</summary>
    public bool Equals(SparseParityDataset? other) =>
        other is not null && Constants == other.Constants && _weights.AsSpan().SequenceEqual(other._weights);

    /// <inheritdoc/>
    public override int GetHashCode() => Constants.GetHashCode();

    private (long, long, int, double?, double, long?, SubsetChoice, LabelConvention, long, SkillFrequency) Constants =>
        (SkillCount, SkillBits, SparseBits, Alpha, TargetScale, SampleCount, Subsets, Labels, Seed, Frequency);

    private SkillSubsets MakeSubsets() => SkillBits < int.MaxValue
        ? new SkillSubsets(SkillCount, (int)SkillBits, SparseBits, Subsets, Seed)
        : throw new ScalingException(ScalingError.TooLarge, $"Samples of {SkillBits} bits do not fit in memory.",
            "Networks need far fewer skills; the multilinear model needs no samples.", SkillBits);

    private void CheckSkill(long skill) => _skills.Probability(skill);

    private void CheckFrequency(double? alpha)
    {
        string? problem =
            Frequency == SkillFrequency.Weighted && _weights is null ? "Weighted skills need weights."
            : Frequency != SkillFrequency.Weighted && _weights is not null ? $"Weights do not go with {Frequency} skills."
            : _weights is not null && _weights.Length != SkillCount ? $"There are {_weights.Length} weights for {SkillCount} skills."
            : Frequency != SkillFrequency.Zipf && alpha is not null ? $"Alpha does not go with {Frequency} skills."
            : null;
        if (problem is not null)
            throw new ScalingException(ScalingError.InconsistentInput, problem,
                "Give Alpha for Zipf skills, one weight per skill for weighted skills, and neither for uniform skills.", Frequency);
    }

    // n_s·m ≤ n_b for disjoint subsets; m ≤ n_b and n_s ≤ C(n_b, m) for random ones
    private long EnoughBits(long? given)
    {
        if (given is { } bits)
            Guard.Positive(bits, "SkillBits");
        Int128 disjoint = (Int128)SkillCount * SparseBits;
        if (Subsets == SubsetChoice.Random)
        {
            long n = given ?? DefaultSkillBits;
            return EnoughSubsets(n) ? n : throw NotEnough(n, $"random subsets of {SparseBits} bits for {SkillCount} skills",
                $"Give more SkillBits: the binomial coefficient of SkillBits and SparseBits must reach SkillCount.");
        }
        if (disjoint > long.MaxValue)
            throw Guard.OutOfRange(nameof(SkillCount), SkillCount, "such that SkillCount * SparseBits is a 64-bit number");
        long needed = (long)disjoint;
        long chosen = given ?? Math.Max(DefaultSkillBits, needed);
        return chosen >= needed ? chosen : throw NotEnough(chosen, $"disjoint subsets of {SparseBits} bits for {SkillCount} skills",
            $"Give at least {needed} SkillBits, or use random subsets, which may overlap.");

        static ScalingException NotEnough(long bits, string what, string advice) =>
            new(ScalingError.NotEnoughSkillBits, $"{bits} skill bits are not enough for {what}.", advice, bits);
    }

    private bool EnoughSubsets(long bits)
    {
        if (SparseBits > bits)
            return false;
        double subsets = 1; // C(n_b, m), exact as long as it matters
        for (long j = 1; j <= Math.Min(SparseBits, bits - SparseBits) && subsets < SkillCount; j++)
            subsets = Math.Round(subsets * (bits - j + 1) / j);
        return subsets >= SkillCount;
    }
}
