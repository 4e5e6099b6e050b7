using ScalingTools.Plotting;

namespace ScalingTools.Tests.Plotting;

/// <summary>Thinning leaves out nothing that can be seen.</summary>
public class CurveThinningTests
{
    private static (double[] X, double[] Y) Curve(int seed, int count)
    {
        Random random = new(seed);
        double[] x = [.. Enumerable.Range(0, count).Select(i => 600.0 * i / (count - 1))];
        double level = 100;
        return (x, [.. x.Select(v => 150 + 80 * Math.Sin(v / 40) + (level += random.NextDouble() - 0.5) + (random.Next(50) == 0 ? 40 : 0))]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_point_is_further_from_the_thinned_curve_than_the_tolerance(int seed)
    {
        (double[] x, double[] y) = Curve(seed, 3000);
        int[] keep = CurveThinning.Keep(x, y, 0.15);
        Assert.True(keep.Length < 2500, $"{keep.Length}");
        Assert.Equal((0, 2999), (keep[0], keep[^1]));
        for (int i = 0; i < x.Length; i++)
        {
            // By brute force: the nearest of all pieces.
            double nearest = Enumerable.Range(0, keep.Length - 1).Where(j => x[keep[j]] <= x[i] && x[i] <= x[keep[j + 1]]).Min(j => Distance(x[i], y[i], x[keep[j]], y[keep[j]], x[keep[j + 1]], y[keep[j + 1]]));
            Assert.True(nearest <= 0.15 + 1e-9, $"{i}: {nearest}");
        }
        // Peaks stay.
        Assert.Contains(Array.IndexOf(y, y.Max()), keep);
        Assert.Contains(Array.IndexOf(y, y.Min()), keep);
    }

    private static double Distance(double x, double y, double x0, double y0, double x1, double y1)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i <= 200; i++)
            best = Math.Min(best, Math.Sqrt(Math.Pow(x - x0 - (x1 - x0) * i / 200, 2) + Math.Pow(y - y0 - (y1 - y0) * i / 200, 2)) - Math.Abs(x1 - x0 + y1 - y0) / 400);
        return best;
    }

    [Fact]
    public void A_straight_line_is_two_points_and_a_corner_stays()
    {
        double[] x = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        Assert.Equal([0, 999], CurveThinning.Keep(x, x, 0.1));
        Assert.Equal([0, 500, 999], CurveThinning.Keep(x, [.. x.Select(v => Math.Abs(v - 500))], 0.1));
        Assert.Equal([0, 1], CurveThinning.Keep([1, 2], [1, 2], 0.1));
        Assert.Empty(CurveThinning.Keep([], [], 0.1));
    }

    [Fact]
    public void Marks_that_cover_one_another_are_one()
    {
        double[] x = [0, 0.1, 10, 10.1, 20], y = [0, 0.1, 5, 9, 5];
        Assert.Equal([0, 2, 3, 4], CurveThinning.KeepMarks(x, y, 0.5));
    }
}
