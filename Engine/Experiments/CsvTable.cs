using System.Globalization;
using System.Reflection;
using System.Text;

namespace ScalingTools.Experiments;

/// <summary>Rows as a CSV file: one column for each public property, in order of declaration, named in the first line.</summary>
/// <remarks>
/// Numbers are invariant and read back bit by bit; null is an empty field; text is quoted where it must be (RFC 4180). UTF-8 without a
/// byte order mark, lines end in "\n": the same rows give the same file everywhere. Import-Csv, pandas and Excel read it. (.NET writes no CSV,
/// and these few lines are not worth a package.)
/// </remarks>
public static class CsvTable
{
    /// <summary>Writes each row as soon as it is known, so that a run that is stopped leaves its finished rows.</summary>
    /// <typeparam name="TRow">The row type, whose properties are the columns; there may be no rows at all.</typeparam>
    /// <param name="path">The file, replaced if it exists; missing folders are made.</param>
    /// <param name="rows">The rows; what they throw is passed on.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="ScalingException">PathNotWritable; InconsistentInput for a property that is not a scalar.</exception>
    public static string Write<TRow>(string path, IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        PropertyInfo[] columns = Columns(typeof(TRow));
        string full = Writable(path, () => Path.GetFullPath(path));
        using StreamWriter file = Writable(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            return new StreamWriter(full, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        });
        file.WriteLine(string.Join(',', columns.Select(column => Quoted(column.Name))));
        foreach (TRow row in rows)
            file.WriteLine(string.Join(',', columns.Select(column => Quoted(Text(column.GetValue(row))))));
        return full;
    }

    private static PropertyInfo[] Columns(Type row)
    {
        PropertyInfo[] columns = [.. row.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)];
        return Array.Find(columns, p => !IsScalar(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType)) is { } odd
            ? throw new ScalingException(ScalingError.InconsistentInput,
                $"{row.Name}.{odd.Name} is a {odd.PropertyType.Name}, which does not fit into one field.",
                "Rows are flat: numbers, text, true or false, and enumerations.", odd.Name)
            : columns;
    }

    private static bool IsScalar(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal);

    // For a double the shortest text that reads back as the same number.
    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static T Writable<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ScalingException(ScalingError.PathNotWritable, $"'{path}' cannot be written: {e.Message}",
                "Name a file in a folder you may write to, and close it where it is open.", path, e);
        }
    }
}
