using System.Globalization;
using System.Text;

namespace ScalingTools.Plotting;

/// <summary>An experiment as one HTML page that needs no network and runs no script: question, figures, theory beside measurement, parameters, and how to do it again.</summary>
public sealed class ReportPage
{
    private const int MostRows = 40, FirstRows = 10, ShortText = 24;
    private const int FigureWidth = 640, FigureHeight = 400;

    private readonly IReadOnlyList<WorkbookTable> _tables;
    private readonly IReadOnlyDictionary<WorkbookTable, Figure> _figures;
    private readonly ReportOptions _options;
    private readonly StringBuilder _page = new();

    /// <summary>A page of some rows.</summary>
    /// <param name="rows">The rows, of any kinds; a section for each.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ScalingException">EmptyPipeline; PropertyNotFound for an axis or a group that no row has.</exception>
    public ReportPage(RowCollection rows, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.CheckNotEmpty();
        _options = options ?? new();
        _tables = [.. rows.Tables.OrderBy(t => t.Kind)];
        _figures = ReportFigures.Of(_tables, _options);
        Warnings = [.. _tables.SelectMany(WorkbookWarnings.Of), .. _figures.Values.Where(f => f.LeftOut > 0).Select(f => $"{LeftOut(f)}.")];
    }

    /// <summary>Number of figures.</summary>
    public int FigureCount => _figures.Count;
    /// <summary>What could not be shown.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The page.</summary>
    public string Render()
    {
        _page.Clear();
        string title = HtmlText.Escape(_options.Title.Length > 0 ? _options.Title : _figures.Count > 0 ? Shows(_figures.Values.First()) : string.Join(", ", _tables.Select(Name)));
        // Nothing is loaded and nothing runs, whatever the rows say.
        _page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        _page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").Append(title).Append("</title>\n<style>\n").Append(ReportStyle.Css).Append("\n</style>\n</head>\n<body>\n");
        _page.Append("<header>\n<h1>").Append(title).Append("</h1>\n");
        if (_options.Question.Length > 0)
            _page.Append("<p class=\"question\">").Append(HtmlText.Escape(_options.Question)).Append("</p>\n");
        _page.Append("</header>\n<main>\n");
        // Figures first, as people look before they read.
        foreach (WorkbookTable table in _tables.Where(_figures.ContainsKey))
            Section(table);
        ReportComparisonTable.Append(_page, ReportComparison.Of(_tables));
        foreach (WorkbookTable table in _tables.Where(t => !_figures.ContainsKey(t) && !ReportComparison.IsAllOf(t)))
            Section(table);
        Reproduce();
        _page.Append("</main>\n</body>\n</html>\n");
        return _page.ToString();
    }

    /// <summary>Writes the page, beside its place first, so that an old file stays whole if anything fails.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepOld">Whether a file that is there is an error.</param>
    /// <param name="force">Whether a file that is read-only may be written over.</param>
    /// <exception cref="ScalingException">UnknownExtension; PathNotWritable.</exception>
    public void Write(string path, bool keepOld = false, bool force = false)
    {
        Check(path, keepOld, force);
        WholeFile.Write(path, Render(), keepOld, force);
    }

    /// <summary>Whether a report can be written there: what a long pipeline wants to know before it runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepOld">Whether a file that is there is an error.</param>
    /// <param name="force">Whether a file that is read-only may be written over.</param>
    /// <exception cref="ScalingException">UnknownExtension; PathNotWritable.</exception>
    public static void Check(string path, bool keepOld = false, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Path.GetExtension(path).ToLowerInvariant() is not (".html" or ".htm"))
            throw new ScalingException(ScalingError.UnknownExtension, $"'{Path.GetExtension(path)}' of '{path}' is no page.", "Give a name that ends in .html; browsers print it as PDF.", path);
        WholeFile.Check(path, keepOld, force);
    }

    private void Section(WorkbookTable table)
    {
        _page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{HtmlText.Escape(Name(table))}</h2>\n");
        if (_figures.TryGetValue(table, out Figure? figure))
            _page.Append("<figure>\n<div class=\"sheet\">").Append(SvgFigure.Render(figure, FigureWidth, FigureHeight, $"plot{_figures.Keys.ToList().IndexOf(table) + 1}")).Append("</div>\n<figcaption>")
                .Append(HtmlText.Escape($"{Shows(figure)}{(figure.LeftOut > 0 ? $"; {LeftOut(figure)}" : "")}.")).Append("</figcaption>\n</figure>\n");
        HtmlText.List(_page, WorkbookAbout.Parameters(table, Setting).Select(p => KeyValuePair.Create(p.Name, p.Values)));
        Rows(table);
        _page.Append("</section>\n");
    }

    // Columns that say something: of several values.
    private void Rows(WorkbookTable table)
    {
        int[] columns = [.. Enumerable.Range(0, table.Names.Count).Where(column => table.Column(column).Distinct().Skip(1).Any())];
        int shown = table.Rows.Count <= MostRows ? table.Rows.Count : FirstRows;
        if (columns.Length > 0)
            HtmlText.Table(_page, [.. columns.Select(column => table.Names[column])], [.. columns.Select(column => Class(table.Column(column)))],
                Enumerable.Range(0, shown).Select(row => (IReadOnlyList<string>)[.. columns.Select(column => HtmlText.Cell(table[row, column]))]));
        _page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{(shown < table.Rows.Count ? $"The first {shown} of " : "")}{table.Rows.Count} row{(table.Rows.Count == 1 ? "" : "s")}.</p>\n");
    }

    private void Reproduce()
    {
        _page.Append("<section>\n<h2>How to do it again</h2>\n");
        if (_options.Command.Length > 0)
            _page.Append("<pre>").Append(HtmlText.Escape(_options.Command)).Append("</pre>\n");
        long[] seeds = [.. _tables.Where(t => t.IndexOf("Seed") >= 0).SelectMany(t => t.Column(t.IndexOf("Seed"))).OfType<long>().Distinct().Order()];
        HtmlText.List(_page, [.. _options.Facts, KeyValuePair.Create("Seeds", seeds.Length > 0 ? WorkbookAbout.Seeds(seeds) : "none in the rows")]);
        _page.Append("</section>\n");
    }

    // Numbers stand to the right; names and run ids are not broken, sentences are.
    private static string Class(IEnumerable<object?> cells) => cells.All(cell => cell is null or double or long) ? HtmlText.Numeric : cells.All(cell => $"{cell}".Length <= ShortText) ? HtmlText.Unbroken : "";

    // Without the dust of 0.1 + 0.2.
    private static string Setting(object value) => value is double number ? number.ToString("G12", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    // "Curves: MultilinearLoss"
    private static string Name(WorkbookTable table) => $"{table.Kind}: {WorkbookKinds.Plain(table.TypeName).Split('.')[^1]}";

    private static string Shows(Figure figure) => $"{figure.YAxis.Title} against {figure.XAxis.Title}";

    private static string LeftOut(Figure figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.LeftOut} value{(figure.LeftOut == 1 ? " is" : "s are")} not drawn: no number, or not positive on a logarithmic axis");
}
