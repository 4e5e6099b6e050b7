using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>A row of a result as it lies in a store.</summary>
/// <param name="type">The full name of its type.</param>
/// <param name="names">Its columns.</param>
/// <param name="values">Their plain values.</param>
public sealed class StoredRow(string type, IReadOnlyList<string> names, IReadOnlyList<object?> values)
{
    /// <summary>The full name of its type.</summary>
    public string Type => type;

    /// <summary>Its columns.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Their plain values: null, bool, long, double, string.</summary>
    public IReadOnlyList<object?> Values => values;

    /// <summary>A row of one of the engine's types.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange for a row that is not flat.</exception>
    public static StoredRow Of(object row)
    {
        ArgumentNullException.ThrowIfNull(row);
        RowColumns columns = RowColumns.Of(row.GetType());
        return new(row.GetType().FullName!, columns.Names, columns.Values(row));
    }

    /// <summary>A row from a JSON array of its values.</summary>
    public static StoredRow Read(string type, IReadOnlyList<string> names, JsonElement values) => new(type, names, [.. values.EnumerateArray().Select(PlainValue.Read)]);

    /// <summary>The row as the training wrote it; null for a type that this engine does not know.</summary>
    public object? ToRow() => typeof(StoredRow).Assembly.GetType(type) is { } known ? RowColumns.Of(known).Row(names, [.. values]) : null;
}
