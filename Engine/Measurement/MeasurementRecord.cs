using System.Globalization;
using System.Reflection;

namespace ScalingTools.Measurement;

/// <summary>
/// One record of a table to measure: values under column names, compared without case. A row of this library, of a CSV file or of a
/// spreadsheet, whatever its type.
/// </summary>
public sealed class MeasurementRecord
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A record with the given values; of two with one name the last counts.</summary>
    public MeasurementRecord(IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach ((string name, object? value) in values)
            _values[name] = value;
    }

    /// <summary>The public properties of any object as a record.</summary>
    /// <param name="row">A row, such as a MultilinearLoss.</param>
    public static MeasurementRecord From(object row) => new(
        from property in row.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0 && property.CanRead
        select KeyValuePair.Create(property.Name, property.GetValue(row)));

    /// <summary>The column names.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The value of a column; false where the record lacks it.</summary>
    public bool TryGetValue(string name, out object? value) => _values.TryGetValue(name ?? "", out value);

    /// <summary>The value of a column as invariant text; empty where it is null or missing.</summary>
    internal string Text(string name) =>
        TryGetValue(name, out object? value) ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" : "";
}
