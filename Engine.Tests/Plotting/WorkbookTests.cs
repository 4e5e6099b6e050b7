using System.IO.Compression;
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

    [Fact]
    public void Rows_that_replace_go_to_the_sheet_of_their_columns()
    {
        WorkbookPlan plan = new(Cells((1, 1)), new() { Replace = true });
        plan.AddExisting("Data", ["Other"], 5);
        plan.AddExisting("Data Object", ["Time", "Loss"], 5);
        plan.Resolve();
        Assert.Equal(("Data Object", 2, true), (plan.Sheets[0].Name, plan.Sheets[0].FirstRow, plan.Sheets[0].IsNew));
        plan = new(Cells((1, 1)), new() { Replace = true });
        plan.AddExisting("Data", ["Other"], 5);
        plan.Resolve();
        Assert.Equal("Data", plan.Sheets[0].Name);
    }

    [Theory]
    [InlineData(new int[0], 0, 0)]
    [InlineData(new[] { 3, 4, 5 }, 3, 3)]
    [InlineData(new[] { 0, 1, 3, 4, 5, 9 }, 3, 3)]
    [InlineData(new[] { 5, 4, 3 }, 5, 1)]
    public void A_range_is_the_longest_stretch(int[] rows, int from, int count) => Assert.Equal((from, count), WorkbookCharts.LongestStretch(rows));

    [Fact]
    public void Values_that_no_range_can_show_are_counted()
    {
        RowCollection rows = new();
        foreach (int i in Enumerable.Range(0, 20))
            rows.Add("Any", [KeyValuePair.Create("Time", (object?)Math.Pow(10, i / 5.0)), KeyValuePair.Create("Loss", (object?)Math.Pow(10, -i / 5.0)), KeyValuePair.Create("PredictedLoss", (object?)(i == 6 ? 0 : Math.Pow(10, -i / 5.0)))]);
        WorkbookPlan plan = Plan(rows, new() { X = "Time", Y = "Loss" });
        Assert.Equal([(0, 20), (7, 13)], Assert.Single(plan.Charts).Series.Select(s => (s.From, s.Count)));
        Assert.StartsWith("6 values of PredictedLoss are in their sheet but not in the chart", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello", "workbook")]
    [InlineData("PK", "workbook")]
    [InlineData("\u00D0\u00CF\u0011\u00E0 old", "encrypted")]
    public void A_damaged_file_is_told(string text, string said)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(text));
            Told(said);
            // Archives: of something else, and of a workbook whose sheet ends early.
            Write(("word/document.xml", "<a/>"));
            Told("no workbook in it");
            Write(("xl/workbook.xml", "<a/>"), ("xl/worksheets/sheet1.xml", "<a><b></a>"));
            Told("'b' start tag");
            Write(("xl/workbook.xml", "<a/>"), ("xl/worksheets/sheet1.xml", "<a><b/></a>"));
            WorkbookFile.CheckWhole(path);
        }
        finally
        {
            File.Delete(path);
        }

        void Told(string what)
        {
            ScalingException thrown = Assert.Throws<ScalingException>(() => WorkbookFile.CheckWhole(path));
            Assert.Equal(ScalingError.FileFormat, thrown.Error);
            Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
        }

        void Write(params (string Name, string Text)[] parts)
        {
            using ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
            foreach ((string name, string content) in parts)
            {
                using StreamWriter writer = new(archive.CreateEntry(name).Open());
                writer.Write(content);
            }
        }
    }
}
