namespace ScalingTools.Plotting;

/// <summary>A line of a figure's legend.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Series">What it stands for; null for every dashed line.</param>
internal sealed record LegendEntry(string Label, FigureSeries? Series)
{
    /// <summary>Series that have a label, and one line for all predictions that belong to one of them.</summary>
    public static IReadOnlyList<LegendEntry> Of(Figure figure)
    {
        List<LegendEntry> entries = [.. figure.Series.Where(s => s.Label.Length > 0).Select(s => new LegendEntry(s.Label, s))];
        if (figure.Series.Any(s => s is { Kind: SeriesKind.Theory, Label: "" }))
            entries.Add(new("theory", null));
        return entries;
    }
}
