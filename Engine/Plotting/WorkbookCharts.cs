using System.Globalization;

namespace ScalingTools.Plotting;

/// <summary>Which charts a workbook gets: one for each sheet of curves, with theory dashed, or of theory where there are no curves.</summary>
internal static class WorkbookCharts
{
    private const int MostSeries = 40;

    /// <summary>What is drawn of the tables. Rows of a curve are put one below the other, as a chart's series is a range.</summary>
    public static IReadOnlyList<Draft> Of(IReadOnlyList<WorkbookTable> tables, WorkbookOptions options)
    {
        List<Draft> drafts = [];
        WorkbookTable[] theory = [.. tables.Where(t => t.Kind == WorkbookSheetKind.Theory)], curves = [.. tables.Where(t => t.Kind == WorkbookSheetKind.Curves)];
        WorkbookTable[] drawn = curves.Length > 0 ? curves : theory.Length > 0 ? theory : options.X is not null && options.Y is not null ? [.. tables.Where(t => t.Kind == WorkbookSheetKind.Data)] : [];
        HashSet<WorkbookTable> sorted = [];
        foreach (WorkbookTable table in drawn)
            if (WorkbookSeries.X(table, options.X) is { } x && WorkbookSeries.Y(table, options.Y) is { } y)
                drafts.Add(Draw(table, x, y, table.Kind == WorkbookSheetKind.Theory ? [] : theory, options, sorted));
        return drafts;
    }

    /// <summary>A chart before its sheets have their places.</summary>
    internal sealed record Draft(string X, string Y, double[]? LogX, double[]? LogY, IReadOnlyList<DraftSeries> Series, int Colors, int LeftOut)
    {
        /// <summary>Rows of its curves that are not drawn, by the column of y.</summary>
        public required IReadOnlyDictionary<string, int> Scattered { get; init; }
    }

    /// <summary>A curve before its sheet has its place.</summary>
    internal sealed record DraftSeries(WorkbookTable Table, string Label, int From, int Count, string X, string Y, bool Dashed, int Color);

    private static Draft Draw(WorkbookTable table, string x, string y, WorkbookTable[] theory, WorkbookOptions options, HashSet<WorkbookTable> sorted)
    {
        double[]? logX = Log(table.Column(table.IndexOf(x))), logY = Log(table.Column(table.IndexOf(y)));
        List<DraftSeries> series = [];
        List<string> colors = [];
        Dictionary<string, int> scattered = [];
        Add(table, x, y, table.Kind == WorkbookSheetKind.Theory);
        foreach (string column in FigureColumns.Theory(new FigureOptions { X = x, Y = [y] }, y, new HashSet<string>(table.Names, StringComparer.OrdinalIgnoreCase)))
            Add(table, x, column, true);
        foreach (WorkbookTable other in theory)
            if (TheoryX(other, x) is { } theoryX && other.IndexOf(y) >= 0)
                Add(other, theoryX, y, true);
        // Many repetitions: the first of each group, for the others would hide it.
        DraftSeries[] few = series.Count <= MostSeries ? [.. series] : [.. series.GroupBy(s => (s.Table, s.Y, s.Label)).Select(g => g.First()).Take(MostSeries)];
        return new(x, y, logX, logY, few, colors.Count, series.Count - few.Length) { Scattered = scattered };

        void Add(WorkbookTable of, string xOf, string yOf, bool dashed)
        {
            if (!of.Column(of.IndexOf(yOf)).All(cell => cell is null or double or long))
                return;
            IReadOnlyList<WorkbookSeries> split = WorkbookSeries.Split(of, xOf, yOf, cell => Drawn(cell, logX), cell => Drawn(cell, logY));
            if (sorted.Add(of))
            {
                HashSet<int> used = [.. split.SelectMany(s => s.Rows)];
                of.Sort([.. split.SelectMany(s => s.Rows), .. Enumerable.Range(0, of.Rows.Count).Where(row => !used.Contains(row))]);
                int at = 0;
                foreach (WorkbookSeries one in split)
                {
                    Put(of, one.Label, at, one.Rows.Length, xOf, yOf, dashed);
                    at += one.Rows.Length;
                }
            }
            else // already in the order of another curve: of rows with gaps between them the longest stretch is a range
                foreach (WorkbookSeries one in split)
                {
                    (int from, int count) = LongestStretch(one.Rows);
                    Put(of, one.Label, from, count, xOf, yOf, dashed);
                    if (count < one.Rows.Length)
                        scattered[yOf] = scattered.GetValueOrDefault(yOf) + one.Rows.Length - count;
                }
        }

        void Put(WorkbookTable of, string label, int from, int count, string xOf, string yOf, bool dashed)
        {
            int color = colors.IndexOf(label);
            if (color < 0)
            {
                color = colors.Count;
                colors.Add(label);
            }
            string name = dashed && table.Kind != WorkbookSheetKind.Theory ? $"{label} theory".Trim() : label.Length > 0 ? label : yOf;
            series.Add(new(of, name, from, count, xOf, yOf, dashed, color));
        }
    }

    /// <summary>The longest run of rows of which each is the next of the one before.</summary>
    public static (int From, int Count) LongestStretch(IReadOnlyList<int> rows)
    {
        (int from, int count) = (0, 0);
        for (int start = 0, end; start < rows.Count; start = end)
        {
            for (end = start + 1; end < rows.Count && rows[end] == rows[end - 1] + 1;)
                end++;
            if (end - start > count)
                (from, count) = (rows[start], end - start);
        }
        return (from, count);
    }

    /// <summary>The column of a table of predictions that is the horizontal axis of some curves: laws have their resource in At, and its name in Law. Null where there is none.</summary>
    public static string? TheoryX(WorkbookTable theory, string x)
    {
        if (theory.IndexOf("At") is >= 0 and var at && theory.IndexOf("Law") is >= 0 and var law)
            return theory.Column(at).Any(cell => cell is not null) && theory.Column(law).All(cell => $"{cell}" == (x is "Samples" or "SampleCount" ? "Data" : x)) ? "At" : null;
        return theory.IndexOf(x) is >= 0 and var own && theory.Column(own).Any(cell => cell is not null) ? theory.Names[own] : null;
    }

    // On a logarithmic axis only what is positive.
    private static bool Drawn(object? cell, double[]? logarithmic) => cell is not null && (logarithmic is null || Number(cell) > 0);

    // Powers of ten around the values; null for a linear axis.
    private static double[]? Log(IEnumerable<object?> cells)
    {
        double[] values = [.. cells.OfType<object>().Select(Number)];
        return FigureAxis.IsLogarithmic(values)
            ? [Math.Pow(10, Math.Floor(Math.Log10(values.Where(v => v > 0).Min()))), Math.Pow(10, Math.Ceiling(Math.Log10(values.Max())))] : null;
    }

    private static double Number(object cell) => Convert.ToDouble(cell, CultureInfo.InvariantCulture);
}
