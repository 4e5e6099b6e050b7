namespace ScalingTools.Plotting;

/// <summary>Rows of any kinds, sorted into tables by their type: what a workbook or a report is made of.</summary>
public sealed class RowCollection
{
    private readonly Dictionary<(string, WorkbookSheetKind), WorkbookTable> _tables = [];

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    internal IReadOnlyList<WorkbookTable> Tables => [.. _tables.Values];

    /// <summary>Adds a row of this library.</summary>
    public void Add(object row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Type type = row.GetType();
        Table(type.FullName!, type.GetProperties().Select(p => p.Name), type.GetProperty("Source")?.GetValue(row)?.ToString()).Add(row);
        Count++;
    }

    /// <summary>Adds a row of any other kind.</summary>
    /// <param name="typeName">Its type; "Selected." and "Deserialized." before the name of a row of this library make it that kind of row.</param>
    /// <param name="cells">Its values under their names, in order.</param>
    public void Add(string typeName, IReadOnlyList<KeyValuePair<string, object?>> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        Table(typeName, cells.Select(c => c.Key), cells.FirstOrDefault(c => c.Key == "Source").Value?.ToString()).Add(cells);
        Count++;
    }

    /// <summary>Throws where there is no row.</summary>
    /// <exception cref="ScalingException">EmptyPipeline.</exception>
    internal void CheckNotEmpty()
    {
        if (Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "No record arrived.", "Pipe rows in, such as those of Invoke-MultilinearTraining.");
    }

    private WorkbookTable Table(string typeName, IEnumerable<string> columns, string? source)
    {
        WorkbookSheetKind kind = WorkbookKinds.Of(typeName, columns, source);
        string key = kind == WorkbookSheetKind.Data && !typeName.StartsWith("ScalingTools.", StringComparison.Ordinal) ? "Object" : typeName; // any objects share a sheet
        return _tables.TryGetValue((key, kind), out WorkbookTable? table) ? table : _tables[(key, kind)] = new(key, kind);
    }
}
