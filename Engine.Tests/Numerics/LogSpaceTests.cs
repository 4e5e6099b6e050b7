using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class LogSpaceTests
{
    [Fact]
    public void Neighbours_have_equal_ratios_and_the_ends_are_exact()
    {
        double[] x = LogSpace.Values(0.3, 7e5, 50);
        Assert.Equal(50, x.Length);
        Assert.Equal(0.3, x[0]);
        Assert.Equal(7e5, x[^1]);
        double ratio = Math.Pow(7e5 / 0.3, 1.0 / 49);
        for (int i = 1; i < x.Length; i++)
            Assert.Equal(ratio, x[i] / x[i - 1], 1e-12);
    }

    [Fact]
    public void Powers_of_ten_come_out_as_powers_of_ten()
    {
        double[] x = LogSpace.Values(1, 1e6, 7);
        for (int i = 0; i < 7; i++)
            Assert.Equal(Math.Pow(10, i), x[i]);
    }

    [Fact]
    public void A_grid_may_fall_and_may_span_the_whole_range()
    {
        Assert.Equal([100, 10, 1], LogSpace.Values(100, 1, 3).Select(x => Math.Round(x, 10)));
        Assert.All(LogSpace.Values(1e-300, 1e300, 11), x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Whole_numbers_are_distinct_and_keep_the_ends()
    {
        long[] n = LogSpace.WholeNumbers(1, 100, 50);
        Assert.Equal(1, n[0]);
        Assert.Equal(100, n[^1]);
        Assert.Equal(n.Distinct(), n);
        Assert.True(n.Length < 50);
        Assert.Equal([1, 10, 100, 1000], LogSpace.WholeNumbers(1, 1000, 4));
        Assert.Equal(long.MaxValue / 2, LogSpace.WholeNumbers(1, long.MaxValue / 2, 9)[^1]);
    }

    [Theory]
    [InlineData(0, 1, 3)]
    [InlineData(1, -1, 3)]
    [InlineData(1, double.NaN, 3)]
    [InlineData(1, double.PositiveInfinity, 3)]
    [InlineData(1, 10, 1)]
    public void Bad_ends_and_counts_are_refused(double from, double to, int count)
    {
        ScalingException e = Assert.Throws<ScalingException>(() => LogSpace.Values(from, to, count));
        Assert.Equal(ScalingError.ParameterOutOfRange, e.Error);
    }
}
