using ScalingTools.Measurement;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Measurement;

public class AutoWindowTests
{
    // y² = plateau² + (1 + (x/10)²)^-0.5: flat below x = 10, x^-0.5 above, a plateau from x = 10/plateau² = 4e5 on
    private static (double[] X, double[] Y) Bent(double noise, int count, double plateau = 5e-3, long seed = 1)
    {
        var stream = new RandomStream(seed);
        double[] x = [.. Enumerable.Range(0, count).Select(i => Math.Pow(10, 9.0 * i / (count - 1)))];
        return (x, [.. x.Select(t => Math.Sqrt(plateau * plateau + Math.Pow(1 + t * t / 100, -0.5)) * Math.Exp(noise * stream.NextGaussian()))]);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(0, 40)]
    [InlineData(0.01, 200)]
    [InlineData(0.03, 300)]
    public void The_window_keeps_the_power_law_and_leaves_the_bends(double noise, int count)
    {
        (double[] x, double[] y) = Bent(noise, count);
        Assert.True(AutoWindow.TryFind(x, y, out double low, out double high));
        Assert.InRange(low, 8, 300);
        Assert.InRange(high, 5e3, 5e5);
        Assert.True(Math.Log10(high / low) > 2.5);
        ScalingExponent auto = ScalingMeasurement.Exponent(x, y, new FitOptions { Window = WindowRule.Auto });
        ScalingExponent all = ScalingMeasurement.Exponent(x, y);
        Assert.Equal(0.5, auto.Exponent!.Value, 0.015);
        Assert.True(Math.Abs(all.Exponent!.Value - 0.5) > 0.1);
        Assert.True(all.Support.HasFlag(LawSupport.Plateau));
        Assert.Equal(LawSupport.Supported, auto.Support);
        Assert.Equal(count, auto.Count + auto.OutsideWindow);
        Assert.Equal(low, auto.XMin);
        Assert.Equal(high, auto.XMax);
    }

    [Fact]
    public void A_pure_power_law_is_its_own_window_in_most_noise()
    {
        int whole = 0;
        for (int trial = 0; trial < 100; trial++)
        {
            var stream = new RandomStream(trial);
            double[] x = [.. Enumerable.Range(0, 40).Select(i => Math.Pow(10, 0.1 * i))];
            double[] y = [.. x.Select(t => Math.Pow(t, -0.4) * Math.Exp(0.05 * stream.NextGaussian()))];
            Assert.True(AutoWindow.TryFind(x, y, out double low, out double high));
            whole += Math.Log10(high / low) > 3.5 ? 1 : 0;
        }
        Assert.InRange(whole, 85, 100);
    }

    [Fact]
    public void A_noisy_plateau_longer_than_the_power_law_is_not_chosen()
    {
        var stream = new RandomStream(2);
        double[] x = [.. Enumerable.Range(0, 160).Select(i => Math.Pow(10, 0.05 * i))];
        double[] y = [.. x.Select(t => (t < 1e3 ? Math.Pow(t, -0.5) : Math.Pow(1e3, -0.5)) * Math.Exp(0.02 * stream.NextGaussian()))];
        Assert.True(AutoWindow.TryFind(x, y, out double low, out double high));
        Assert.InRange(low, 1, 3);
        Assert.InRange(high, 500, 3000);
    }

    [Fact]
    public void Too_few_x_or_no_constant_slope_use_everything_and_say_so()
    {
        Assert.False(AutoWindow.TryFind([1, 2, 3, 4, 5, 5], [1, 2, 3, 4, 5, 6], out _, out _));
        double[] x = [.. Enumerable.Range(0, 12).Select(i => Math.Exp(i))];
        ScalingExponent row = ScalingMeasurement.Exponent(x, [.. x.Select(t => Math.Exp(-Math.Pow(Math.Log(t), 2)))], new FitOptions { Window = WindowRule.Auto });
        Assert.Equal(12, row.Count);
        Assert.Contains("No stretch of constant slope", row.Advice, StringComparison.Ordinal);
        Assert.True(row.Support.HasFlag(LawSupport.Curved));
    }

    [Fact]
    public void Local_slopes_of_a_power_law_are_its_exponent_and_of_an_offset_law_fall()
    {
        double[] x = [.. Enumerable.Range(0, 50).Select(i => Math.Pow(10, 0.1 * i))];
        Assert.All(ScalingMeasurement.LocalSlopes(x, [.. x.Select(t => 2 * Math.Pow(t, -0.3))]), s => Assert.Equal(0.3, s.Exponent!.Value, 1e-10));
        IReadOnlyList<LocalSlope> slopes = ScalingMeasurement.LocalSlopes(x, [.. x.Select(t => 0.1 + Math.Pow(t, -0.3))]);
        Assert.Equal(50, slopes.Count);
        Assert.All(slopes.Zip(slopes.Skip(1)), pair => Assert.True(pair.First.Exponent > pair.Second.Exponent - 1e-12));
        // -d ln y/d ln x = p A x^-p / (E + A x^-p) in the middle, where the line is symmetric
        double at = slopes[25].At, power = Math.Pow(at, -0.3);
        Assert.Equal(0.3 * power / (0.1 + power), slopes[25].Exponent!.Value, 1e-3);
    }

    [Fact]
    public void Sparse_local_slopes_reach_to_the_neighbours()
    {
        IReadOnlyList<LocalSlope> slopes = ScalingMeasurement.LocalSlopes([1000, 10, 1, 100, 1], [1e-3, 0.1, 1, 0.01, 1]);
        Assert.Equal([1.0, 10, 100, 1000], slopes.Select(s => s.At));
        Assert.Equal([4, 4, 3, 3], slopes.Select(s => s.Count));
        Assert.All(slopes, s => Assert.Equal(1, s.Exponent!.Value, 1e-12));
    }

    [Fact]
    public void Window_sensitivity_shows_where_the_law_holds()
    {
        (double[] x, double[] y) = Bent(0, 200);
        IReadOnlyList<WindowSensitivity> rows = ScalingMeasurement.WindowSensitivity(x, y, new FitOptions { WindowSteps = 9 });
        Assert.Equal(36, rows.Count);
        Assert.All(rows, r => Assert.True(r.XMin < r.XMax && r.Count > 0 && r.Exponent is not null));
        WindowSensitivity inside = rows.Single(r => Math.Abs(r.XMin - 1e2) < 1 && Math.Abs(r.XMax - 1e4) < 1);
        Assert.Equal(0.5, inside.Exponent!.Value, 0.02);
        Assert.True(rows[0].Exponent < 0.4);
    }
}
