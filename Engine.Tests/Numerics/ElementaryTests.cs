using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class ElementaryTests
{
    // from mpmath import mp, log1p, expm1, mpf; mp.dps = 40; log1p(mpf(x)), expm1(mpf(x))
    [Theory]
    [InlineData(1e-300, 1.0e-300, 1.0e-300)]
    [InlineData(1e-17, 1.0000000000000001e-17, 1.0000000000000001e-17)]
    [InlineData(-1e-16, -1.0e-16, -9.9999999999999993e-17)]
    [InlineData(3e-10, 2.99999999955e-10, 3.00000000045e-10)]
    [InlineData(-2.5e-8, -2.5000000312500004e-8, -2.4999999687500001e-8)]
    [InlineData(1e-4, 9.999500033330834e-5, 0.00010000500016667084)]
    [InlineData(-0.3, -0.35667494393873236, -0.25918177931828213)]
    [InlineData(0.7, 0.53062825106217037, 1.0137527074704764)]
    [InlineData(-0.999, -6.9077552789821362, -0.63175249538633708)]
    [InlineData(0.9999999, 0.69314713055994409, 1.7182815566308761)]
    public void Log1p_and_Expm1_keep_every_digit(double x, double log, double exp)
    {
        Assert.Equal(1, Elementary.Log1p(x) / log, 1e-15);
        Assert.Equal(1, Elementary.Expm1(x) / exp, 1e-15);
    }

    [Fact]
    public void Ends_of_the_range()
    {
        Assert.Equal(0, Elementary.Log1p(0));
        Assert.Equal(double.NegativeInfinity, Elementary.Log1p(-1));
        Assert.Equal(double.PositiveInfinity, Elementary.Log1p(double.PositiveInfinity));
        Assert.Equal(0, Elementary.Expm1(0));
        Assert.Equal(-1, Elementary.Expm1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Elementary.Expm1(double.PositiveInfinity));
        Assert.True(double.IsNaN(Elementary.Log1p(-1.5)));
    }
}
