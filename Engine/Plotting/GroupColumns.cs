namespace ScalingTools.Plotting;

/// <summary>Which columns tell the series of a figure apart, where nobody says it.</summary>
/// <remarks>
/// Column after column, in the order of the rows: one joins if, within the groups so far, there are rows of the same x with several values of it. Columns of more than twenty values are results, not
/// parameters, and so are numbers with almost as many values as there are rows. Seeds and runs tell repetitions apart.
/// </remarks>
internal static class GroupColumns
{
    private const int MostValues = 20;
    private static readonly HashSet<string> Repetitions = new(["Seed", "DataSeed", "Run", "Draw", "Replicate", "Duration", "Advice", "Outcome"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns, and the group of each row.</summary>
    /// <param name="names">Names of all columns.</param>
    /// <param name="x">x of each row. Shape (rows).</param>
    /// <param name="column">The values of a column. Shape (rows).</param>
    /// <param name="used">Columns that are drawn.</param>
    /// <param name="groups">A number for each row: rows of one group have the same.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> names, IReadOnlyList<object?> x, Func<string, IEnumerable<object?>> column, IReadOnlySet<string> used, out int[] groups)
    {
        List<string> chosen = [];
        int[] places = ValueCodes.Of(x, out _);
        groups = new int[places.Length];
        foreach (string name in names.Where(name => !used.Contains(name) && !Repetitions.Contains(name)))
        {
            int[] codes = ValueCodes.Of(column(name), out object[] values, MostValues);
            if (values.Length is < 2 or > MostValues || 2 * values.Length > codes.Length && values.Any(value => value is double))
                continue;
            int[] finer = ValueCodes.Together(groups, codes);
            if (ValueCodes.Count(ValueCodes.Together(finer, places)) == ValueCodes.Count(ValueCodes.Together(groups, places)))
                continue; // within a group and an x it has one value
            groups = finer;
            chosen.Add(name);
        }
        return chosen;
    }
}
