using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.SparseParity;

public class ZipfSkillsTests
{
    [Theory]
    [InlineData(0.3, 1_000_000, 1e3)]
    [InlineData(0.6, 1_000_000, 1e5)]
    [InlineData(0.9, 3_000_000, 1e7)]
    [InlineData(2.0, 1_000_000, 1e4)]
    [InlineData(0.05, 500_000, 1e2)]
    public void Bins_reproduce_the_brute_force_sum(double alpha, int count, double time)
    {
        var skills = new ZipfSkills(alpha, count);
        double Phi(double p) => 0.5 / Math.Pow(1 + Math.Exp(2 * time * p) / 99, 2);
        double[] probability = skills.Probabilities();
        double exact = 0;
        for (int k = probability.Length - 1; k >= 0; k--)
            exact += probability[k] * Phi(probability[k]);
        Assert.Equal(1, skills.Bins().Sum(Phi) / exact, 1e-12);
        Assert.Equal(1, skills.Bins().Sum(_ => 1), 1e-12);
    }

    // Learning curves much steeper than the default one, with the skills now being learnt next to the end of the head and far out.
    [Theory]
    [InlineData(0.6, 1e-4, 1e-12)]
    [InlineData(2, 1e-4, 1e-12)]
    [InlineData(10, 1e-4, 1e-12)]
    [InlineData(0.6, 1e-12, 1e-10)]
    [InlineData(2, 1e-12, 1e-10)]
    [InlineData(10, 1e-12, 1e-9)]
    public void Bins_resolve_steep_learning_curves(double alpha, double start, double precision)
    {
        var skills = new ZipfSkills(alpha, 100_000);
        double[] probability = skills.Probabilities();
        foreach (int skill in (int[])[900, 1024, 1150, 2000, 30_000])
        {
            double time = 0.5 * Math.Log(1 / start - 1) / probability[skill - 1]; // that skill is at half strength
            double Phi(double p) => 0.5 / Math.Pow(1 + Math.Exp(2 * time * p) / (1 / start - 1), 2);
            double exact = 0;
            for (int k = probability.Length - 1; k >= 0; k--)
                exact += probability[k] * Phi(probability[k]);
            Assert.Equal(1, skills.Bins().Sum(Phi) / exact, precision);
        }
    }

    // Whatever T, the far end of infinitely many skills is seen as such: L ∝ T^-p, p = α/(α+1), and nothing is left at T = ∞.
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void Bins_of_infinitely_many_skills_have_no_end(double alpha)
    {
        SkillBins bins = new ZipfSkills(alpha, null).Bins();
        double Loss(double time) => bins.Sum(p => 0.5 / Math.Pow(1 + Math.Exp(2 * time * p) / 99, 2));
        Assert.Equal(Math.Pow(1e40, -alpha / (alpha + 1)), Loss(1e80) / Loss(1e40), 1e-12);
        Assert.All(bins.Probability.ToArray(), p => Assert.True(p > 0));
    }

    // Reference/README.md, time constants: lim L (ηST)^{α/(α+1)} for S = 1, r = 0.01, N = D = n_s = ∞, found by an exact sum over 2e7 skills plus tail.
    [Theory]
    [InlineData(0.3, 0.64532)]
    [InlineData(0.6, 0.60006)]
    [InlineData(0.9, 0.53034)]
    public void Bins_of_infinitely_many_skills_give_the_published_time_constants(double alpha, double constant)
    {
        SkillBins bins = new ZipfSkills(alpha, null).Bins();
        const double time = 1e12;
        double loss = bins.Sum(p => 0.5 / Math.Pow(1 + Math.Exp(2 * time * p) / 99, 2));
        Assert.Equal(constant, loss * Math.Pow(time, alpha / (alpha + 1)), 5e-6);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 1024)]
    [InlineData(1, 1025)]
    [InlineData(500, 500)]
    [InlineData(500, 1600)]
    [InlineData(1024, 2048)]
    [InlineData(1025, 5000)]
    [InlineData(77_000, 79_000)]
    [InlineData(999_000, 1_000_000)]
    [InlineData(998_000, 2_000_000)] // beyond the last skill
    public void Slices_reproduce_the_brute_force_sum(long from, long to)
    {
        foreach (double alpha in (double[])[0.1, 0.6, 2])
            foreach (double time in (double[])[0, 30, 1e4, 1e8])
            {
                var skills = new ZipfSkills(alpha, 1_000_000);
                double Phi(double p) => 0.5 / Math.Pow(1 + Math.Exp(2 * time * p) / 99, 2);
                double exact = 0, mass = 0;
                for (long k = Math.Min(to, 1_000_000); k >= from; k--)
                {
                    exact += skills.Probability(k) * Phi(skills.Probability(k));
                    mass += skills.Probability(k);
                }
                // relative, down to a loss per skill of 1e-18 that is nobody's concern
                Assert.Equal(exact, skills.Bins(from, to).Sum(Phi), 1e-12 * exact + 1e-18 * mass);
                Assert.Equal(mass, skills.Mass(from, to), 1e-13 * mass);
            }
    }

    [Fact]
    public void Slices_far_out_keep_their_digits()
    {
        const long from = 1_000_000_000_000;
        var skills = new ZipfSkills(0.6, null);
        double middle = skills.Probability(from + 2000); // the slope is 1e-9 of the value over the slice
        Assert.Equal(1, skills.Bins(from, from + 4000).Sum(_ => 1) / (4001 * middle), 1e-13);
    }

    [Fact]
    public void Masses_of_the_ends()
    {
        Assert.Equal(1, new ZipfSkills(0.6, 1).Probability(1));
        Assert.Equal(1, new ZipfSkills(0.6, 1).Bins().Sum(_ => 1));
        Assert.Equal(1, new ZipfSkills(0.6, null).Mass(1), 1e-15);
        Assert.Equal(1, new ZipfSkills(0.05, null).Bins().Sum(_ => 1), 1e-12);
        Assert.Equal(0, new ZipfSkills(0.6, 10).Mass(11));
        Assert.Equal(0, new ZipfSkills(0.6, 10).Bins(11).Count);
        Assert.Equal(new ZipfSkills(0.6, 10).Probability(10), new ZipfSkills(0.6, 10).Mass(10), 1e-17);
    }

    [Theory]
    [InlineData(0.1, 1L)]
    [InlineData(0.1, 5L)]
    [InlineData(0.1, 1000L)]
    [InlineData(0.1, null)]
    [InlineData(0.6, 1L)]
    [InlineData(0.6, 5L)]
    [InlineData(0.6, 1000L)]
    [InlineData(0.6, null)]
    [InlineData(2.0, 1L)]
    [InlineData(2.0, 5L)]
    [InlineData(2.0, 1000L)]
    [InlineData(2.0, null)]
    public void Draws_follow_the_distribution(double alpha, long? count)
    {
        var skills = new ZipfSkills(alpha, count);
        var stream = new RandomStream(31);
        // Every skill up to 200 by itself, then octaves; what lies beyond 2^62 is drawn as 2^62.
        List<long> edges = [.. Enumerable.Range(1, 200).Select(k => (long)k)];
        for (long edge = 256; edge > 0 && edge < 1L << 62; edge *= 2)
            edges.Add(edge);
        edges = [.. edges.Where(k => k <= (count ?? long.MaxValue))];
        double[] probability = new double[edges.Count];
        for (int i = 0; i < edges.Count; i++)
            probability[i] = skills.Mass(edges[i], i + 1 < edges.Count ? edges[i + 1] - 1 : null);
        long[] observed = new long[edges.Count];
        for (int draw = 0; draw < 200_000; draw++)
        {
            int cell = edges.BinarySearch(skills.Sample(stream));
            observed[cell >= 0 ? cell : ~cell - 1]++;
        }
        if (edges.Count == 1)
            Assert.Equal(200_000, observed[0]);
        else
            Assert.True(Numerics.ChiSquare.PValue(probability, observed) > 1e-4);
    }

    [Theory]
    [InlineData(0.0, 5L, ScalingError.AlphaNotPositive)]
    [InlineData(-1.0, 5L, ScalingError.AlphaNotPositive)]
    [InlineData(double.NaN, 5L, ScalingError.AlphaNotPositive)]
    [InlineData(0.6, 0L, ScalingError.ParameterOutOfRange)]
    public void Bad_parameters_are_named(double alpha, long count, ScalingError error) =>
        Assert.Equal(error, Assert.Throws<ScalingException>(() => new ZipfSkills(alpha, count)).Error);

    [Fact]
    public void Skills_that_do_not_exist_are_named()
    {
        var skills = new ZipfSkills(0.6, 5);
        Assert.Equal(ScalingError.SkillNotFound, Assert.Throws<ScalingException>(() => skills.Probability(6)).Error);
        Assert.Equal(ScalingError.SkillNotFound, Assert.Throws<ScalingException>(() => skills.Mass(0)).Error);
        Assert.Equal(ScalingError.SkillNotFound, Assert.Throws<ScalingException>(() => skills.Bins(0)).Error);
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => new ZipfSkills(0.6, null).Probabilities()).Error);
    }
}
