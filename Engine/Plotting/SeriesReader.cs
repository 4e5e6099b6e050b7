using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>Reads the curve of a group: points in the order of x, several of one x as their mean with a band of one standard deviation.</summary>
internal sealed class SeriesReader(FigureOptions options, string xColumn, bool logX, bool logY, Action<ExcludedValue> excluded)
{
    private const double Tiny = 1e-300; // the end of a band that reaches down to 0 on a logarithmic axis

    /// <summary>The curve; without points where no record can be used.</summary>
    /// <param name="group">The records.</param>
    /// <param name="y">Column of y.</param>
    /// <param name="band">One column for a half width, two for the ends, none for no band but that of repetitions.</param>
    /// <param name="kind">What it is.</param>
    public FigureSeries Curve(RecordGroup group, string y, IReadOnlyList<string> band, SeriesKind kind)
    {
        // Predictions that a row does not have are no news.
        Observations read = group.Read([new(xColumn, logX), new(y, logY)], null, kind == SeriesKind.Simulation ? excluded : null);
        double[] x = read.Columns[0], values = read.Columns[1];
        int[] order = [.. Enumerable.Range(0, read.Count).Where(i => !(x[i] < options.XMin || x[i] > options.XMax)).OrderBy(i => x[i])];
        List<(double X, double Y, double? Low, double? High)> points = [];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from; to < order.Length && x[order[to]] == x[order[from]];)
                to++;
            double[] same = [.. order[from..to].Select(i => values[i])];
            double mean = same.Average();
            (double? low, double? high) = (null, null);
            if (same.Length > 1)
            {
                double deviation = Math.Sqrt(same.Sum(v => (v - mean) * (v - mean)) / (same.Length - 1));
                (low, high) = (mean - deviation, mean + deviation);
            }
            else if (band.Count > 0 && read.Number(order[from], band[0]) is { } first)
                (low, high) = band.Count == 2 ? (first, read.Number(order[from], band[1])) : (mean - first, mean + first);
            points.Add((x[order[from]], mean, low, high));
        }
        bool banded = points.Any(p => p.Low < p.High);
        return new([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)],
            banded ? [.. points.Select(p => End(p.Low ?? p.Y))] : null, banded ? [.. points.Select(p => End(p.High ?? p.Y))] : null) { Label = "", Kind = kind, Color = 0 };
    }

    private double End(double value) => logY ? Math.Max(value, Tiny) : value;
}
