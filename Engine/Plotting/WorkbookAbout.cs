using System.Globalization;

namespace ScalingTools.Plotting;

/// <summary>What the sheet About says: when and how, and the parameters and seeds of each table.</summary>
internal static class WorkbookAbout
{
    private const int MostValues = 12;
    private static readonly HashSet<string> NoParameters = new(["Run", "Advice", "Outcome", "Condition", "Violated", "RowCount"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Rows of a section, a name and a value, all of them text.</summary>
    public static WorkbookTable Of(IReadOnlyList<WorkbookTable> tables, WorkbookOptions options)
    {
        WorkbookTable about = new("About", WorkbookSheetKind.Data);
        void Say(string section, string name, string value) => about.AddCells(["Section", "Name", "Value"], [section, name, WorkbookCell.Of(value, out _)]);
        foreach ((string name, string value) in options.Facts)
            Say("Export", name, value);
        foreach (WorkbookTable table in tables)
        {
            string section = $"{table.Kind}: {WorkbookKinds.Plain(table.TypeName).Split('.')[^1]}";
            Say(section, "Rows", table.Rows.Count.ToString(CultureInfo.InvariantCulture));
            foreach ((string name, string values) in Parameters(table))
                Say(section, name, values);
        }
        return about;
    }

    /// <summary>Columns with few values, and their values; all seeds.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="write">Writes a value; null for all its digits.</param>
    public static IEnumerable<(string Name, string Values)> Parameters(WorkbookTable table, Func<object, string?>? write = null)
    {
        write ??= value => Convert.ToString(value, CultureInfo.InvariantCulture);
        for (int column = 0; column < table.Names.Count; column++)
        {
            string name = table.Names[column];
            bool seed = name.EndsWith("Seed", StringComparison.Ordinal);
            object[] values = [.. table.Column(column).OfType<object>().Distinct().Take(seed ? 10_000 : MostValues + 1)];
            if (values.Length == 0 || NoParameters.Contains(name) || !seed && (values.Length > MostValues || values.Length > 1 && 2 * values.Length > table.Rows.Count))
                continue;
            yield return (name, seed && values.All(v => v is long) ? Seeds([.. values.Cast<long>().Order()]) : string.Join(", ", values.Select(write)));
        }
    }

    /// <summary>1–10, 12 for ten seeds in a row and another.</summary>
    public static string Seeds(IReadOnlyList<long> ascending)
    {
        List<string> parts = [];
        for (int from = 0, to; from < ascending.Count; from = to + 1)
        {
            for (to = from; to + 1 < ascending.Count && ascending[to + 1] == ascending[to] + 1;)
                to++;
            parts.Add(to == from ? Guard.Text(ascending[from]) : to == from + 1 ? $"{Guard.Text(ascending[from])}, {Guard.Text(ascending[to])}" : $"{Guard.Text(ascending[from])}–{Guard.Text(ascending[to])}");
        }
        return string.Join(", ", parts);
    }
}
