using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>A line of a report's table of theory beside measurement.</summary>
/// <param name="Quantity">What is compared.</param>
/// <param name="Case">Where; may be empty.</param>
/// <param name="Predicted">What theory says; null where it says nothing.</param>
/// <param name="Measured">What was found; null where nothing was.</param>
/// <param name="Low">Lower end of the interval of what was found.</param>
/// <param name="High">Its upper end.</param>
/// <param name="StandardError">Of what was found.</param>
internal sealed record ReportComparison(string Quantity, string Case, double? Predicted, double? Measured, double? Low, double? High, double? StandardError)
{
    /// <summary>Measured/Predicted - 1.</summary>
    public double? RelativeDeviation => Predicted is null or 0 ? null : Measured / Predicted - 1;

    /// <summary>(Measured - Predicted)/StandardError.</summary>
    public double? StandardDeviations => StandardError > 0 ? (Measured - Predicted) / StandardError : null;

    /// <summary>Whether the interval contains the prediction; null without one.</summary>
    public bool? Within => Predicted is { } p && Low is { } low && High is { } high && high > low ? p >= low && p <= high : null;

    /// <summary>The lines of some tables, by their columns: comparisons as they are, exponents and prefactors that were fitted or tested, and onsets of emergence.</summary>
    public static IReadOnlyList<ReportComparison> Of(IEnumerable<WorkbookTable> tables) => [.. tables.SelectMany(Lines)];

    private static IEnumerable<ReportComparison> Lines(WorkbookTable table)
    {
        bool Has(params string[] columns) => columns.All(column => table.IndexOf(column) >= 0);
        if (Has("Quantity", "Predicted", "Measured"))
            return Rows(table, row => [new(row.Text("Quantity"), row.Text("Case"), row["Predicted"], row["Measured"], row["Low"], row["High"], row["StandardError"])]);
        if (Has("MeasuredOnset", "PredictedOnset", "Skill"))
            return Rows(table, row => [new($"{row.Text("Resource")} of emergence".TrimStart(), Join(row.Text("Group"), $"skill {row.Text("Skill")}"), row["PredictedOnset"], row["MeasuredOnset"], row["MeasuredLow"], row["MeasuredHigh"], null)]);
        if (Has("Exponent", "TheoryExponent", "Law")) // a law that was tested: on a finite window theory's own fit is what counts
            return Rows(table, row => Tested(row, Varying(table, row)));
        if (Has("Exponent", "TheoryExponent"))
            return Rows(table, row => [new($"exponent of {row.Text("Y")} against {row.Text("X")}", row.Text("Group"), row["TheoryExponent"], row["Exponent"], row["ExponentLow"], row["ExponentHigh"], row["StandardError"])]);
        return [];
    }

    private static IEnumerable<ReportComparison> Tested(Row row, string where)
    {
        yield return new($"exponent of {row.Text("Law")}", where, row["WindowExponent"] ?? row["TheoryExponent"], row["Exponent"], row["ExponentLow"], row["ExponentHigh"], null);
        if (row["Prefactor"] is { } prefactor)
            yield return new($"prefactor of {row.Text("Law")}", where, row["TheoryPrefactor"], prefactor, row["PrefactorLow"], row["PrefactorHigh"], null);
        if (row["LossRatio"] is { } ratio)
            yield return new($"loss of {row.Text("Law")} over theory's", where, 1, ratio, row["LossRatioLow"], row["LossRatioHigh"], null);
    }

    private static IEnumerable<ReportComparison> Rows(WorkbookTable table, Func<Row, IEnumerable<ReportComparison>> lines) =>
        Enumerable.Range(0, table.Rows.Count).SelectMany(row => lines(new Row(table, row)));

    // "Alpha = 0.3": the settings that tell the tests apart.
    private static string Varying(WorkbookTable table, Row row) => string.Join(", ",
        from name in (string[])["Alpha", "Capacity", "SourceExponent", "Richness", "Width", "SampleCount", "BatchSize", "Method"]
        where table.IndexOf(name) is >= 0 and var at && table.Column(at).Distinct().Skip(1).Any() && row.Text(name).Length > 0
        select $"{name} = {row.Text(name)}");

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private readonly struct Row(WorkbookTable table, int row)
    {
        public double? this[string column] => NumericText.TryParse(Cell(column), out double number, out _) ? number : null;

        public string Text(string column) => Convert.ToString(Cell(column), System.Globalization.CultureInfo.InvariantCulture) ?? "";

        private object? Cell(string column) => table.IndexOf(column) is >= 0 and var at ? table[row, at] : null;
    }
}
