using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace ScalingTools.Plotting;

/// <summary>Rows of one type, in columns: those of the type in its order, or those that the rows turn out to have.</summary>
internal sealed class WorkbookTable(string typeName, WorkbookSheetKind kind)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = [];
    private readonly List<object?[]> _rows = [];
    private readonly Dictionary<string, int> _lost = new(StringComparer.Ordinal);
    private Func<object, object?>[]? _getters;
    private Type? _type;

    /// <summary>Full name of the rows' type.</summary>
    public string TypeName => typeName;
    /// <summary>Where they go.</summary>
    public WorkbookSheetKind Kind => kind;
    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names => _names;
    /// <summary>Rows of cells; a row may end before the last column.</summary>
    public IReadOnlyList<object?[]> Rows => _rows;
    /// <summary>How many values of a column could not be kept, by its name.</summary>
    public IReadOnlyDictionary<string, int> Lost => _lost;

    /// <summary>Adds a row of this library.</summary>
    public void Add(object row)
    {
        if (_type != row.GetType())
        {
            _type = row.GetType();
            (string Name, Func<object, object?> Get)[] properties = Getters(_type);
            _getters = [.. properties.Select(p => p.Get)];
            foreach ((string name, _) in properties)
                Place(name);
        }
        object?[] cells = new object?[_getters!.Length];
        for (int i = 0; i < cells.Length; i++)
            cells[i] = Cell(_names[i], _getters[i](row));
        _rows.Add(cells);
    }

    /// <summary>Adds a row of any columns.</summary>
    public void Add(IReadOnlyList<KeyValuePair<string, object?>> row)
    {
        int[] places = [.. row.Select(cell => Place(cell.Key))];
        object?[] cells = new object?[_names.Count];
        for (int i = 0; i < places.Length; i++)
            cells[places[i]] = Cell(row[i].Key, row[i].Value);
        _rows.Add(cells);
    }

    /// <summary>Adds a row of cells in the order of the columns.</summary>
    internal void AddCells(IReadOnlyList<string> names, object?[] cells)
    {
        foreach (string name in names)
            Place(name);
        _rows.Add(cells);
    }

    /// <summary>A cell; null where the row has none.</summary>
    public object? this[int row, int column] => column < _rows[row].Length ? _rows[row][column] : null;

    /// <summary>The place of a column; -1 where there is none.</summary>
    public int IndexOf(string name) => _places.TryGetValue(name, out int place) ? place : -1;

    /// <summary>The cells of a column.</summary>
    public IEnumerable<object?> Column(int column)
    {
        foreach (object?[] row in _rows)
            yield return column < row.Length ? row[column] : null;
    }

    /// <summary>Puts the rows in another order.</summary>
    public void Sort(IReadOnlyList<int> order)
    {
        object?[][] sorted = [.. order.Select(i => _rows[i])];
        _rows.Clear();
        _rows.AddRange(sorted);
    }

    private int Place(string name)
    {
        if (_places.TryGetValue(name, out int place))
            return place;
        _names.Add(name);
        return _places[name] = _names.Count - 1;
    }

    private object? Cell(string column, object? value)
    {
        object? cell = WorkbookCell.Of(value, out bool lossy);
        if (lossy)
            _lost[column] = _lost.GetValueOrDefault(column) + 1;
        return cell;
    }

    // Enumerations as their names, everything else as it is.
    private static (string, Func<object, object?>)[] Getters(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.GetIndexParameters().Length == 0 && property.CanRead
           select (property.Name, Getter(type, property)),
    ];

    private static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        ParameterExpression row = Expression.Parameter(typeof(object));
        Func<object, object?> get = Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(row, type), property), typeof(object)), row).Compile();
        if (!(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum)
            return get;
        ConcurrentDictionary<object, string> names = new(); // Enum.ToString is slow
        return item => get(item) is { } value ? names.GetOrAdd(value, v => v.ToString()!) : null;
    }
}
