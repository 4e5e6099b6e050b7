using System.Globalization;

namespace ScalingTools.Plotting;

/// <summary>A sheet to write, or rows to write below those of a sheet.</summary>
public sealed class WorkbookSheet
{
    private readonly WorkbookTable _table;
    private readonly int[] _order;

    internal WorkbookSheet(string name, WorkbookTable table, int firstRow, IReadOnlyList<string>? headers)
    {
        (Name, _table, FirstRow, IsNew) = (name, table, firstRow, headers is null);
        _order = [.. (headers ?? table.Names).Select(table.IndexOf)];
        Columns = [.. _order.Select(column => WorkbookColumn.Of(table.Names[column], table.Column(column)))];
    }

    /// <summary>Its name.</summary>
    public string Name { get; }
    /// <summary>Whether it is to be made, with a header.</summary>
    public bool IsNew { get; }
    /// <summary>The row of the first row of data, from 1.</summary>
    public int FirstRow { get; }
    /// <summary>Number of rows of data to write.</summary>
    public int RowCount => _table.Rows.Count;
    /// <summary>Its columns.</summary>
    public IReadOnlyList<WorkbookColumn> Columns { get; }

    /// <summary>The header.</summary>
    public object?[] GetHeader() => [.. Columns.Select(c => c.Name)];

    /// <summary>The rows, each as long as the header.</summary>
    public IEnumerable<object?[]> GetRows()
    {
        for (int row = 0; row < _table.Rows.Count; row++)
        {
            object?[] cells = new object?[_order.Length];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = _table[row, _order[i]];
            yield return cells;
        }
    }

    /// <summary>The range of a column's rows, such as 'Curves'!$B$2:$B$61.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="from">The first, counted from the first row of data.</param>
    /// <param name="count">How many.</param>
    public string Range(string column, int from, int count)
    {
        string letters = Letters(Enumerable.Range(0, Columns.Count).First(i => Columns[i].Name.Equals(column, StringComparison.OrdinalIgnoreCase)));
        return string.Create(CultureInfo.InvariantCulture, $"'{Name.Replace("'", "''", StringComparison.Ordinal)}'!${letters}${FirstRow + from}:${letters}${FirstRow + from + count - 1}");
    }

    private static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : Letters(column / 26 - 1) + (char)('A' + column % 26);
}
