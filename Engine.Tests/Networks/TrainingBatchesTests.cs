using ScalingTools.Networks;
using ScalingTools.SparseParity;
using ScalingTools.Tests.Numerics;

namespace ScalingTools.Tests.Networks;

public class TrainingBatchesTests
{
    private static TrainingSettings Settings(int bits, int width, long? samples, int batch, int skills = 3, NetworkLoss loss = NetworkLoss.HalfSquaredError) => new()
    {
        Task = new SparseParityDataset(skills, bits, 1, subsets: bits < skills ? SubsetChoice.Random : SubsetChoice.Disjoint,
            labels: loss == NetworkLoss.CrossEntropy ? LabelConvention.Binary : LabelConvention.Signed),
        Width = width, SampleCount = samples, BatchSize = batch, Steps = 10, LearningRate = 0.1, Seed = 5, DataSeed = 8, Loss = loss,
    };

    private static (InputLayout Layout, TrainingBatches Batches) Make(TrainingSettings settings, int parts)
    {
        InputLayout layout = new(settings.SkillCount, settings.SkillBits, settings.BatchSize);
        return (layout, new TrainingBatches(settings, layout, parts));
    }

    // The samples of a batch in the order of their places, the padding left out.
    private static (int Skill, string Bits, float Target)[] Samples(TrainingBatches batches, InputLayout layout, long step, int parts)
    {
        for (int part = parts - 1; part >= 0; part--)
            batches.Draw(step, part);
        for (int part = parts - 1; part >= 0; part--)
            batches.Place(step, part);
        HashSet<int> padding = [.. batches.Padding];
        PackedBatch batch = batches.Batch(step);
        Assert.Equal(batch.Padded - batch.Count, padding.Count);
        return [.. Enumerable.Range(0, batch.Padded).Where(b => !padding.Contains(b)).Select(b => Unpacked.At(batch, layout, b))];
    }

    private static (int Skill, string Bits, float Target)[] Expected(TrainingBatches batches, TrainingSettings settings, long step)
    {
        SparseParityBatch reference = batches.Reference(step, settings.Task);
        return [.. Enumerable.Range(0, reference.Count).Select(b => (reference.Skills[b], Unpacked.Text(reference.Bits(b), settings.SkillBits), (float)reference.Labels[b]))];
    }

    public static TheoryData<int, int, int, int> Shapes
    {
        get
        {
            TheoryData<int, int, int, int> shapes = [];
            foreach (int bits in (int[])[1, 7, 31, 32, 33, 64, 65, 100])
                foreach (int width in (int[])[10, 40]) // 40: sorted
                    foreach (int samples in (int[])[0, 30])
                        foreach (int skills in bits == 1 ? (int[])[1] : bits == 32 ? [1, 3, 8, 9] : [3]) // up to 8 by comparisons
                            shapes.Add(bits, skills, width, samples);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_packed_batch_is_the_readable_one_in_any_number_of_parts(int bits, int skills, int width, int samples)
    {
        foreach (int batch in (int[])[1, 3, 8, 101])
        {
            TrainingSettings settings = Settings(bits, width, samples == 0 ? null : samples, batch, skills);
            (int, string, float)[][] first = new (int, string, float)[3][];
            for (int parts = 1; parts <= 4; parts++)
            {
                (InputLayout layout, TrainingBatches batches) = Make(settings, parts);
                using (batches)
                    foreach (int t in (int[])[0, 1, 2])
                    {
                        (int, string, float)[] packed = Samples(batches, layout, t, parts), expected = Expected(batches, settings, t);
                        Assert.Equal(batch, packed.Length);
                        Assert.Equal(expected.Order(), packed.Order());
                        if (width <= 32)
                            Assert.Equal(expected, packed);
                        Assert.Equal(first[t] ??= packed, packed); // parts do not show
                    }
            }
        }
    }

    [Fact]
    public void Labels_are_those_of_the_task()
    {
        foreach (NetworkLoss loss in Enum.GetValues<NetworkLoss>())
        {
            TrainingSettings settings = Settings(40, 10, null, 50, loss: loss);
            using TrainingBatches batches = Make(settings, 1).Batches;
            SparseParityBatch batch = batches.Reference(3, settings.Task);
            for (int b = 0; b < 50; b++)
                Assert.Equal(settings.Task.Label(batch.Skills[b], batch.Bits(b)), batch.Labels[b]);
            Assert.Equal(2, batch.Labels.ToArray().Distinct().Count());
        }
    }

    [Fact]
    public void Batches_differ_from_step_to_step_and_seed_to_seed()
    {
        TrainingSettings settings = Settings(64, 10, null, 20);
        using TrainingBatches one = Make(settings, 1).Batches, other = Make(settings with { Seed = 6 }, 1).Batches;
        Assert.Empty(Expected(one, settings, 0).Intersect(Expected(one, settings, 1)));
        Assert.Empty(Expected(one, settings, 0).Intersect(Expected(other, settings, 0)));
    }

    [Theory]
    [InlineData(7, 6)]
    [InlineData(32, 6)]
    [InlineData(33, 6)]
    [InlineData(70, 6)]
    [InlineData(32, 8)]
    [InlineData(32, 9)]
    public void Fresh_samples_have_the_skills_of_the_task_and_fair_bits(int bits, int skillCount)
    {
        const int Batch = 10_000, Steps = 5;
        TrainingSettings settings = Settings(bits, 10, null, Batch, skillCount);
        using TrainingBatches batches = Make(settings, 1).Batches;
        long[] skills = new long[skillCount], ones = new long[bits], pairs = new long[4];
        for (int t = 0; t < Steps; t++)
        {
            SparseParityBatch batch = batches.Reference(t, settings.Task);
            for (int b = 0; b < Batch; b++)
            {
                skills[batch.Skills[b] - 1]++;
                ReadOnlySpan<ulong> x = batch.Bits(b);
                for (int j = 0; j < bits; j++)
                    ones[j] += (long)(x[j >> 6] >> (j & 63) & 1);
                // The skill and the bits are independent: skill 1 or not, with the last bit or not.
                pairs[(batch.Skills[b] == 1 ? 2 : 0) + (int)(x[bits - 1 >> 6] >> (bits - 1 & 63) & 1)]++;
            }
        }
        double[] p = settings.Task.GetSkills().Probabilities();
        Assert.True(ChiSquare.PValue(p, skills) > 1e-4);
        Assert.True(ChiSquare.PValue([(1 - p[0]) / 2, (1 - p[0]) / 2, p[0] / 2, p[0] / 2], pairs) > 1e-4);
        // ±4.5 standard deviations ½√n, of 70 bits
        Assert.All(ones, count => Assert.InRange(count - Batch * Steps / 2, -4.5 * Math.Sqrt(Batch * Steps) / 2, 4.5 * Math.Sqrt(Batch * Steps) / 2));
    }

    [Fact]
    public void Points_of_finite_data_are_drawn_evenly_and_are_those_of_their_seed()
    {
        TrainingSettings settings = Settings(64, 10, 50, 5000);
        using TrainingBatches batches = Make(settings, 1).Batches;
        SparseParityBatch points = new SparseParityDataset(3, 64, 1, seed: 8).Take(0, 50);
        Dictionary<(int, string, float), int> index = Enumerable.Range(0, 50).ToDictionary(j => (points.Skills[j], Unpacked.Text(points.Bits(j), 64), (float)points.Labels[j]));
        long[] drawn = new long[50];
        for (int t = 0; t < 10; t++)
            foreach ((int, string, float) sample in Expected(batches, settings, t))
                drawn[index[sample]]++;
        Assert.True(ChiSquare.PValue([.. Enumerable.Repeat(0.02, 50)], drawn) > 1e-4);
    }
}
