using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.SparseParity;

public class WeightedSkillsTests
{
    private static readonly double[] Weights = [4, 0, 1, 1, 2, 0];

    [Fact]
    public void Frequencies_are_normalised_in_the_given_order()
    {
        var skills = new WeightedSkills(Weights);
        Assert.Equal([0.5, 0, 0.125, 0.125, 0.25, 0], skills.Probabilities());
        Assert.Equal(1, skills.Mass(1));
        Assert.Equal(0.25, skills.Mass(2, 4));
        Assert.Equal(0.25, skills.Mass(5, 100));
        Assert.Equal(0, skills.Mass(6));
        Assert.Equal(0, skills.Mass(4, 3));
    }

    [Fact]
    public void Bins_are_the_distinct_frequencies()
    {
        SkillBins bins = new WeightedSkills(Weights).Bins(3);
        Assert.Equal([0.25, 0.125], bins.Probability.ToArray());
        Assert.Equal([0.25, 0.25], bins.Mass.ToArray());
        Assert.Equal(0, new WeightedSkills(Weights).Bins(6).Count);
        Assert.Equal(0, new WeightedSkills(Weights).Bins(7).Count);
    }

    [Fact]
    public void The_mass_of_rare_skills_keeps_its_digits()
    {
        var zipf = new ZipfSkills(2, 10_000);
        var weighted = new WeightedSkills(zipf.Probabilities());
        Assert.Equal(1, weighted.Mass(9_990) / zipf.Mass(9_990), 1e-13);
    }

    [Fact]
    public void Draws_follow_the_weights()
    {
        var skills = new WeightedSkills(Weights);
        var stream = new RandomStream(41);
        long[] observed = new long[Weights.Length];
        for (int i = 0; i < 100_000; i++)
            observed[skills.Sample(stream) - 1]++;
        Assert.Equal([0L, 0], [observed[1], observed[5]]);
        Assert.True(Numerics.ChiSquare.PValue(skills.Probabilities(), observed) > 1e-4);
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 0.0, 0.0 })]
    [InlineData(new[] { 1.0, -1e-9 })]
    [InlineData(new[] { 1.0, double.NaN })]
    [InlineData(new[] { double.PositiveInfinity })]
    public void Bad_weights_are_named(double[] weights) =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => new WeightedSkills(weights)).Error);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Uniform_skills_are_equal_weights(int count)
    {
        var uniform = new UniformSkills(count);
        var weighted = new WeightedSkills(Enumerable.Repeat(2.0, count));
        for (long from = 1; from <= count + 1; from++)
            for (long to = from - 1; to <= count + 2; to++)
            {
                Assert.Equal(weighted.Mass(from, to), uniform.Mass(from, to), 1e-15);
                Assert.Equal(weighted.Bins(from, to).Sum(p => p * p), uniform.Bins(from, to).Sum(p => p * p), 1e-15);
            }
        Assert.Equal(weighted.Probabilities(), uniform.Probabilities());
        var stream = new RandomStream(42);
        Assert.Equal(Enumerable.Range(1, count).Select(k => (long)k), Enumerable.Range(0, 1000).Select(_ => uniform.Sample(stream)).Distinct().Order());
    }
}
