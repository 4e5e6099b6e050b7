using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>Which figures a report gets: one for each table with a resource and a result, theory dashed among the curves it predicts.</summary>
internal static class ReportFigures
{
    /// <summary>The figures, by their tables; tables without a sensible figure have none, nor has theory that is drawn among curves.</summary>
    /// <exception cref="ScalingException">PropertyNotFound for an axis or a group that no table has.</exception>
    public static IReadOnlyDictionary<WorkbookTable, Figure> Of(IReadOnlyList<WorkbookTable> tables, ReportOptions options)
    {
        foreach (string column in (string[])[.. new[] { options.X, options.Y }.OfType<string>(), .. options.GroupBy ?? []])
            if (tables.All(t => t.IndexOf(column) < 0))
                throw new ScalingException(ScalingError.PropertyNotFound, $"No record has a property '{column}'.", $"They have: {string.Join(", ", tables[0].Names)}.", column);
        Dictionary<WorkbookTable, Figure> figures = [];
        HashSet<WorkbookTable> predicted = [];
        foreach (WorkbookTable table in tables.Where(t => t.Kind != WorkbookSheetKind.Runs).OrderBy(t => t.Kind))
            if (!predicted.Contains(table) && Draw(table, tables, options, predicted) is { } figure)
                figures[table] = figure;
        return figures;
    }

    private static Figure? Draw(WorkbookTable table, IReadOnlyList<WorkbookTable> tables, ReportOptions options, HashSet<WorkbookTable> predicted)
    {
        if (Axis(table, options.X, FigureColumns.Abscissas, 2) is not { } x || Axis(table, options.Y, FigureColumns.Ordinates, 1) is not { } y || options.GroupBy is { } given && given.Any(name => table.IndexOf(name) < 0))
            return null;
        bool theory = table.Kind == WorkbookSheetKind.Theory;
        List<MeasurementRecord> records = [.. Records(table, table.Names, theory)];
        IReadOnlyList<string> groups = options.GroupBy ?? FigureBuilder.Groups(records, x, [y, FigureColumns.Source]);
        if (table.Kind == WorkbookSheetKind.Curves)
            foreach (WorkbookTable other in tables.Where(t => t.Kind == WorkbookSheetKind.Theory))
                if (Predictions(other, x, y, groups) is { } predictions)
                {
                    records.AddRange(predictions);
                    predicted.Add(other);
                }
        try
        {
            return Figure.Of(records, new() { X = x, Y = [y], GroupBy = groups });
        }
        catch (ScalingException e) when (e.Error is ScalingError.TooFewPoints)
        {
            return null;
        }
    }

    // A theory belongs among the curves if the same columns tell both apart; otherwise it would become a mean over what is different.
    private static IEnumerable<MeasurementRecord>? Predictions(WorkbookTable theory, string x, string y, IReadOnlyList<string> groups)
    {
        if (WorkbookCharts.TheoryX(theory, x) is not { } at || theory.IndexOf(y) < 0 || groups.Any(name => theory.IndexOf(name) < 0))
            return null;
        MeasurementRecord[] records = [.. Records(theory, [.. groups, at, y], true)];
        IReadOnlyList<string> own = FigureBuilder.Groups([.. Records(theory, theory.Names, true)], at, [y, FigureColumns.Source]);
        return own.All(name => groups.Contains(name, StringComparer.OrdinalIgnoreCase)) ? records.Select(record => Renamed(record, at, x)) : null;
    }

    private static MeasurementRecord Renamed(MeasurementRecord record, string from, string to) =>
        new(record.Names.Select(name => KeyValuePair.Create(name.Equals(from, StringComparison.OrdinalIgnoreCase) ? to : name, record.TryGetValue(name, out object? value) ? value : null)));

    private static IEnumerable<MeasurementRecord> Records(WorkbookTable table, IReadOnlyList<string> names, bool theory)
    {
        int[] columns = [.. names.Select(table.IndexOf)];
        for (int row = 0; row < table.Rows.Count; row++)
        {
            KeyValuePair<string, object?>[] cells = [.. columns.Select((column, i) => KeyValuePair.Create(names[i], table[row, column]))];
            yield return new(theory ? [.. cells, KeyValuePair.Create(FigureColumns.Source, (object?)"Theory")] : cells);
        }
    }

    // Numbers, or their text as Import-Csv reads it.
    private static string? Axis(WorkbookTable table, string? given, IReadOnlyList<string> usual, int distinct) => (given is null ? usual : [given]).FirstOrDefault(name =>
        table.IndexOf(name) is >= 0 and var at && table.Column(at).All(cell => cell is null || NumericText.TryParse(cell, out _, out _)) && table.Column(at).OfType<object>().Distinct().Take(distinct).Count() == distinct);
}
