using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class AliasTableTests
{
    [Theory]
    [InlineData(new double[] { 1 })]
    [InlineData(new[] { 0.2, 0.2, 0.2, 0.2, 0.2 })]
    [InlineData(new[] { 0.9, 0, 0.07, 0.03, 0 })]
    [InlineData(new double[] { 0, 0, 0, 1 })]
    [InlineData(new[] { 0.001, 0.5, 0.001, 0.498 })]
    public void Draws_follow_the_probabilities(double[] probability)
    {
        var table = new AliasTable(probability);
        var stream = new RandomStream(21);
        long[] observed = new long[probability.Length];
        for (int i = 0; i < 200_000; i++)
            observed[table.Sample(stream)]++;
        for (int i = 0; i < observed.Length; i++)
            if (probability[i] == 0)
                Assert.Equal(0, observed[i]);
        if (probability.Count(p => p > 0) > 1)
            Assert.True(ChiSquare.PValue(probability, observed) > 1e-4);
    }

    // 2^20 numbers at equal distances meet an interval of probability p between 2^20 p - 1 and 2^20 p + 1 times; an index has at most n + 1 intervals.
    [Theory]
    [InlineData(new double[] { 1 })]
    [InlineData(new[] { 0.9, 0, 0.07, 0.03, 0 })]
    [InlineData(new double[] { 0, 0, 0, 1 })]
    [InlineData(new[] { 0.001, 0.5, 0.001, 0.498 })]
    public void Thirty_two_bits_give_the_probabilities(double[] probability)
    {
        var table = new AliasTable(probability);
        const int draws = 1 << 20;
        int[] observed = new int[probability.Length];
        for (uint i = 0; i < draws; i++)
            observed[table.Sample((i << 12) + 2048)]++;
        for (int i = 0; i < observed.Length; i++)
            Assert.InRange(observed[i] - draws * probability[i], -probability.Length - 1, probability.Length + 1);
        Assert.InRange(table.Sample(uint.MaxValue), 0, probability.Length - 1);
        Assert.All(observed.Zip(probability), pair => Assert.True(pair.Second > 0 || pair.First == 0));
    }
}
