using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.SparseParity;

public class SparseParityDatasetTests
{
    private static ScalingError ErrorOf(Func<object> action) => Assert.Throws<ScalingException>(action).Error;

    [Fact]
    public void Defaults_are_those_of_the_paper()
    {
        var task = new SparseParityDataset();
        Assert.Equal((5L, 32L, 3, 0.6, 5.0), (task.SkillCount, task.SkillBits, task.SparseBits, task.Alpha, task.TargetScale));
        Assert.Null(task.SampleCount);
        Assert.Equal((SubsetChoice.Disjoint, LabelConvention.Signed, SkillFrequency.Zipf), (task.Subsets, task.Labels, task.Frequency));
        Assert.Equal(new ZipfSkills(0.6, 5).Probabilities(), task.GetSkills().Probabilities());
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(10, 32)]
    [InlineData(11, 33)]
    [InlineData(1_000_000_000, 3_000_000_000)]
    public void Skill_bits_follow_the_number_of_skills(long skillCount, long expected)
    {
        var task = new SparseParityDataset(skillCount);
        Assert.Equal(expected, task.SkillBits);
        Assert.Equal(1, task.GetSkills().Mass(1), 1e-14);
    }

    [Fact]
    public void Disjoint_subsets_partition_the_first_bits()
    {
        var task = new SparseParityDataset(7, 30, 4);
        Assert.Equal(Enumerable.Range(0, 28), Enumerable.Range(1, 7).SelectMany(k => task.GetSubset(k)));
        // far out, without a table
        Assert.Equal([299_997, 299_998, 299_999], new SparseParityDataset(100_000).GetSubset(100_000));
    }

    [Theory]
    [InlineData(120, 10, 3)]  // all C(10, 3) of them
    [InlineData(500, 100, 3)] // Michaud et al.
    [InlineData(1, 5, 5)]
    [InlineData(6, 6, 5)]
    public void Random_subsets_are_distinct_and_reproducible(int skillCount, int bits, int sparse)
    {
        SparseParityDataset Task(long seed) => new(skillCount, bits, sparse, subsets: SubsetChoice.Random, seed: seed);
        int[][] Subsets(SparseParityDataset task) => [.. Enumerable.Range(1, skillCount).Select(k => task.GetSubset(k))];
        int[][] subsets = Subsets(Task(1));
        Assert.All(subsets, m =>
        {
            Assert.Equal(sparse, m.Distinct().Count());
            Assert.Equal(m.Order(), m);
            Assert.InRange(m[0], 0, bits - 1);
            Assert.InRange(m[^1], 0, bits - 1);
        });
        Assert.Equal(skillCount, subsets.Select(m => string.Join(' ', m)).Distinct().Count());
        Assert.Equal(subsets, Subsets(Task(1)));
        if (skillCount > 1)
            Assert.NotEqual(subsets, Subsets(Task(2)));
    }

    [Fact]
    public void Random_subsets_use_every_bit_equally()
    {
        long[] used = new long[20];
        for (long seed = 0; seed < 500; seed++)
        {
            var task = new SparseParityDataset(10, 20, 4, subsets: SubsetChoice.Random, seed: seed);
            for (int k = 1; k <= 10; k++)
                foreach (int bit in task.GetSubset(k))
                    used[bit]++;
        }
        Assert.True(Numerics.ChiSquare.PValue([.. Enumerable.Repeat(1 / 20.0, 20)], used) > 1e-4);
    }

    // Over all 2^{n_b} inputs of each skill, exactly: E[g_k] = 0 and E[g_k g_l] = P_s(k) δ_kl.
    [Theory]
    [InlineData(SubsetChoice.Disjoint)]
    [InlineData(SubsetChoice.Random)]
    public void Basis_functions_are_orthogonal(SubsetChoice subsets)
    {
        var task = new SparseParityDataset(4, 8, 2, subsets: subsets);
        for (int k = 1; k <= 4; k++)
            for (int l = 1; l <= 4; l++)
            {
                int mean = 0, product = 0;
                for (int skill = 1; skill <= 4; skill++)
                    for (ulong x = 0; x < 256; x++)
                    {
                        if (l == k)
                            mean += task.BasisFunction(k, skill, [x]);
                        product += task.BasisFunction(k, skill, [x]) * task.BasisFunction(l, skill, [x]);
                    }
                Assert.Equal(0, mean);
                Assert.Equal(k == l ? 256 : 0, product);
            }
    }

    [Fact]
    public void Even_parity_is_plus_S_and_label_zero()
    {
        var signed = new SparseParityDataset(2, 8, 3, targetScale: 2.5);
        var binary = new SparseParityDataset(2, 8, 3, labels: LabelConvention.Binary);
        foreach ((ulong x, int skill, int ones) in ((ulong, int, int)[])[(0, 1, 0), (0b001, 1, 1), (0b011, 1, 2), (0b111, 1, 3), (0b111, 2, 0), (0b101_000, 2, 2), (0b1100_0000, 2, 0)])
        {
            Assert.Equal(ones, signed.CountOnes(skill, [x]));
            Assert.Equal(ones % 2 == 0 ? 2.5 : -2.5, signed.Target(skill, [x]));
            Assert.Equal(ones % 2 == 0 ? 2.5 : -2.5, signed.Label(skill, [x]));
            Assert.Equal(ones % 2, binary.Label(skill, [x]));
            Assert.Equal(ones % 2 == 0 ? 5 : -5, binary.Target(skill, [x]));
        }
    }

    [Fact]
    public void Weighted_and_uniform_skills()
    {
        var weighted = new SparseParityDataset(weights: [3, 1]);
        Assert.Equal((2L, SkillFrequency.Weighted, (double?)null), (weighted.SkillCount, weighted.Frequency, weighted.Alpha));
        Assert.Equal([0.75, 0.25], weighted.GetSkills().Probabilities());
        Assert.Equal([0.25, 0.25, 0.25, 0.25], new SparseParityDataset(4, frequency: SkillFrequency.Uniform).GetSkills().Probabilities());
    }

    [Fact]
    public void Data_sets_of_equal_constants_are_equal()
    {
        Assert.Equal(new SparseParityDataset(seed: 3, weights: [1, 2]), new SparseParityDataset(2, seed: 3, weights: [1, 2]));
        Assert.NotEqual(new SparseParityDataset(weights: [1, 2]), new SparseParityDataset(weights: [1, 3]));
        Assert.NotEqual(new SparseParityDataset(seed: 1), new SparseParityDataset(seed: 2));
        Assert.Equal(new SparseParityDataset().GetHashCode(), new SparseParityDataset().GetHashCode());
    }

    [Fact]
    public void Bad_constants_are_named()
    {
        Assert.Equal(ScalingError.AlphaNotPositive, ErrorOf(() => new SparseParityDataset(alpha: 0)));
        Assert.Equal(ScalingError.AlphaNotPositive, ErrorOf(() => new SparseParityDataset(alpha: double.NaN)));
        Assert.Equal(ScalingError.NotEnoughSkillBits, ErrorOf(() => new SparseParityDataset(11, 32, 3)));
        Assert.Equal(ScalingError.NotEnoughSkillBits, ErrorOf(() => new SparseParityDataset(1, 2, 3, subsets: SubsetChoice.Random)));
        Assert.Equal(ScalingError.NotEnoughSkillBits, ErrorOf(() => new SparseParityDataset(121, 10, 3, subsets: SubsetChoice.Random)));
        Assert.Equal(ScalingError.NotEnoughSkillBits, ErrorOf(() => new SparseParityDataset(2, 10, 10, subsets: SubsetChoice.Random)));
        Assert.Equal(ScalingError.NoSamples, ErrorOf(() => new SparseParityDataset(sampleCount: 0)));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(() => new SparseParityDataset(0)));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(() => new SparseParityDataset(sparseBits: 0)));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(() => new SparseParityDataset(skillBits: 0)));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(() => new SparseParityDataset(targetScale: -1)));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(() => new SparseParityDataset(long.MaxValue)));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(() => new SparseParityDataset(weights: [0, 0])));
        Assert.Equal(ScalingError.InconsistentInput, ErrorOf(() => new SparseParityDataset(3, weights: [1, 2])));
        Assert.Equal(ScalingError.InconsistentInput, ErrorOf(() => new SparseParityDataset(alpha: 1, weights: [1, 2])));
        Assert.Equal(ScalingError.InconsistentInput, ErrorOf(() => new SparseParityDataset(frequency: SkillFrequency.Weighted)));
        Assert.Equal(ScalingError.InconsistentInput, ErrorOf(() => new SparseParityDataset(frequency: SkillFrequency.Uniform, weights: [1])));
        Assert.Equal(ScalingError.SkillNotFound, ErrorOf(() => new SparseParityDataset().GetSubset(6)));
        Assert.Equal(ScalingError.SkillNotFound, ErrorOf(() => new SparseParityDataset().Samples(1, 0)));
        Assert.Equal(ScalingError.InconsistentInput, ErrorOf(() => (object)new SparseParityDataset(skillBits: 65).CountOnes(1, [0UL])));
        Assert.Equal(ScalingError.TooLarge, ErrorOf(() => new SparseParityDataset(1_000_000_000).GetSubset(1)));
        Assert.Equal(ScalingError.TooLarge, ErrorOf(() => new SparseParityDataset(100_000_000, 10_000, subsets: SubsetChoice.Random).GetSubset(1)));
    }
}
