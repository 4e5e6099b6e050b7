using System.Reflection;
using ScalingTools.Multilinear;
using ScalingTools.Plotting;

namespace ScalingTools.Tests.Plotting;

/// <summary>What a workbook is to have: sheets, cells, charts, and how many rows.</summary>
public class WorkbookTests
{
    private static RowCollection Rows(params IEnumerable<object> rows)
    {
        RowCollection collection = new();
        foreach (object row in rows)
            collection.Add(row);
        return collection;
    }

    private static RowCollection Cells(params IEnumerable<(double X, double Y)> points)
    {
        RowCollection collection = new();
        foreach ((double x, double y) in points)
            collection.Add("System.Management.Automation.PSCustomObject", [KeyValuePair.Create("Time", (object?)x), KeyValuePair.Create("Loss", (object?)y)]);
        return collection;
    }

    private static WorkbookPlan Plan(RowCollection rows, WorkbookOptions? options = null)
    {
        WorkbookPlan plan = new(rows, options);
        plan.Resolve();
        return plan;
    }

    [Fact]
    public void Simulations_are_curves_with_a_row_for_each_run()
    {
        WorkbookPlan plan = Plan(Rows(MultilinearTraining.Run(new() { Alphas = [0.3, 0.6], Times = [1, 10, 100] })));
        Assert.Equal(["Runs", "Curves", "About"], plan.Sheets.Select(s => s.Name));
        Assert.Equal([2, 6], plan.Sheets.Take(2).Select(s => s.RowCount));
        WorkbookChart chart = Assert.Single(plan.Charts);
        Assert.Equal(["Alpha = 0.3", "Alpha = 0.6"], chart.Series.Select(s => s.Label));
        Assert.All(chart.Series, s => Assert.Equal(3, s.Count));
        Assert.Equal([1.0, 100], chart.GetLogX()!);
    }

    [Theory]
    [InlineData(0, 2.0, false, true)] // x = 0 has no logarithm, and is no row of the chart
    [InlineData(5, -1.0, true, true)] // neither has y < 0
    public void A_chart_has_only_what_its_axes_can_show(double x, double y, bool logarithmicY, bool left)
    {
        WorkbookPlan plan = Plan(Cells([.. Enumerable.Range(0, 30).Select(i => (Math.Pow(10, i / 5.0), logarithmicY ? Math.Pow(10, -i / 5.0) : 1 + 0.01 * i)), (x, y)]), new() { X = "Time", Y = "Loss" });
        WorkbookChart chart = Assert.Single(plan.Charts);
        Assert.NotNull(chart.GetLogX());
        Assert.Equal(logarithmicY, chart.GetLogY() is not null);
        Assert.Equal(left ? 30 : 31, Assert.Single(chart.Series).Count);
    }

    [Fact]
    public void A_linear_axis_shows_what_is_not_positive()
    {
        WorkbookPlan plan = Plan(Cells(Enumerable.Range(0, 30).Select(i => (Math.Pow(10, i / 5.0), i - 5.0))), new() { X = "Time", Y = "Loss" });
        WorkbookChart chart = Assert.Single(plan.Charts);
        Assert.Null(chart.GetLogY());
        Assert.Equal(30, Assert.Single(chart.Series).Count);
    }

    [Fact]
    public void More_rows_than_a_sheet_has_are_refused()
    {
        WorkbookOptions options = new() { MostRows = 31 };
        Assert.Equal(30, Plan(Cells(Enumerable.Range(1, 30).Select(i => ((double)i, 1.0))), options).Sheets[0].RowCount);
        ScalingException thrown = Assert.Throws<ScalingException>(() => Plan(Cells(Enumerable.Range(1, 31).Select(i => ((double)i, 1.0))), options));
        Assert.Equal(ScalingError.TooLarge, thrown.Error);
        Assert.Contains("Export-Csv", thrown.Message, StringComparison.Ordinal);
        // Below the rows that are there.
        WorkbookPlan plan = new(Cells((1, 1)), options with { Append = true });
        plan.AddExisting("Data", ["Time", "Loss"], 31);
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(plan.Resolve).Error);
    }

    [Theory]
    [InlineData(1.5, 1.5, false)]
    [InlineData(double.NaN, null, true)]
    [InlineData(double.NegativeInfinity, null, true)]
    [InlineData(0.1f, 0.1, false)]
    [InlineData(7, 7L, false)]
    [InlineData(1L << 60, "1152921504606846976", false)]
    [InlineData("0012", "0012", false)]
    [InlineData("", null, false)]
    [InlineData(true, true, false)]
    [InlineData(AxisScale.Linear, "Linear", false)]
    public void Cells_keep_what_a_spreadsheet_can_hold(object value, object? cell, bool lost)
    {
        Assert.Equal(cell, WorkbookCell.Of(value, out bool lossy));
        Assert.Equal(lost, lossy);
    }

    [Fact]
    public void Every_row_type_has_a_sheet_and_only_inputs_go_to_Data()
    {
        Type[] types = [.. typeof(RowCollection).Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsSealed: true } && t.GetMethod("<Clone>$") is not null && !t.Name.EndsWith("Options", StringComparison.Ordinal))];
        string[] data = [.. types.Where(t => WorkbookKinds.Of(t.FullName!, t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name), null) == WorkbookSheetKind.Data).Select(t => t.Name).Order(StringComparer.Ordinal)];
        Assert.True(types.Length > 40);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", data));
        Assert.DoesNotContain(data, name => name.EndsWith("Loss", StringComparison.Ordinal) || name.EndsWith("Strength", StringComparison.Ordinal) || name.EndsWith("Law", StringComparison.Ordinal) || name.EndsWith("Exponent", StringComparison.Ordinal));
    }
}
