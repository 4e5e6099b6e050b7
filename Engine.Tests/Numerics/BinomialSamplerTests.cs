using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class BinomialSamplerTests
{
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(20, 0.45)]         // inversion
    [InlineData(21, 0.5)]          // BTRS at its smallest mean
    [InlineData(1_000_000, 4e-6)]
    [InlineData(100, 0.2)]
    [InlineData(100, 0.93)]        // by symmetry
    [InlineData(5000, 0.3)]
    public void Draws_follow_the_exact_distribution(int n, double p)
    {
        const int draws = 200_000;
        var stream = new RandomStream(17);
        int cells = Math.Min(n, 3000) + 1;
        long[] observed = new long[cells];
        for (int i = 0; i < draws; i++)
            observed[BinomialSampler.Sample(stream, n, p)]++;
        double[] probability = [.. Enumerable.Range(0, cells).Select(x => Math.Exp(BinomialMass.Log(x, n, p)))];
        Assert.True(ChiSquare.PValue(probability, observed) > 1e-4);
    }

    [Theory]
    [InlineData(10, 0.5)]
    [InlineData(400, 0.05)]
    [InlineData(1_000_000_000_000, 3e-12)]
    [InlineData(1_000_000_000_000, 1e-9)]
    [InlineData(1_000_000_000_000, 0.3)]
    [InlineData(1_000_000_000_000_000, 0.999)]
    public void Moments_are_exact_up_to_a_thousand_trillion_trials(long n, double p)
    {
        const int draws = 200_000;
        var stream = new RandomStream(2, index: n);
        double q = 1 - p, sigma = Math.Sqrt(n * p * q);
        double first = 0, second = 0, third = 0;
        for (int i = 0; i < draws; i++)
        {
            double z = (BinomialSampler.Sample(stream, n, p) - n * p) / sigma;
            first += z;
            second += z * z;
            third += z * z * z;
        }
        // Standardised: mean 0, variance 1, third moment (q-p)/σ; excess kurtosis (1-6pq)/σ². Four standard errors each.
        double excess = (1 - 6 * p * q) / (sigma * sigma);
        Assert.Equal(0, first / draws, 4 / Math.Sqrt(draws));
        Assert.Equal(1, second / draws, 4 * Math.Sqrt((2 + excess) / draws));
        Assert.Equal((q - p) / sigma, third / draws, 4 * Math.Sqrt((15 + 25 * excess) / draws));
    }

    // The fine structure at n = 10^12: the last digit of d is uniform, which a rounded mean or a normal stand-in would spoil.
    [Fact]
    public void The_last_digit_of_a_huge_draw_is_uniform()
    {
        var stream = new RandomStream(3);
        long[] observed = new long[10];
        for (int i = 0; i < 100_000; i++)
            observed[BinomialSampler.Sample(stream, 1_000_000_000_000, 0.3) % 10]++;
        Assert.True(ChiSquare.PValue([.. Enumerable.Repeat(0.1, 10)], observed) > 1e-4);
    }

    [Fact]
    public void Certain_outcomes_need_no_luck()
    {
        var stream = new RandomStream(0);
        Assert.Equal(0, BinomialSampler.Sample(stream, 0, 0.5));
        Assert.Equal(0, BinomialSampler.Sample(stream, 9, 0));
        Assert.Equal(9, BinomialSampler.Sample(stream, 9, 1));
    }
}
