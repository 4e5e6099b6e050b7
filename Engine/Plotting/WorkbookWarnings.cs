namespace ScalingTools.Plotting;

/// <summary>What of a table cannot be kept, or not drawn.</summary>
internal static class WorkbookWarnings
{
    /// <summary>The warnings.</summary>
    public static IEnumerable<string> Of(WorkbookTable table)
    {
        foreach ((string column, int count) in table.Lost)
            yield return $"{count} values of {column} are not finite, or longer than a cell can be: a cell has no place for them.";
        for (int column = 0; column < table.Names.Count; column++)
        {
            int texts = 0, numbers = 0;
            foreach (object? cell in table.Column(column))
            {
                texts += cell is string ? 1 : 0;
                numbers += cell is double or long ? 1 : 0;
            }
            if (texts > 0 && numbers > 0)
                yield return $"{table.Names[column]} has {texts} texts among {numbers} numbers: they stay text, and the column is not drawn.";
        }
    }
}
