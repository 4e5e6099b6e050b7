using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Networks;

/// <summary>
/// How an input of one control bit and n_b skill bits is cut into a key and groups of bits, so that a sum over the bits that are set is
/// 1 + 4Q looked-up partial sums instead of n_b products: Σ_j W_j x_j = base[i, x_0…x_{s-1}] + Σ_g table_g[bits of group g].
/// </summary>
/// <remarks>
/// The key is the skill i with the first s bits; a batch is sorted by it, so that its rows, too many for the fastest cache, are met in order.
/// The other bits form 4Q groups of nearly equal size, whose rows for sixteen neurons have to stay in that cache. Rows are 64 bytes.
/// </remarks>
internal sealed class InputLayout
{
    /// <summary>Neurons of a block, whose rows lie side by side.</summary>
    public const int BlockSize = 16;
    /// <summary>Bytes of a row: a number for each neuron of a block.</summary>
    public const int RowBytes = BlockSize * sizeof(float);
    /// <summary>Groups whose offsets share a word of 64 bits.</summary>
    public const int GroupsPerWord = 4;

    private readonly FourGroups[] _four; // of each word

    private const int CacheRows = 352;        // 22 KiB of a first-level cache of 32
    private const int MaxKeyBits = 12;
    // In additions of sixteen numbers, forwards and backwards, as measured: a look-up, what a sample costs besides, and a row of a table.
    private const double LookUpCost = 6, SampleCost = 14, RowCost = 8;

    /// <summary>The cheapest layout for batches of a size.</summary>
    public InputLayout(int skillCount, int skillBits, int batchSize)
    {
        (SkillCount, SkillBits) = (skillCount, skillBits);
        double best = double.PositiveInfinity;
        for (int s = 0; s <= Math.Min(skillBits, MaxKeyBits); s++)
            for (int words = skillBits - s > CacheRows / 2 ? (skillBits - s + 3) / GroupsPerWord : 1; ; words++) // two rows a bit at least
            {
                int[] sizes = Sizes(skillBits - s, GroupsPerWord * words);
                long rows = sizes.Sum(bits => 1L << Math.Min(bits, 40));
                if (rows <= CacheRows || sizes.Max() <= 1)
                {
                    double cost = batchSize * (LookUpCost * (1 + GroupsPerWord * words) + SampleCost) + RowCost * (rows + skillCount * Math.Pow(2, s));
                    if (cost < best)
                        (best, KeyBits, GroupSizes) = (cost, s, sizes);
                    break;
                }
            }
        FirstRows = new int[GroupSizes.Length];
        for (int g = 1; g < GroupSizes.Length; g++)
            FirstRows[g] = g % GroupsPerWord == 0 ? 0 : FirstRows[g - 1] + (1 << GroupSizes[g - 1]);
        TableRows = new int[WordsPerSample];
        for (int q = 0; q < WordsPerSample; q++)
            TableRows[q] = FirstRows[GroupsPerWord * q + 3] + (1 << GroupSizes[GroupsPerWord * q + 3]);
        TableStride = TableRows.Max() * RowBytes;
        int[] shift = new int[GroupSizes.Length];
        for (int g = 0, bit = KeyBits; g < shift.Length; bit += GroupSizes[g++])
            shift[g] = Math.Min(63, bit);
        _four = new FourGroups[WordsPerSample];
        for (int q = 0; q < _four.Length; q++)
            _four[q] = new FourGroups(shift.AsSpan(GroupsPerWord * q), GroupSizes.AsSpan(GroupsPerWord * q), FirstRows.AsSpan(GroupsPerWord * q));
    }

    /// <summary>n_s.</summary>
    public int SkillCount { get; }
    /// <summary>n_b.</summary>
    public int SkillBits { get; }
    /// <summary>s, the skill bits in the key.</summary>
    public int KeyBits { get; }
    /// <summary>Bits of each of the 4Q groups; a group may be empty.</summary>
    public int[] GroupSizes { get; } = [];
    /// <summary>First row of each group in the table of its word.</summary>
    public int[] FirstRows { get; }
    /// <summary>Q.</summary>
    public int WordsPerSample => GroupSizes.Length / GroupsPerWord;
    /// <summary>Rows in use in the table of each word.</summary>
    public int[] TableRows { get; }
    /// <summary>Bytes from one word's table to the next.</summary>
    public int TableStride { get; }
    /// <summary>n_s 2^s.</summary>
    public int KeyCount => SkillCount << KeyBits;

    /// <summary>(i - 1) 2^s + the first s bits.</summary>
    /// <param name="skill">i, from 1.</param>
    /// <param name="bits">x, 64 to a word.</param>
    public int Key(int skill, ReadOnlySpan<ulong> bits) => (skill - 1 << KeyBits) | (int)(bits[0] & ((1UL << KeyBits) - 1));

    /// <summary>Where the rows of a sample are: four offsets of 16 bits, in bytes from the start of the word's table.</summary>
    /// <param name="bits">x, 64 to a word.</param>
    /// <param name="offsets">One word for each four groups. Shape (Q).</param>
    public void Offsets(ReadOnlySpan<ulong> bits, Span<ulong> offsets)
    {
        if (bits.Length == 1)
        {
            for (int q = 0; q < offsets.Length; q++)
                offsets[q] = _four[q].Offsets(bits[0]);
            return;
        }
        int first = KeyBits;
        for (int q = 0; q < offsets.Length; q++)
        {
            ulong word = 0;
            for (int g = 0; g < GroupsPerWord; g++)
            {
                int size = GroupSizes[GroupsPerWord * q + g];
                ulong row = Extract(bits, first, size) + (ulong)FirstRows[GroupsPerWord * q + g];
                word |= row * RowBytes << 16 * g;
                first += size;
            }
            offsets[q] = word;
        }
    }

    /// <summary>The groups that share a word of offsets, for bits that are one word.</summary>
    /// <param name="word">q, from 0.</param>
    public FourGroups Groups(int word) => _four[word];

    /// <summary>Four groups of the bits of a sample that are one word.</summary>
    public readonly struct FourGroups(ReadOnlySpan<int> shift, ReadOnlySpan<int> size, ReadOnlySpan<int> firstRow)
    {
        private readonly int _shift0 = shift[0], _shift1 = shift[1], _shift2 = shift[2], _shift3 = shift[3];
        private readonly ulong _mask0 = (1UL << size[0]) - 1, _mask1 = (1UL << size[1]) - 1, _mask2 = (1UL << size[2]) - 1, _mask3 = (1UL << size[3]) - 1;
        private readonly ulong _first = (uint)firstRow[0] | (ulong)(uint)firstRow[1] << 16 | (ulong)(uint)firstRow[2] << 32 | (ulong)(uint)firstRow[3] << 48;

        /// <summary>The word of offsets.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Offsets(ulong bits) => (_first + (bits >> _shift0 & _mask0 | (bits >> _shift1 & _mask1) << 16
            | (bits >> _shift2 & _mask2) << 32 | (bits >> _shift3 & _mask3) << 48)) * RowBytes;

        /// <summary>The same for four samples.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<ulong> Offsets(Vector256<ulong> bits) => (Vector256.Create(_first) + (bits >>> _shift0 & Vector256.Create(_mask0) | (bits >>> _shift1 & Vector256.Create(_mask1)) << 16
            | (bits >>> _shift2 & Vector256.Create(_mask2)) << 32 | (bits >>> _shift3 & Vector256.Create(_mask3)) << 48)) << BitOperations.Log2(RowBytes);
    }

    /// <summary>The sample that was packed.</summary>
    /// <param name="key">The offset of the row of its key.</param>
    /// <param name="offsets">Its words of offsets. Shape (Q).</param>
    /// <param name="bits">x, one number for each bit. Shape (n_b).</param>
    /// <returns>i, from 1.</returns>
    public int Unpack(uint key, ReadOnlySpan<ulong> offsets, Span<int> bits)
    {
        int row = (int)(key / RowBytes), at = 0;
        Take((ulong)row, KeyBits, bits);
        for (int g = 0; g < GroupSizes.Length; g++)
            Take((offsets[g / GroupsPerWord] >> 16 * (g % GroupsPerWord) & 0xFFFF) / RowBytes - (ulong)FirstRows[g], GroupSizes[g], bits);
        return (row >> KeyBits) + 1;

        void Take(ulong from, int count, Span<int> to)
        {
            for (int j = 0; j < count; j++)
                to[at++] = (int)(from >> j & 1);
        }
    }

    private static ulong Extract(ReadOnlySpan<ulong> bits, int first, int size)
    {
        if (size == 0)
            return 0;
        int word = first >> 6, shift = first & 63;
        ulong value = bits[word] >> shift;
        if (shift + size > 64)
            value |= bits[word + 1] << 64 - shift;
        return value & ((1UL << size) - 1);
    }

    private static int[] Sizes(int bits, int groups) => [.. Enumerable.Range(0, groups).Select(g => (bits + groups - 1 - g) / groups)];
}
