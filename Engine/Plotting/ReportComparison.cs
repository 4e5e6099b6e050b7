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
/// <param name="Tolerance">How far the prediction may be from the interval, as a part of it.</param>
internal sealed record ReportComparison(string Quantity, string Case, double? Predicted, double? Measured, double? Low, double? High, double? StandardError = null, double Tolerance = 0)
{
    private const double Rounding = 1e-9; // what is left of a closed form after a fit

    /// <summary>Measured/Predicted - 1; 0 for what is rounding.</summary>
    public double? RelativeDeviation => Predicted is null or 0 || Measured is null ? null : IsRounding ? 0 : Measured / Predicted - 1;

    /// <summary>(Measured - Predicted)/StandardError; null where the difference is rounding.</summary>
    public double? StandardDeviations => StandardError > 0 && !IsRounding ? (Measured - Predicted) / StandardError : null;

    /// <summary>Whether the interval contains the prediction; null without one.</summary>
    public bool? Within => Predicted is { } p && Low is { } low && High is { } high && high > low && Math.Max(Rounding, Tolerance) * Math.Abs(p) is var slack ? p >= low - slack && p <= high + slack : null;

    private bool IsRounding => Predicted is { } p && Measured is { } m && Math.Abs(m - p) <= Rounding * Math.Abs(p);

    /// <summary>The lines of some tables, by their columns: comparisons as they are, exponents and prefactors that were fitted or tested, and onsets of emergence.</summary>
    public static IReadOnlyList<ReportComparison> Of(IEnumerable<WorkbookTable> tables) => [.. tables.SelectMany(Lines)];

    /// <summary>Whether a table is nothing but such lines.</summary>
    public static bool IsAllOf(WorkbookTable table) => Has(table, "Quantity", "Predicted", "Measured");

    private static IEnumerable<ReportComparison> Lines(WorkbookTable table)
    {
        if (IsAllOf(table))
            return Rows(table, row => [new(row.Text("Quantity"), row.Text("Case"), row["Predicted"], row["Measured"], row["Low"], row["High"], row["StandardError"])]);
        if (Has(table, "MeasuredOnset", "PredictedOnset", "Skill"))
            return Rows(table, row => [new($"{row.Text("Resource")} of emergence".TrimStart(), Join(row.Text("Group"), $"skill {row.Text("Skill")}"), row["PredictedOnset"], row["MeasuredOnset"], row["MeasuredLow"], row["MeasuredHigh"])]);
        if (Has(table, "Skill", "EmergenceTime", "PredictedTime")) // one of a run, on each of its rows
            return Rows(table, row => [new("time of emergence", Join($"skill {row.Text("Skill")}", Seed(row)), row["PredictedTime"], row["EmergenceTime"], null, null)]).Distinct();
        if (Has(table, "Exponent", "TheoryExponent", "Law")) // a law that was tested: on a finite window theory's own fit is what counts
            return Rows(table, row => Tested(row, Varying(table, row)));
        if (Has(table, "Exponent", "TheoryExponent"))
            return Rows(table, row => [new($"exponent of {row.Text("Y")} against {row.Text("X")}", row.Text("Group"), row["TheoryExponent"], row["Exponent"], row["ExponentLow"], row["ExponentHigh"], row["StandardError"])]);
        return [];
    }

    private static IEnumerable<ReportComparison> Tested(Row row, string where)
    {
        double tolerance = row["Tolerance"] ?? 0;
        yield return new($"exponent of {row.Text("Law")}", where, row["WindowExponent"] ?? row["TheoryExponent"], row["Exponent"], row["ExponentLow"], row["ExponentHigh"], null, tolerance);
        if (row["Prefactor"] is { } prefactor)
            yield return new($"prefactor of {row.Text("Law")}", where, row["TheoryPrefactor"], prefactor, row["PrefactorLow"], row["PrefactorHigh"], null, tolerance);
        if (row["LossRatio"] is { } ratio)
            yield return new($"loss of {row.Text("Law")} over theory's", where, 1, ratio, row["LossRatioLow"], row["LossRatioHigh"], null, tolerance);
    }

    private static IEnumerable<ReportComparison> Rows(WorkbookTable table, Func<Row, IEnumerable<ReportComparison>> lines) =>
        Enumerable.Range(0, table.Rows.Count).SelectMany(row => lines(new Row(table, row)));

    // "Alpha = 0.3": the settings that tell the tests of a law apart.
    private static string Varying(WorkbookTable table, Row row)
    {
        int law = table.IndexOf("Law");
        int[] same = [.. Enumerable.Range(0, table.Rows.Count).Where(other => $"{table[other, law]}" == row.Text("Law"))];
        return string.Join(", ",
            from name in (string[])["Alpha", "Capacity", "SourceExponent", "Richness", "Width", "SampleCount", "BatchSize", "Method"]
            where table.IndexOf(name) is >= 0 and var at && same.Select(other => table[other, at]).Distinct().Skip(1).Any() && row.Text(name).Length > 0
            select $"{name} = {row.Text(name)}");
    }

    private static string Seed(Row row) => row.Text("Seed") is { Length: > 0 } seed ? $"seed {seed}" : "";

    private static bool Has(WorkbookTable table, params string[] columns) => columns.All(column => table.IndexOf(column) >= 0);

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private readonly struct Row(WorkbookTable table, int row)
    {
        public double? this[string column] => NumericText.TryParse(Cell(column), out double number, out _) ? number : null;

        public string Text(string column) => Convert.ToString(Cell(column), System.Globalization.CultureInfo.InvariantCulture) ?? "";

        private object? Cell(string column) => table.IndexOf(column) is >= 0 and var at ? table[row, at] : null;
    }
}
