using ScalingTools.Numerics;

namespace ScalingTools.Measurement;

/// <summary>One fit in every window whose ends lie on a grid of WindowSteps equal steps in log x, two steps long at least.</summary>
internal static class WindowScan
{
    private const int ShortestSteps = 2;

    public static IEnumerable<WindowSensitivity> Rows(string group, Observations all, FitOptions options, CancellationToken cancellation)
    {
        FitOptions whole = options with { Window = WindowRule.All, Bootstrap = 0 };
        Observations used = ExponentMeasurement.Window(all, whole, out _);
        if (used.Count == 0)
            yield break;
        double low = used.Columns[0].Min(), high = used.Columns[0].Max();
        if (low == high)
        {
            yield return Row(low, high); // not identifiable, and the row says so
            yield break;
        }
        int steps = options.WindowSteps;
        double[] grid = LogSpace.Values(low, high, steps + 1);
        for (int a = 0; a <= steps - ShortestSteps; a++)
            for (int b = steps; b >= a + ShortestSteps; b--)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Row(grid[a], grid[b]);
            }

        WindowSensitivity Row(double xMin, double xMax)
        {
            ScalingExponent row = ExponentMeasurement.Rows(group, used, whole with { XMin = xMin, XMax = xMax }, null, default).First();
            return new WindowSensitivity
            {
                Group = group, Form = row.Form, X = row.X, Y = row.Y, XMin = xMin, XMax = xMax, Decades = Math.Log10(xMax / xMin),
                Exponent = row.Exponent, StandardError = row.StandardError, Prefactor = row.Prefactor, RSquared = row.RSquared,
                Count = row.Count, Outcome = row.Outcome, Support = row.Support,
            };
        }
    }
}
