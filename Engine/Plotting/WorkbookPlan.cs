namespace ScalingTools.Plotting;

/// <summary>A workbook to be: which rows go where in which order, and what is drawn. Whoever writes the file tells it first of the sheets that are there.</summary>
public sealed class WorkbookPlan
{
    /// <summary>The sheet of the charts.</summary>
    public const string ChartSheet = "Charts";
    /// <summary>The sheet of parameters, versions and seeds.</summary>
    public const string AboutSheet = "About";
    private const int LongestName = 31;

    private readonly RowCollection _rows;
    private readonly WorkbookOptions _options;
    private readonly Dictionary<string, (string[] Headers, int LastRow)> _existing = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<WorkbookSheet> _sheets = [];
    private readonly List<WorkbookChart> _charts = [];
    private readonly List<string> _warnings = [];

    /// <summary>A plan for some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ScalingException">EmptyPipeline; ParameterOutOfRange for a name that no sheet can have; InconsistentInput for both Append and Replace.</exception>
    public WorkbookPlan(RowCollection rows, WorkbookOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (_rows, _options) = (rows, options ?? new());
        rows.CheckNotEmpty();
        if (_options.Append && _options.Replace)
            throw new ScalingException(ScalingError.InconsistentInput, "Rows cannot both be appended and replace a sheet.", "Give Append or Replace.");
        string name = _options.WorksheetName;
        if (name.Length is 0 or > LongestName || name.IndexOfAny([':', '\\', '/', '?', '*', '[', ']']) >= 0 || name.StartsWith('\'') || name.EndsWith('\'') || name is ChartSheet or AboutSheet)
            throw new ScalingException(ScalingError.ParameterOutOfRange, $"'{name}' cannot be the name of a sheet of rows.", $"Give one to {LongestName} characters without : \\ / ? * [ ], and neither {ChartSheet} nor {AboutSheet}.", name);
    }

    /// <summary>Sheets to write, in order; after <see cref="Resolve"/>.</summary>
    public IReadOnlyList<WorkbookSheet> Sheets => _sheets;
    /// <summary>Charts to draw on <see cref="ChartSheet"/>.</summary>
    public IReadOnlyList<WorkbookChart> Charts => _charts;
    /// <summary>Whether sheets of the same names go first.</summary>
    public bool Replaces => _options.Replace;
    /// <summary>What could not be kept as it was.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Tells of a sheet that is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="headers">Its first row.</param>
    /// <param name="lastRow">Its last row with anything in it.</param>
    public void AddExisting(string name, string[] headers, int lastRow) => _existing[name] = (headers, lastRow);

    /// <summary>Decides.</summary>
    /// <exception cref="ScalingException">TooLarge for more rows than a sheet can have; PropertyNotFound for an axis that no table has.</exception>
    public void Resolve()
    {
        List<WorkbookTable> tables = [.. _rows.Tables];
        IReadOnlyList<WorkbookCharts.Draft> drafts = WorkbookCharts.Of(tables, _options);
        foreach (string column in new[] { _options.X, _options.Y }.OfType<string>())
            if (tables.All(t => t.IndexOf(column) < 0))
                throw new ScalingException(ScalingError.PropertyNotFound, $"No record has a property '{column}'.", $"They have: {string.Join(", ", tables[0].Names)}.", column);
        WorkbookTable? runs = WorkbookRuns.Of(tables);
        Dictionary<WorkbookTable, WorkbookSheet> placed = [];
        foreach (WorkbookTable table in (runs is null ? tables : [runs, .. tables]).OrderBy(t => t.Kind))
        {
            _sheets.Add(placed[table] = PlaceTable(table));
            _warnings.AddRange(WorkbookWarnings.Of(table));
        }
        foreach (WorkbookCharts.Draft draft in drafts.Where(d => d.Series.Count > 0))
            _charts.Add(new()
            {
                Title = _options.Title.Length > 0 ? _options.Title : $"{AxisTitles.Of(draft.Y)} against {AxisTitles.Of(draft.X)}{(draft.LeftOut > 0 ? ", first repetition of each" : "")}",
                XTitle = AxisTitles.Of(draft.X), YTitle = AxisTitles.Of(draft.Y), LogX = draft.LogX, LogY = draft.LogY,
                Series = [.. draft.Series.Select(s => new WorkbookChartSeries { Label = s.Label, Sheet = placed[s.Table], From = s.From, Count = s.Count, X = s.X, Y = s.Y, Dashed = s.Dashed, Color = Palette.Color(s.Color, draft.Colors) })],
            });
        foreach ((string column, int count) in drafts.SelectMany(d => d.Scattered))
            _warnings.Add($"{count} values of {column} are in their sheet but not in the chart, whose curves are ranges of cells: rows lie between them that cannot be drawn, or belong to other curves.");
        _sheets.Add(PlaceTable(WorkbookAbout.Of(tables, _options), AboutSheet));
    }

    private WorkbookSheet PlaceTable(WorkbookTable table, string? fixedName = null)
    {
        string first = fixedName ?? (table.Kind == WorkbookSheetKind.Data ? _options.WorksheetName : table.Kind.ToString());
        string type = WorkbookKinds.Plain(table.TypeName).Split('.')[^1];
        for (int attempt = 0; ; attempt++)
        {
            string name = SheetName(first, type, attempt);
            if (_sheets.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                continue;
            bool fits = HasColumnsOf(name, table);
            if (_options.Append && fits)
                return Fitting(new(name, table, _existing[name].LastRow + 1, _existing[name].Headers));
            // Appended rows of other columns need another sheet; rows that replace go to the sheet of their columns, where there is one.
            if (_options.Append && _existing.ContainsKey(name) || _options.Replace && !fits && HasColumnsOf(SheetName(first, type, attempt + 1), table))
                continue;
            return Fitting(new(name, table, 2, null));
        }
    }

    private bool HasColumnsOf(string name, WorkbookTable table) =>
        _existing.TryGetValue(name, out (string[] Headers, int LastRow) there) && there.Headers.Length == table.Names.Count && there.Headers.All(h => table.IndexOf(h) >= 0);

    // Curves; Curves MultilinearLoss; Curves MultilinearLoss 2.
    private static string SheetName(string first, string type, int attempt)
    {
        string suffix = attempt == 0 ? "" : attempt == 1 ? $" {type}" : $" {type} {attempt}";
        string name = first[..Math.Min(first.Length, Math.Max(1, LongestName - suffix.Length))] + suffix;
        return name.Length > LongestName ? name[..(LongestName - 3)] + $" {attempt}" : name;
    }

    private WorkbookSheet Fitting(WorkbookSheet sheet)
    {
        long last = (long)sheet.FirstRow + sheet.RowCount - 1;
        if (last > _options.MostRows)
            throw new ScalingException(ScalingError.TooLarge, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The sheet '{sheet.Name}' would have {last:N0} rows, and Excel has {_options.MostRows:N0}."),
                "Split the rows by one of their parameters, keep fewer measurements of each run, or write them with Export-Csv.", last);
        return sheet;
    }
}
