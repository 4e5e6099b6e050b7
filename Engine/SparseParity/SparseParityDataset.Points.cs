using ScalingTools.Numerics;

namespace ScalingTools.SparseParity;

/// <content>The points of the data set, as batches for training and as rows.</content>
public sealed partial record SparseParityDataset
{
    /// <summary>Fresh samples from a stream; of one skill if it is given.</summary>
    /// <param name="count">n ≥ 0.</param>
    /// <param name="stream">Where the randomness comes from, such as <c>new RandomStream(seed, run, RandomPurpose.TestSamples)</c>.</param>
    /// <param name="skill">k, for a stratified sample of one skill; null to draw skills from P_s.</param>
    /// <exception cref="ScalingException">SkillNotFound; TooLarge where the samples do not fit in memory.</exception>
    public SparseParityBatch Draw(int count, RandomStream stream, long? skill = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Fill(count, _ => stream, skill);
    }

    /// <summary>Points first, first+1, … of the data set, each a pure function of (Seed, j); endless data is an endless list of points.</summary>
    /// <param name="first">j of the first point, from 0.</param>
    /// <param name="count">How many; first + count ≤ D.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange beyond the data set; TooLarge where the points do not fit in memory.</exception>
    public SparseParityBatch Take(long first, int count)
    {
        if (first < 0 || count < 0 || first > (SampleCount ?? long.MaxValue) - count)
            throw Guard.OutOfRange(nameof(first), first, $"such that {count} points from it are within the data set");
        return Take(first, count, Seed);
    }

    // The same points of the data set that has the same subsets, another seed for its points, and as many as are asked for.
    internal SparseParityBatch Take(long first, int count, long seed) => Fill(count, i => PointStream(first + i, seed), null);

    /// <summary>One minibatch of stochastic gradient descent: n fresh points, or n of the D points drawn with replacement.</summary>
    /// <param name="run">Which training run.</param>
    /// <param name="batch">Which step of it.</param>
    /// <param name="count">n, the batch size.</param>
    /// <exception cref="ScalingException">TooLarge where the batch does not fit in memory.</exception>
    public SparseParityBatch DrawBatch(long run, long batch, int count)
    {
        var stream = new RandomStream(Seed, run, RandomPurpose.Batches, batch);
        return SampleCount is { } d ? Fill(count, _ => PointStream(stream.NextInteger(d)), null) : Draw(count, stream);
    }

    /// <summary>d_k, how many of the D points carry skill k, at index k-1; O(D). To draw such counts for large D see <see cref="SkillCounts"/>.</summary>
    /// <exception cref="ScalingException">NoSamples for endless data.</exception>
    public long[] CountSkills() => CountSkills(SampleCount ?? throw new ScalingException(ScalingError.NoSamples, "Endless data has no skill counts.", "Give the data set a SampleCount."), Seed);

    // d_k of so many points, with the same subsets and another seed for the points.
    internal long[] CountSkills(long d, long seed)
    {
        long[] count = new long[SkillCount];
        for (long j = 0; j < d; j++)
            count[_skills.Sample(PointStream(j, seed)) - 1]++;
        return count;
    }

    /// <summary>The points as rows, lazily: at most <paramref name="count"/> of the data set's, or of those among them that carry one skill.</summary>
    /// <param name="count">How many at most; null for all there are, which never ends for endless data.</param>
    /// <param name="skill">k; null for any. Endless data gives fresh points of that skill, finite data those that have it.</param>
    /// <param name="cancellation">Ends the search for points of a rare skill.</param>
    /// <exception cref="ScalingException">SkillNotFound; ParameterOutOfRange for a negative count.</exception>
    public IEnumerable<SparseParitySample> Samples(long? count = null, long? skill = null, CancellationToken cancellation = default)
    {
        if (skill is { } k)
            CheckSkill(k);
        if (count < 0)
            throw Guard.OutOfRange(nameof(count), count, "zero or a positive whole number");
        return Rows();

        IEnumerable<SparseParitySample> Rows()
        {
            long rows = 0;
            ulong[] bits = new ulong[_subsets.Value.WordsPerSample];
            for (long j = 0; j < (SampleCount ?? long.MaxValue) && rows < (count ?? long.MaxValue); j++)
            {
                cancellation.ThrowIfCancellationRequested();
                RandomStream stream = PointStream(j);
                long drawn = SampleCount is null && skill is not null ? skill.Value : _skills.Sample(stream);
                if (drawn != (skill ?? drawn))
                    continue;
                FillBits(bits, stream);
                rows++;
                int ones = CountOnes(drawn, bits);
                yield return new SparseParitySample
                {
                    Seed = Seed, Index = j, Skill = drawn, Bits = Text(bits), Ones = ones, Parity = ones & 1, Label = Label(drawn, bits),
                };
            }
        }
    }

    private RandomStream PointStream(long j) => PointStream(j, Seed);

    private static RandomStream PointStream(long j, long seed) => new(seed, purpose: RandomPurpose.Samples, index: j);

    // Every sample: the skill first, then ⌈n_b/64⌉ words of bits.
    private SparseParityBatch Fill(int count, Func<int, RandomStream> streamOf, long? skill)
    {
        if (skill is { } k)
            CheckSkill(k);
        if (count < 0)
            throw Guard.OutOfRange(nameof(count), count, "zero or a positive whole number");
        int w = _subsets.Value.WordsPerSample;
        if (SkillCount > int.MaxValue || (long)count * w > Array.MaxLength)
            throw new ScalingException(ScalingError.TooLarge, $"{count} samples of {SkillBits} bits do not fit in memory.", "Draw fewer at a time.", count);
        int[] skills = new int[count];
        ulong[] words = new ulong[count * w];
        double[] label = new double[count];
        for (int i = 0; i < count; i++)
        {
            RandomStream stream = streamOf(i);
            Span<ulong> bits = words.AsSpan(i * w, w);
            skills[i] = (int)(skill ?? _skills.Sample(stream));
            FillBits(bits, stream);
            label[i] = Label(skills[i], bits);
        }
        return new SparseParityBatch(skills, words, label);
    }

    private void FillBits(Span<ulong> bits, RandomStream stream)
    {
        for (int i = 0; i < bits.Length; i++)
            bits[i] = stream.NextUInt64();
        int last = (int)(SkillBits & 63);
        if (last != 0)
            bits[^1] &= (1UL << last) - 1; // nothing beyond bit n_b
    }

    private string Text(ulong[] bits) => string.Create((int)SkillBits + 1, bits, static (text, x) =>
    {
        text[0] = 'b';
        for (int j = 0; j < text.Length - 1; j++)
            text[j + 1] = (char)('0' + ((x[j >> 6] >> (j & 63)) & 1));
    });
}
