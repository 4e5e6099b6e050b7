using System.Globalization;
using ScalingTools.Plotting;

namespace ScalingTools.Tests.Plotting;

/// <summary>Ticks are where a reader expects them.</summary>
public class AxisTicksTests
{
    private static string Labels(IEnumerable<AxisTick> ticks) => string.Join(' ', ticks.Where(t => !t.Minor).Select(t => t.Label));

    [Fact]
    public void Powers_of_ten_have_labels_and_two_to_nine_ticks_between_them()
    {
        IReadOnlyList<AxisTick> ticks = AxisTicks.Logarithmic(0.05, 300);
        Assert.Equal("10^-1 10^0 10^1 10^2", Labels(ticks));
        Assert.Equal([0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.2], ticks.Take(7).Select(t => Math.Round(t.Value, 10)));
        Assert.Equal(300, ticks[^1].Value, 1e-9);
        Assert.Equal(5 + 9 * 3 + 3, ticks.Count);
        Assert.True(ticks.Zip(ticks.Skip(1)).All(pair => pair.First.Value < pair.Second.Value));
    }

    [Fact]
    public void Many_decades_have_a_label_at_each_second_or_third()
    {
        IReadOnlyList<AxisTick> ticks = AxisTicks.Logarithmic(1, 1e20);
        Assert.InRange(ticks.Count(t => !t.Minor), 5, 7);
        Assert.Equal("10^0 10^3", Labels(ticks.Take(4)));
        Assert.All(ticks.Where(t => t.Minor), t => Assert.Equal(Math.Round(Math.Log10(t.Value)), Math.Log10(t.Value), 1e-9));
    }

    [Theory]
    [InlineData(2, 70, "2 5 10 20 50")]
    [InlineData(0.3, 0.9, "0.3 0.4 0.5 0.6 0.7 0.8 0.9")]
    public void Few_decades_have_numbers(double low, double high, string labels) => Assert.Equal(labels, Labels(AxisTicks.Logarithmic(low, high)));

    [Theory]
    [InlineData(0, 1, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(-3, 14, "-2 0 2 4 6")]
    [InlineData(1e6, 1.00001e6, "1E+06")]
    [InlineData(-0.004, 0.021, "0 0.005 0.01 0.015 0.02")]
    public void Linear_axes_have_round_numbers(double low, double high, string labels) => Assert.StartsWith(labels, Labels(AxisTicks.Linear(low, high)), StringComparison.Ordinal);

    [Fact]
    public void Every_axis_has_some_labels_within_its_ends()
    {
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            double low = Math.Pow(10, random.NextDouble() * 40 - 20), high = low * Math.Pow(10, 0.01 + random.NextDouble() * 30);
            foreach (IReadOnlyList<AxisTick> ticks in (IReadOnlyList<AxisTick>[])[AxisTicks.Logarithmic(low, high), AxisTicks.Linear(low, high), AxisTicks.Linear(-high, low)])
            {
                Assert.InRange(ticks.Count(t => !t.Minor), 2, 12);
                Assert.InRange(ticks.Count, 2, 90);
                double from = ticks.Any(t => t.Value < 0) ? -high : low;
                Assert.All(ticks, t => Assert.InRange(t.Value, from - 1e-8 * high, high * (1 + 1e-8)));
            }
        }
    }

    [Fact]
    public void Labels_say_where_the_tick_is()
    {
        foreach (AxisTick tick in AxisTicks.Linear(-7.3, 21).Concat(AxisTicks.Logarithmic(0.002, 0.01)).Where(t => !t.Minor))
            Assert.Equal(tick.Value, double.Parse(tick.Label, CultureInfo.InvariantCulture), 1e-9);
    }
}
