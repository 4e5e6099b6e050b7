using System.Globalization;

namespace ScalingTools.Plotting;

/// <summary>A line y = c x^s to compare slopes with, through the middle of the first curve.</summary>
internal static class ReferenceLine
{
    private const int Points = 60;

    /// <summary>The line, as far as it stays within the axes.</summary>
    public static FigureSeries Of(double slope, IReadOnlyList<FigureSeries> series, FigureAxis x, FigureAxis y)
    {
        FigureSeries first = series[0];
        int[] usable = [.. Enumerable.Range(0, first.Count).Where(i => first.GetX()[i] > 0 && first.GetY()[i] > 0)];
        if (usable.Length == 0 || !double.IsFinite(slope))
            throw new ScalingException(ScalingError.NotPositive, "A slope needs a curve with positive values to go through.", "Leave out the reference slope, or draw a quantity that is positive.", slope);
        int middle = usable[usable.Length / 2];
        double constant = first.GetY()[middle] / Math.Pow(first.GetX()[middle], slope);
        double low = x.Minimum > 0 ? x.Minimum : first.GetX()[usable[0]];
        double[] grid = [.. Numerics.LogSpace.Values(low, x.Maximum, Points).Where(v => constant * Math.Pow(v, slope) is var value && value >= y.Minimum && value <= y.Maximum)];
        string text = slope.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−');
        return new(grid, [.. grid.Select(v => constant * Math.Pow(v, slope))]) { Label = $"slope {text}", Kind = SeriesKind.Reference, Color = 0 };
    }
}
