using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>Which columns tell the series of a figure apart, where nobody says it.</summary>
/// <remarks>
/// Column after column, in the order of the rows: one joins if, within the groups so far, there are records of the same x with several values of it. Columns of more than twenty values are results,
/// not parameters, unless they are text. Seeds and runs tell repetitions apart, which are averaged.
/// </remarks>
internal static class GroupColumns
{
    private const int MostValues = 20;
    private static readonly HashSet<string> Repetitions = new(["Seed", "DataSeed", "Run", "Draw", "Replicate", "Duration", "Advice", "Outcome"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns.</summary>
    /// <param name="records">All records.</param>
    /// <param name="x">Column of the horizontal axis.</param>
    /// <param name="used">Columns that are drawn.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<MeasurementRecord> records, string x, IReadOnlyList<string> used)
    {
        HashSet<string> taken = new([x, .. used], StringComparer.OrdinalIgnoreCase);
        List<string> chosen = [];
        string[] keys = [.. records.Select(r => r.Text(x))];
        foreach (string column in records.SelectMany(r => r.Names).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !taken.Contains(name) && !Repetitions.Contains(name)))
        {
            string[] values = [.. records.Select(r => r.Text(column))];
            int distinct = values.Distinct().Count();
            if (distinct < 2 || distinct > MostValues || IsResult(records, column, distinct))
                continue;
            if (keys.Zip(values).Distinct().Count() == keys.Distinct().Count())
                continue; // within a group and an x it has one value
            chosen.Add(column);
            keys = [.. keys.Zip(values, (key, value) => $"{key}|{value}")];
        }
        return chosen;
    }

    // A number with almost as many values as there are records was measured, whatever its name.
    private static bool IsResult(IReadOnlyList<MeasurementRecord> records, string column, int distinct) =>
        2 * distinct > records.Count && records.Any(r => r.TryGetValue(column, out object? value) && value is double);
}
