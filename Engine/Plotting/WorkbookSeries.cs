using System.Globalization;
using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>The curves in a table of rows, told apart as in a figure (<see cref="GroupColumns"/>); repetitions stay curves of their own.</summary>
internal sealed class WorkbookSeries
{
    /// <summary>What tells it from the others, such as "Alpha = 0.3".</summary>
    public required string Label { get; init; }
    /// <summary>Rows, in the order of x.</summary>
    public required int[] Rows { get; init; }

    /// <summary>The first column that can be the horizontal axis: it has several numbers.</summary>
    public static string? X(WorkbookTable table, string? given) => Usable(table, given is null ? FigureColumns.Abscissas : [given], 2);

    /// <summary>The first column that can be the vertical axis.</summary>
    public static string? Y(WorkbookTable table, string? given) => Usable(table, given is null ? FigureColumns.Ordinates : [given], 1);

    /// <summary>The curves of a table; rows that cannot be drawn are in none.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="x">Column of x.</param>
    /// <param name="y">Column of y.</param>
    /// <param name="drawnX">Whether a value of x can be drawn.</param>
    /// <param name="drawnY">Whether a value of y can be drawn.</param>
    public static IReadOnlyList<WorkbookSeries> Split(WorkbookTable table, string x, string y, Func<object?, bool> drawnX, Func<object?, bool> drawnY)
    {
        int xAt = table.IndexOf(x), yAt = table.IndexOf(y);
        int[] rows = [.. Enumerable.Range(0, table.Rows.Count).Where(row => drawnX(table[row, xAt]) && drawnY(table[row, yAt]))];
        object?[] at = [.. rows.Select(row => table[row, xAt])];
        IReadOnlyList<string> names = GroupColumns.Of(table.Names, at, name => rows.Select(row => table[row, table.IndexOf(name)]), new HashSet<string>([x, y, FigureColumns.Source], StringComparer.OrdinalIgnoreCase), out int[] group);
        // Each repetition is a curve of its own.
        int[] places = ValueCodes.Of(at, out _);
        foreach (string repetition in (string[])["Run", "Seed"])
            if (table.IndexOf(repetition) is >= 0 and var column && ValueCodes.Count(ValueCodes.Together(group, places)) < rows.Length)
                group = ValueCodes.Together(group, ValueCodes.Of(rows.Select(row => table[row, column]), out _));
        return
        [
            .. Enumerable.Range(0, rows.Length).GroupBy(i => group[i]).Select(same => new WorkbookSeries
            {
                Label = RecordGroup.LabelOf(names.Select(name => (name, Convert.ToString(table[rows[same.First()], table.IndexOf(name)], CultureInfo.InvariantCulture) ?? ""))),
                Rows = [.. same.Select(i => rows[i]).OrderBy(row => Convert.ToDouble(table[row, xAt], CultureInfo.InvariantCulture))],
            }),
        ];
    }

    private static string? Usable(WorkbookTable table, IReadOnlyList<string> columns, int distinct) => columns.FirstOrDefault(name =>
        table.IndexOf(name) is >= 0 and var at && table.Column(at).All(cell => cell is null or double or long) && table.Column(at).OfType<object>().Distinct().Take(distinct).Count() == distinct);
}
