using System.Globalization;
using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>Rows in, a figure out: axes, groups, means over repetitions, predictions, fits and slopes.</summary>
internal static class FigureBuilder
{
    private const int MostMarks = 40;

    /// <summary>A figure.</summary>
    /// <param name="records">The rows.</param>
    /// <param name="options">How.</param>
    /// <param name="excluded">Told of every value that cannot be drawn; null to count only.</param>
    /// <exception cref="ScalingException">EmptyPipeline; PropertyNotFound; TooFewPoints where nothing can be drawn; ParameterOutOfRange for ends of an axis.</exception>
    public static Figure Build(IReadOnlyList<MeasurementRecord> records, FigureOptions options, Action<ExcludedValue>? excluded = null)
    {
        string xColumn = options.X ?? FigureColumns.FirstPresent(records, FigureColumns.Abscissas);
        options = options with { X = xColumn, Y = options.Y.Count > 0 ? options.Y : [FigureColumns.FirstPresent(records, FigureColumns.Ordinates)] };
        HashSet<string> names = new(records.SelectMany(r => r.Names), StringComparer.OrdinalIgnoreCase);
        string[] used = [.. options.Y.SelectMany(y => (string[])[y, .. FigureColumns.Theory(options, y, names), .. FigureColumns.Band(options, y, names)]), FigureColumns.Source];
        RecordGroup.Require(records, [.. options.GroupBy ?? [], xColumn, .. used[..^1]]);
        IReadOnlyList<string> groupBy = options.GroupBy ?? Groups(records, xColumn, used);

        bool logX = IsLogarithmic(options.XScale, records, [xColumn]), logY = IsLogarithmic(options.YScale, records, options.Y);
        int leftOut = 0;
        SeriesReader reader = new(options, xColumn, logX, logY, value =>
        {
            leftOut++;
            excluded?.Invoke(value);
        });
        List<FigureSeries> series = Read(records, options, groupBy, names, reader, out int colors);
        if (series.Count == 0)
            throw new ScalingException(ScalingError.TooFewPoints, $"Nothing can be drawn: none of the {records.Count} records has a usable {xColumn} and {string.Join(" or ", options.Y)}.",
                logX || logY ? "A logarithmic axis needs positive values: try a linear scale." : "The columns must be numbers.", records.Count);
        (double Low, double High) rangeX = Range(series, s => s.GetX(), logX), rangeY = Range(series, s => s.GetY(), logY);
        FigureAxis x = FigureAxis.Around(options.XTitle ?? AxisTitles.Of(xColumn), logX, rangeX.Low, rangeX.High, options.XMin, options.XMax);
        FigureAxis y = FigureAxis.Around(options.YTitle ?? (options.Y.Count == 1 ? AxisTitles.Of(options.Y[0]) : string.Join(", ", options.Y.Select(AxisTitles.Of))), logY, rangeY.Low, rangeY.High, options.YMin, options.YMax);
        series.AddRange(options.ReferenceSlopes.Select(slope => ReferenceLine.Of(slope, series, x, y)));
        return new() { Title = options.Title, XAxis = x, YAxis = y, Series = series, ColorCount = colors, LeftOut = leftOut };
    }

    /// <summary>The columns that tell the series of some records apart, where nobody says it.</summary>
    /// <param name="records">The rows.</param>
    /// <param name="x">Column of the horizontal axis.</param>
    /// <param name="used">Columns that are drawn.</param>
    public static IReadOnlyList<string> Groups(IReadOnlyList<MeasurementRecord> records, string x, IEnumerable<string> used) =>
        GroupColumns.Of(records.SelectMany(r => r.Names).Distinct(StringComparer.OrdinalIgnoreCase), Column(records, x), name => Column(records, name), new HashSet<string>([x, .. used], StringComparer.OrdinalIgnoreCase), out _);

    private static List<FigureSeries> Read(IReadOnlyList<MeasurementRecord> records, FigureOptions options, IReadOnlyList<string> groupBy, HashSet<string> names, SeriesReader reader, out int colors)
    {
        // A row whose Source is Theory belongs to the group of the simulation with the same values, dashed.
        Dictionary<string, RecordGroup> simulated = Split(records.Where(r => !FigureColumns.IsTheory(r))), predicted = Split(records.Where(FigureColumns.IsTheory));
        string[] order = [.. simulated.Keys.Union(predicted.Keys).OrderBy(name => name, Comparer<string>.Create(ByValue))];
        List<FigureSeries> series = [];
        colors = 0;
        foreach (string y in options.Y)
            foreach (string group in order)
            {
                string label = string.Join(", ", new[] { options.Y.Count > 1 || group.Length == 0 && options.Fit ? y : "", (simulated.GetValueOrDefault(group) ?? predicted[group]).Label }.Where(part => part.Length > 0));
                int before = series.Count, color = colors;
                if (simulated.TryGetValue(group, out RecordGroup? rows))
                {
                    if (reader.Curve(rows, y, FigureColumns.Band(options, y, names), SeriesKind.Simulation) is { Count: > 0 } curve)
                    {
                        bool marks = options.Mark == FigureMark.Points || options.Mark == FigureMark.Auto && curve.Count <= MostMarks;
                        series.Add(curve.As(label, color, marks, options.Mark != FigureMark.Points));
                        if (options.Fit && FittedLaw.Of(curve, options) is { } law)
                            series.Add(law.As(law.Label, color));
                    }
                    foreach (string column in FigureColumns.Theory(options, y, names))
                        if (reader.Curve(rows, column, [], SeriesKind.Theory) is { Count: > 0 } theory)
                            series.Add(theory.As(series.Count == before ? label : "", color));
                }
                if (predicted.TryGetValue(group, out rows) && reader.Curve(rows, y, [], SeriesKind.Theory) is { Count: > 0 } prediction)
                    series.Add(prediction.As(series.Count == before ? label : "", color));
                if (series.Count > before)
                    colors++;
            }
        return series;

        Dictionary<string, RecordGroup> Split(IEnumerable<MeasurementRecord> of) => RecordGroup.Of(of, groupBy).ToDictionary(group => group.Name);
    }

    private static bool IsLogarithmic(AxisScale scale, IReadOnlyList<MeasurementRecord> records, IReadOnlyList<string> columns) => scale == AxisScale.Auto
        ? FigureAxis.IsLogarithmic([.. columns.SelectMany(column => Column(records, column)).Select(value => NumericText.TryParse(value, out double number, out _) ? number : double.NaN).Where(double.IsFinite)])
        : scale == AxisScale.Logarithmic;

    private static object?[] Column(IReadOnlyList<MeasurementRecord> records, string name) => [.. records.Select(record => record.TryGetValue(name, out object? value) ? value : null)];

    // Predictions widen a logarithmic axis by a decade at most: tails of theories can end at 10^-300.
    private static (double, double) Range(IReadOnlyList<FigureSeries> series, Func<FigureSeries, ReadOnlySpan<double>> of, bool logarithmic)
    {
        (double low, double high) = Ends(series.Where(s => s.Kind == SeriesKind.Simulation)) ?? Ends(series)!.Value;
        (double least, double most) = Ends(series)!.Value;
        return logarithmic ? (Math.Max(least, low / 10), Math.Min(most, high * 10)) : (Math.Max(least, low - (high - low)), Math.Min(most, high + (high - low)));

        (double, double)? Ends(IEnumerable<FigureSeries> some)
        {
            (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (FigureSeries one in some)
                foreach (double v in of(one))
                    (low, high) = (Math.Min(low, v), Math.Max(high, v));
            return low <= high ? (low, high) : null;
        }
    }

    // "Alpha=0.3, Width=100": part by part, numbers by their value.
    private static int ByValue(string? a, string? b)
    {
        string[] first = (a ?? "").Split(", "), second = (b ?? "").Split(", ");
        for (int i = 0; i < Math.Min(first.Length, second.Length); i++)
        {
            string one = first[i][(first[i].IndexOf('=') + 1)..], other = second[i][(second[i].IndexOf('=') + 1)..];
            int order = double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out double p) && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out double q)
                ? p.CompareTo(q) : string.CompareOrdinal(one, other);
            if (order != 0)
                return order;
        }
        return first.Length.CompareTo(second.Length);
    }
}
