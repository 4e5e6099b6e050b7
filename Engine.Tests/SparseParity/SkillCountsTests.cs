using MathNet.Numerics.Statistics;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.SparseParity;

public class SkillCountsTests
{
    private static RandomStream Stream(long run) => new(5, run, RandomPurpose.SkillCounts);

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(1_000_000_000_000)]
    public void Counts_sum_to_the_sample_count(long sampleCount)
    {
        foreach (SkillDistribution skills in (SkillDistribution[])[new ZipfSkills(0.6, 1000), new ZipfSkills(2, 1), new WeightedSkills([0, 3, 0, 1e-9, 1, 0])])
            Assert.Equal(sampleCount, SkillCounts.Sample(skills, sampleCount, Stream(0)).Sum());
    }

    // E d_k = D P_k, Var d_k = D P_k (1-P_k), Cov(d_i, d_j) = -D P_i P_j
    [Theory]
    [InlineData(30)]
    [InlineData(1_000_000_000_000)]
    public void Means_and_covariances_are_those_of_the_multinomial(long sampleCount)
    {
        const int draws = 40_000;
        var skills = new ZipfSkills(0.6, 6);
        double[] p = skills.Probabilities();
        double[,] covariance = new double[6, 6];
        double[] mean = new double[6];
        for (int run = 0; run < draws; run++)
        {
            long[] d = SkillCounts.Sample(skills, sampleCount, Stream(run));
            double[] z = [.. d.Select((x, k) => (x - sampleCount * p[k]) / Math.Sqrt(sampleCount))];
            for (int i = 0; i < 6; i++)
            {
                mean[i] += z[i] / draws;
                for (int j = 0; j < 6; j++)
                    covariance[i, j] += z[i] * z[j] / draws;
            }
        }
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(0, mean[i], 4.5 * Math.Sqrt(p[i] / draws));
            for (int j = 0; j < 6; j++)
            {
                double exact = (i == j ? p[i] : 0) - p[i] * p[j];
                // Var(z_i z_j) ≈ Σ_ii Σ_jj + Σ_ij², with the kurtosis of rare skills at D = 30 below 1/(D P)
                double spread = p[i] * p[j] * (1 + 1 / (sampleCount * Math.Min(p[i], p[j]))) + exact * exact;
                Assert.Equal(exact, covariance[i, j], 4.5 * Math.Sqrt(spread / draws));
            }
        }
    }

    // A single point lands on skill k with probability P_s(k): the conditional chain against the distribution itself.
    [Fact]
    public void One_sample_lands_on_each_skill_with_its_frequency()
    {
        var skills = new ZipfSkills(0.6, 50);
        long[] observed = new long[50];
        for (int run = 0; run < 50_000; run++)
            observed[Array.IndexOf(SkillCounts.Sample(skills, 1, Stream(run)), 1L)]++;
        Assert.True(Numerics.ChiSquare.PValue(skills.Probabilities(), observed) > 1e-4);
    }

    [Fact]
    public void Same_seed_same_counts()
    {
        var skills = new ZipfSkills(0.3, 10_000);
        Assert.Equal(SkillCounts.Sample(skills, 123_456, Stream(7)), SkillCounts.Sample(skills, 123_456, Stream(7)));
        Assert.NotEqual(SkillCounts.Sample(skills, 123_456, Stream(7)), SkillCounts.Sample(skills, 123_456, Stream(8)));
    }

    [Fact]
    public void Skills_of_zero_weight_are_never_counted()
    {
        long[] d = SkillCounts.Sample(new WeightedSkills([0, 1, 0, 2, 0]), 1_000_000, Stream(0));
        Assert.Equal([0L, 0, 0], [d[0], d[2], d[4]]);
    }

    // Theory against Monte Carlo: Σ_k P_s(k) E[φ(d_k)] over bins and binomials beside the mean of Σ_k P_s(k) φ(d_k) over drawn data sets.
    [Fact]
    public void Expected_losses_are_the_mean_over_drawn_counts()
    {
        const int draws = 400;
        const long sampleCount = 3000;
        var skills = new ZipfSkills(0.6, 2000);
        static double Phi(long d) => 0.5 / Math.Pow(1 + Math.Exp(d / 3.0) / 99, 2);
        double expected = skills.Bins().Sum(p => BinomialExpectation.Of(Phi, sampleCount, p));
        double[] probability = skills.Probabilities();
        double[] drawn = [.. Enumerable.Range(0, draws).Select(run => SkillCounts.Sample(skills, sampleCount, Stream(run)).Zip(probability, (d, p) => p * Phi(d)).Sum())];
        (double mean, double deviation) = drawn.MeanStandardDeviation();
        Assert.Equal(expected, mean, 4 * deviation / Math.Sqrt(draws));
    }

    [Fact]
    public void Infinitely_many_skills_and_bad_counts_are_named_errors()
    {
        Assert.Equal(ScalingError.TooLarge,
            Assert.Throws<ScalingException>(() => SkillCounts.Sample(new ZipfSkills(1, null), 10, Stream(0))).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange,
            Assert.Throws<ScalingException>(() => SkillCounts.Sample(new ZipfSkills(1, 3), -1, Stream(0))).Error);
    }
}
