namespace ScalingTools.Plotting;

/// <summary>One row a run, from the rows of its curve: what does not change within a run, and the last value of what does.</summary>
internal static class WorkbookRuns
{
    /// <summary>The table; null where no curve names its run.</summary>
    public static WorkbookTable? Of(IReadOnlyList<WorkbookTable> tables)
    {
        WorkbookTable runs = new("Run", WorkbookSheetKind.Runs);
        foreach (WorkbookTable table in tables.Where(t => t.Kind == WorkbookSheetKind.Curves && t.IndexOf("Run") >= 0))
        {
            int run = table.IndexOf("Run");
            int[][] groups = [.. Enumerable.Range(0, table.Rows.Count).GroupBy(row => table[row, run] ?? "").Select(g => g.ToArray())];
            int[] columns = [.. Enumerable.Range(0, table.Names.Count).Where(c => table.Column(c).Any(cell => cell is not null))];
            bool[] constant = [.. columns.Select(c => groups.All(rows => rows.All(row => Equals(table[row, c], table[rows[0], c]))))];
            foreach (int[] rows in groups)
                runs.Add([.. columns.Select((c, i) => KeyValuePair.Create(constant[i] ? table.Names[c] : $"Last{table.Names[c]}", table[rows[^1], c])), KeyValuePair.Create("RowCount", (object?)(long)rows.Length)]);
        }
        return runs.Rows.Count > 0 ? runs : null;
    }
}
