using System.Numerics;
using ScalingTools.Numerics;

namespace ScalingTools.SparseParity;

/// <summary>The sparse bits M_k of every skill, found when asked for, and the number of ones a sample has among them.</summary>
internal sealed class SkillSubsets
{
    private const long TableLimit = 1 << 24; // random subsets kept, in bits, and masks, in words: at most 128 MB

    private readonly long _skillCount;
    private readonly int _skillBits, _sparseBits;
    private readonly Lazy<int[]>? _random;     // (n_s, m), bit positions of random subsets
    private readonly Lazy<ulong[]>? _masks;    // (n_s, words), M_k as a mask, where that is small and saves steps

    public SkillSubsets(long skillCount, int skillBits, int sparseBits, SubsetChoice choice, long seed)
    {
        (_skillCount, _skillBits, _sparseBits) = (skillCount, skillBits, sparseBits);
        WordsPerSample = (int)(((long)skillBits + 63) / 64);
        if (choice == SubsetChoice.Random)
            _random = new(() => DrawDistinct(seed));
        if (WordsPerSample <= sparseBits && skillCount <= TableLimit / WordsPerSample)
            _masks = new(MakeMasks);
    }

    /// <summary>⌈n_b/64⌉.</summary>
    public int WordsPerSample { get; }

    /// <summary>M_k: m bit positions in 0 … n_b-1, ascending.</summary>
    public int[] Subset(long skill)
    {
        int[] subset = new int[_sparseBits];
        CopyTo(skill, subset);
        return subset;
    }

    /// <summary>Σ_{j∈M_k} x_j by the popcount of word and mask.</summary>
    public int Ones(long skill, ReadOnlySpan<ulong> words)
    {
        if (_masks is null)
            return OnesBitByBit(skill, words);
        ReadOnlySpan<ulong> mask = _masks.Value.AsSpan((int)((skill - 1) * WordsPerSample), WordsPerSample);
        int ones = 0;
        for (int i = 0; i < mask.Length; i++)
            ones += BitOperations.PopCount(words[i] & mask[i]);
        return ones;
    }

    /// <summary>The same as <see cref="Ones"/>, bit by bit; for samples of more words than M_k has bits, and the reference for the others.</summary>
    public int OnesBitByBit(long skill, ReadOnlySpan<ulong> words)
    {
        Span<int> subset = _sparseBits <= 256 ? stackalloc int[_sparseBits] : new int[_sparseBits];
        CopyTo(skill, subset);
        int ones = 0;
        foreach (int bit in subset)
            ones += (int)(words[bit >> 6] >> (bit & 63)) & 1;
        return ones;
    }

    /// <summary>M_k as a mask: bit j mod 64 of word ⌊j/64⌋ for each j of it.</summary>
    /// <param name="skill">k, from 1.</param>
    /// <param name="mask">Zeros at first. Shape (words).</param>
    public void AddMask(long skill, Span<ulong> mask)
    {
        foreach (int bit in Subset(skill))
            mask[bit >> 6] |= 1UL << (bit & 63);
    }

    private void CopyTo(long skill, Span<int> subset)
    {
        if (_random is not null)
            _random.Value.AsSpan((int)(skill - 1) * _sparseBits, _sparseBits).CopyTo(subset);
        else
            for (int j = 0; j < subset.Length; j++)
                subset[j] = (int)((skill - 1) * _sparseBits + j);
    }

    // n_s distinct subsets, uniform among all such choices: draw one after the other and refuse what was there before.
    private int[] DrawDistinct(long seed)
    {
        if (_skillCount > TableLimit / _sparseBits)
            throw new ScalingException(ScalingError.TooLarge,
                $"Random subsets of {_sparseBits} bits for {_skillCount} skills do not fit in memory.",
                "Use disjoint subsets, which need no table, or fewer skills.", _skillCount);
        var stream = new RandomStream(seed, purpose: RandomPurpose.Subsets);
        HashSet<int[]> seen = new(new SameBits());
        int[] all = new int[_skillCount * _sparseBits];
        for (int k = 0; k < _skillCount; k++)
        {
            int[] subset;
            do
                subset = DrawOne(stream);
            while (!seen.Add(subset));
            subset.CopyTo(all, k * _sparseBits);
        }
        return all;
    }

    // m of n_b without replacement: Floyd's algorithm (Bentley and Floyd 1987), sorted.
    private int[] DrawOne(RandomStream stream)
    {
        SortedSet<int> chosen = [];
        for (int top = _skillBits - _sparseBits; top < _skillBits; top++)
            if (!chosen.Add((int)stream.NextInteger(top + 1)))
                chosen.Add(top);
        return [.. chosen];
    }

    private ulong[] MakeMasks()
    {
        ulong[] masks = new ulong[_skillCount * WordsPerSample];
        for (int k = 0; k < _skillCount; k++)
            AddMask(k + 1, masks.AsSpan(k * WordsPerSample, WordsPerSample));
        return masks;
    }

    private sealed class SameBits : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

        public int GetHashCode(int[] bits)
        {
            HashCode hash = new();
            foreach (int bit in bits)
                hash.Add(bit);
            return hash.ToHashCode();
        }
    }
}
