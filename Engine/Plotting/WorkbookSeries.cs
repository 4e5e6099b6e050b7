using System.Globalization;

namespace ScalingTools.Plotting;

/// <summary>The curves in a table of rows, told apart as in a figure (<see cref="GroupColumns"/>) but by whole columns, as a workbook has many rows; repetitions stay curves of their own.</summary>
internal sealed class WorkbookSeries
{
    private const int MostValues = 20;
    private static readonly HashSet<string> Repetitions = new(["Seed", "DataSeed", "Run", "Draw", "Replicate", "Duration", "Advice", "Outcome", "Source", "Method"], StringComparer.OrdinalIgnoreCase);
    private static readonly string[] XColumns = ["Time", "Step", "Tokens", "Samples", "Parameters", "SampleCount", "Width", "Compute", "Mode"];
    private static readonly string[] YColumns = ["Loss", "TestLoss", "Strength", "Accuracy", "Error", "Eigenvalue"];

    /// <summary>What tells it from the others, such as "Alpha = 0.3".</summary>
    public required string Label { get; init; }
    /// <summary>Rows, in the order of x.</summary>
    public required int[] Rows { get; init; }

    /// <summary>The first column that can be the horizontal axis: it has several numbers.</summary>
    public static string? X(WorkbookTable table, string? given) => Usable(table, given is null ? XColumns : [given], 2);

    /// <summary>The first column that can be the vertical axis.</summary>
    public static string? Y(WorkbookTable table, string? given) => Usable(table, given is null ? YColumns : [given], 1);

    /// <summary>The curves of a table; rows that cannot be drawn are in none.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="x">Column of x.</param>
    /// <param name="y">Column of y.</param>
    /// <param name="drawn">Whether a value of x or y can be drawn.</param>
    /// <param name="groupBy">The columns that name the curves.</param>
    public static IReadOnlyList<WorkbookSeries> Split(WorkbookTable table, string x, string y, Func<object?, bool> drawn, out IReadOnlyList<string> groupBy)
    {
        int xAt = table.IndexOf(x), yAt = table.IndexOf(y);
        int[] rows = [.. Enumerable.Range(0, table.Rows.Count).Where(row => drawn(table[row, xAt]) && drawn(table[row, yAt]))];
        (int[] places, _) = Codes(rows.Select(row => table[row, xAt]));
        int[] group = new int[rows.Length];
        List<string> names = [];
        for (int column = 0; column < table.Names.Count; column++)
        {
            if (column == xAt || column == yAt || Repetitions.Contains(table.Names[column]))
                continue;
            (int[] codes, object?[] values) = Codes(rows.Select(row => table[row, column]));
            if (values.Length is < 2 or > MostValues || 2 * values.Length > rows.Length && values.Any(v => v is double))
                continue;
            int[] finer = Together(group, codes);
            if (Together(finer, places).DefaultIfEmpty(-1).Max() == Together(group, places).DefaultIfEmpty(-1).Max())
                continue; // within a group and an x it has one value
            group = finer;
            names.Add(table.Names[column]);
        }
        groupBy = names;
        foreach (string repetition in (string[])["Run", "Seed"])
            if (table.IndexOf(repetition) is >= 0 and var at && Together(group, places).DefaultIfEmpty(-1).Max() + 1 < rows.Length)
                group = Together(group, Codes(rows.Select(row => table[row, at])).Codes);
        return
        [
            .. Enumerable.Range(0, rows.Length).GroupBy(i => group[i]).Select(same => new WorkbookSeries
            {
                Label = string.Join(", ", names.Select(name => $"{name} = {Convert.ToString(table[rows[same.First()], table.IndexOf(name)], CultureInfo.InvariantCulture)}")),
                Rows = [.. same.Select(i => rows[i]).OrderBy(row => Convert.ToDouble(table[row, xAt], CultureInfo.InvariantCulture))],
            }),
        ];
    }

    private static string? Usable(WorkbookTable table, string[] columns, int distinct) => columns.FirstOrDefault(name =>
        table.IndexOf(name) is >= 0 and var at && table.Column(at).All(cell => cell is null or double or long) && table.Column(at).OfType<object>().Distinct().Take(distinct).Count() == distinct);

    // A number for each value, in the order of appearance.
    private static (int[] Codes, object?[] Values) Codes(IEnumerable<object?> cells)
    {
        Dictionary<object, int> known = [];
        int[] codes = [.. cells.Select(cell => known.TryGetValue(cell ?? "", out int code) ? code : known[cell ?? ""] = known.Count)];
        return (codes, [.. known.Keys]);
    }

    private static int[] Together(int[] first, int[] second)
    {
        Dictionary<(int, int), int> known = [];
        return [.. first.Zip(second).Select(pair => known.TryGetValue(pair, out int code) ? code : known[pair] = known.Count)];
    }
}
