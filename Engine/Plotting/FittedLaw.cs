using System.Globalization;
using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>The law y = A x^-p fitted to a curve in logarithms, as a line with its exponent in the legend.</summary>
internal static class FittedLaw
{
    private const int Points = 60;

    /// <summary>The line; null where there are too few positive points in the window.</summary>
    public static FigureSeries? Of(FigureSeries curve, FigureOptions options)
    {
        List<double> x = [], y = [];
        for (int i = 0; i < curve.Count; i++)
            if (curve.GetX()[i] > 0 && curve.GetY()[i] > 0 && !(curve.GetX()[i] < options.FitMin) && !(curve.GetX()[i] > options.FitMax))
            {
                x.Add(curve.GetX()[i]);
                y.Add(curve.GetY()[i]);
            }
        if (x.Count < 2 || !CurveFit.TryFit(x.ToArray(), y.ToArray(), out CurveFit? fit, out _) || fit is null)
            return null;
        double[] grid = Numerics.LogSpace.Values(x[0], x[^1], Points);
        string error = fit.StandardError is { } se ? string.Create(CultureInfo.InvariantCulture, $" ± {se:G2}") : "";
        return new(grid, [.. grid.Select(fit.Predict)]) { Label = string.Create(CultureInfo.InvariantCulture, $"slope {-fit.Exponent:F3}{error}").Replace("slope -", "slope −", StringComparison.Ordinal), Kind = SeriesKind.Fit, Color = curve.Color };
    }
}
