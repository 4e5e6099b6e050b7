using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class PowerSumTests
{
    private const double Tolerance = 1e-14;

    // from mpmath import mp, zeta, mpf; mp.dps = 50; zeta(mpf(s), a) (at 30 digits mpmath itself is off in the last line)
    [Theory]
    [InlineData(1.05, 1, 20.580844302036985)]
    [InlineData(1.3, 1, 3.9319492118095437)]
    [InlineData(1.6, 1, 2.2857656656801296)]
    [InlineData(1.9, 1, 1.7497464351250609)]
    [InlineData(3, 1, 1.2020569031595943)]
    [InlineData(20, 1, 1.0000009539620339)]
    [InlineData(1.05, 17, 17.384103991388543)]
    [InlineData(1.6, 1000, 0.026422813120171437)]
    [InlineData(1.6, 1000000000, 6.6351195112154768e-6)]
    [InlineData(1.3, 5, 2.1211434936765261)]
    [InlineData(3, 1000000, 5.0000050000025e-13)]
    [InlineData(20, 40, 2.4071877617931632e-32)]
    public void Tail_is_the_Hurwitz_zeta_function(double s, long from, double exact)
    {
        Assert.Equal(1, PowerSum.Tail(s, from) / exact, Tolerance);
        if (from == 1)
            Assert.Equal(1, PowerSum.Zeta(s) / exact, Tolerance);
    }

    // zeta(mpf(s), a) - zeta(mpf(s), b+1); harmonic(b) - harmonic(a-1) at s = 1
    [Theory]
    [InlineData(0, 3, 1000, 998.0)]
    [InlineData(0.5, 1, 1000000, 1998.5401454911487)]
    [InlineData(1, 1, 1000000000, 21.300481502347944)]
    [InlineData(1.6, 1, 1000000000, 2.2857590305606224)]
    [InlineData(1.05, 1, 1000000, 10.557099880085127)]
    [InlineData(1.6, 100, 101, 0.0012519490536171867)]
    [InlineData(1.6, 1000000, 1001000, 2.5123885419054497e-7)]
    [InlineData(2.5, 15, 17, 0.0029633367371411685)]
    [InlineData(1, 16, 17, 0.12132352941176471)]
    [InlineData(0.999, 20, 1000000000000, 25.041357865750958)]
    public void Range_matches_exact_arithmetic(double s, long from, long to, double exact) =>
        Assert.Equal(1, PowerSum.Range(s, from, to) / exact, Tolerance);

    [Fact]
    public void Short_ranges_are_the_plain_sum()
    {
        for (long from = 1; from <= 20; from++)
            for (long to = from; to <= 24; to++)
            {
                double exact = 0;
                for (long k = to; k >= from; k--)
                    exact += Math.Pow(k, -1.6);
                Assert.Equal(1, PowerSum.Range(1.6, from, to) / exact, Tolerance);
            }
        Assert.Equal(0, PowerSum.Range(1.6, 5, 4));
        Assert.Equal(0, PowerSum.Range(1.6, 40, 39));
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(2.0, 0)]
    public void Divergent_sums_are_refused(double s, long from) =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => PowerSum.Tail(s, from)).Error);
}
