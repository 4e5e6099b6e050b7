using FsCheck;
using FsCheck.Fluent;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.SparseParity;

public class SparseParityPointsTests
{
    // The readable reference: x_j one by one, the product of (-1)^{x_j} over M_k.
    private static int NaiveSign(SparseParityDataset task, long skill, string bits) =>
        task.GetSubset(skill).Aggregate(1, (sign, j) => bits[j + 1] == '1' ? -sign : sign);

    [Fact]
    public void Labels_match_a_naive_loop_over_the_bits_for_any_task() =>
        Check.One(Config.QuickThrowOnFailure.WithReplay(1, 1), Prop.ForAll((PositiveInt size, bool random, long seed) =>
        {
            int m = 1 + size.Get % 9, n = 1 + size.Get % 40;
            var task = new SparseParityDataset(n, (long)n * m + size.Get % 7, m, targetScale: 3,
                subsets: random ? SubsetChoice.Random : SubsetChoice.Disjoint, seed: seed);
            return task.Samples(20).All(row =>
                row.Label == 3 * NaiveSign(task, row.Skill, row.Bits)
                && row.Parity == (row.Label > 0 ? 0 : 1)
                && row.Ones == task.GetSubset(row.Skill).Count(j => row.Bits[j + 1] == '1')
                && row.Bits.Length == task.SkillBits + 1);
        }));

    [Theory]
    [InlineData(32, 3)]
    [InlineData(64, 5)]
    [InlineData(200, 4)]
    public void Masks_and_single_bits_count_the_same(int bits, int sparse)
    {
        var subsets = new SkillSubsets(30, bits, sparse, SubsetChoice.Random, seed: 5);
        var stream = new RandomStream(51);
        for (int i = 0; i < 500; i++)
        {
            ulong[] x = [.. Enumerable.Range(0, subsets.WordsPerSample).Select(_ => stream.NextUInt64())];
            for (int k = 1; k <= 30; k++)
                Assert.Equal(subsets.OnesBitByBit(k, x), subsets.Ones(k, x));
        }
    }

    [Fact]
    public void Bits_are_fair_and_independent_and_skills_follow_their_frequencies()
    {
        var task = new SparseParityDataset(5, 70);
        SparseParityBatch batch = task.Draw(50_000, new RandomStream(1, purpose: RandomPurpose.TestSamples));
        long[] skills = new long[5];
        double[] ones = new double[70];
        double[] neighbours = new double[69];
        for (int i = 0; i < batch.Count; i++)
        {
            skills[batch.Skills[i] - 1]++;
            ReadOnlySpan<ulong> x = batch.Bits(i);
            Assert.Equal(0UL, x[1] >> 6); // nothing beyond bit 70
            int last = 0;
            for (int j = 0; j < 70; j++)
            {
                int sign = 1 - 2 * (int)(x[j >> 6] >> (j & 63) & 1);
                ones[j] += sign;
                if (j > 0)
                    neighbours[j - 1] += sign * last;
                last = sign;
            }
        }
        Assert.True(Numerics.ChiSquare.PValue(task.GetSkills().Probabilities(), skills) > 1e-4);
        Assert.All(ones.Concat(neighbours), sum => Assert.Equal(0, sum / Math.Sqrt(batch.Count), 4.5));
    }

    // Monte Carlo of E[g_k f*] = P_s(k) S, through the packed batch: labels, skills and basis functions fit together.
    [Fact]
    public void The_target_projects_onto_every_skill()
    {
        var task = new SparseParityDataset();
        SparseParityBatch batch = task.DrawBatch(run: 0, batch: 0, count: 20_000);
        for (int k = 1; k <= 5; k++)
        {
            double projection = 0;
            for (int i = 0; i < batch.Count; i++)
                projection += task.BasisFunction(k, batch.Skills[i], batch.Bits(i)) * batch.Labels[i] / batch.Count;
            double p = task.GetSkills().Probability(k);
            Assert.Equal(p * 5, projection, 4.5 * 5 * Math.Sqrt(p * (1 - p) / batch.Count));
        }
    }

    [Fact]
    public void A_point_is_a_function_of_seed_and_index_alone()
    {
        var task = new SparseParityDataset(100, sampleCount: 1_000_000_000_000, seed: 9);
        SparseParityBatch whole = task.Take(999_999_999_000, 1000), part = task.Take(999_999_999_400, 10);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(whole.Skills[400 + i], part.Skills[i]);
            Assert.Equal(whole.Labels[400 + i], part.Labels[i]);
            Assert.Equal(whole.Bits(400 + i), part.Bits(i));
        }
        // rows and batches are the same points
        SparseParityBatch first = task.Take(0, 20);
        Assert.Equal(first.Labels.ToArray(), task.Samples(20).Select(row => row.Label));
        Assert.Equal(first.Skills.ToArray(), task.Samples(20).Select(row => (int)row.Skill));
        Assert.NotEqual(first.Words.ToArray(), new SparseParityDataset(100, seed: 10).Take(0, 20).Words.ToArray());
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var task = new SparseParityDataset(40, 50, subsets: SubsetChoice.Random);
        ulong[][] parallel = new ulong[16][];
        Parallel.For(0, 16, i => parallel[i] = task.DrawBatch(3, i, 50).Words.ToArray());
        var again = new SparseParityDataset(40, 50, subsets: SubsetChoice.Random);
        for (int i = 15; i >= 0; i--)
            Assert.Equal(parallel[i], again.DrawBatch(3, i, 50).Words.ToArray());
        Assert.NotEqual(parallel[0], parallel[1]);
        Assert.NotEqual(parallel[0], again.DrawBatch(4, 0, 50).Words.ToArray());
    }

    [Fact]
    public void Minibatches_of_a_finite_data_set_are_among_its_points()
    {
        var task = new SparseParityDataset(sampleCount: 50);
        ulong[] all = task.Take(0, 50).Words.ToArray();
        ulong[] drawn = task.DrawBatch(0, 0, 2000).Words.ToArray();
        Assert.Subset(all.ToHashSet(), drawn.ToHashSet());
        // 2,000 draws miss a given point with probability e^-40
        Assert.Equal(all.Distinct().Count(), drawn.Distinct().Count());
    }

    [Fact]
    public void Stratified_samples_are_all_of_one_skill()
    {
        var endless = new SparseParityDataset();
        Assert.Equal(Enumerable.Repeat(4L, 30), endless.Samples(30, skill: 4).Select(row => row.Skill));
        Assert.All(endless.Draw(30, new RandomStream(1), skill: 5).Skills.ToArray(), k => Assert.Equal(5, k));

        var finite = new SparseParityDataset(sampleCount: 300);
        long[] counts = finite.CountSkills();
        Assert.Equal(300, counts.Sum());
        for (int k = 1; k <= 5; k++)
            Assert.Equal(counts[k - 1], finite.Samples(skill: k).Count());
        Assert.Equal(finite.Samples().Where(row => row.Skill == 2), finite.Samples(skill: 2));
        Assert.Equal(300, finite.Samples(1000).Count());
    }

    [Fact]
    public void Text_of_bits_round_trips_and_is_no_number()
    {
        var task = new SparseParityDataset(skillBits: 70);
        SparseParitySample row = task.Samples(1).Single();
        Assert.Matches("^b[01]{70}$", row.Bits);
        Assert.False(double.TryParse(row.Bits, out _));
        Assert.False(Uri.IsWellFormedUriString(row.Bits, UriKind.Absolute));
        ulong[] words = new ulong[2];
        for (int j = 0; j < 70; j++)
            words[j >> 6] |= (ulong)(row.Bits[j + 1] - '0') << (j & 63);
        Assert.Equal(task.Take(0, 1).Words.ToArray(), words);
    }

    [Fact]
    public void A_search_can_be_cancelled_and_bad_requests_are_named()
    {
        var task = new SparseParityDataset(weights: [1, 0], sampleCount: long.MaxValue);
        using var source = new CancellationTokenSource(50);
        Assert.Throws<OperationCanceledException>(() => task.Samples(1, skill: 2, source.Token).Any());

        var small = new SparseParityDataset(sampleCount: 10);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => small.Take(5, 6)).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => small.Samples(-1)).Error);
        Assert.Equal(ScalingError.SkillNotFound, Assert.Throws<ScalingException>(() => small.Draw(1, new RandomStream(0), 6)).Error);
        Assert.Equal(ScalingError.NoSamples, Assert.Throws<ScalingException>(() => new SparseParityDataset().CountSkills()).Error);
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => new SparseParityDataset(10_000_000).Draw(10_000, new RandomStream(0))).Error);
        Assert.Equal(0, small.Draw(0, new RandomStream(0)).Count);
    }
}
