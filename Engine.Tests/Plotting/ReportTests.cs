using System.Xml.Linq;
using ScalingTools.Experiments;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;
using ScalingTools.Plotting;

namespace ScalingTools.Tests.Plotting;

/// <summary>An experiment as one page: sections, figures, theory beside measurement, and nothing that runs or loads.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly string _folder = Directory.CreateTempSubdirectory("reports").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static RowCollection Rows(params IEnumerable<object> rows)
    {
        RowCollection collection = new();
        foreach (object row in rows)
            collection.Add(row);
        return collection;
    }

    private static RowCollection Table(RowCollection to, string type, params IEnumerable<(string Name, object? Value)[]> rows)
    {
        foreach ((string Name, object? Value)[] row in rows)
            to.Add(type, [.. row.Select(cell => KeyValuePair.Create(cell.Name, cell.Value))]);
        return to;
    }

    private static IReadOnlyList<object> Curves() => [.. MultilinearTraining.Run(new() { Alphas = [0.3, 0.6], Times = [1, 10, 100, 1000] })];

    private static string Page(RowCollection rows, ReportOptions? options = null) => new ReportPage(rows, options).Render();

    // What is between the tags of main is well formed.
    private static XElement Body(string page) => XElement.Parse(page[page.IndexOf("<main>", StringComparison.Ordinal)..(page.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)]);

    private static string[] Headings(string page) => [.. Body(page).Descendants("h2").Select(h => h.Value)];

    private static string[][] Cells(XElement section) => [.. section.Descendants("tbody").Single().Elements("tr").Select(row => row.Elements("td").Select(cell => cell.Value).ToArray())];

    private static XElement Section(string page, string heading) => Body(page).Elements("section").Single(s => s.Element("h2")!.Value == heading);

    [Fact]
    public void Each_kind_of_rows_has_a_section_and_figures_come_first()
    {
        RowCollection rows = Table(Rows(Curves()), "Whatever", [("Name", "a"), ("Loss", 1.0)], [("Name", "b"), ("Loss", 2.0)]);
        string page = Page(rows, new() { Title = "One", Question = "Why?", Command = "Get-It", Facts = [KeyValuePair.Create("Date", "today")] });
        Assert.Equal(["Curves: MultilinearLoss", "Data: Object", "How to do it again"], Headings(page));
        Assert.Contains("<h1>One</h1>", page, StringComparison.Ordinal);
        Assert.Contains(">Why?<", page, StringComparison.Ordinal);
        Assert.Single(Body(page).Descendants(Svg + "svg"));
        Assert.Equal("Get-It", Body(page).Descendants("pre").Single().Value);
        Assert.Contains(Section(page, "How to do it again").Descendants("dd"), d => d.Value == "today");
    }

    [Fact]
    public void Theory_is_dashed_among_the_curves_that_it_predicts()
    {
        RowCollection rows = Table(Rows(Curves()), "ScalingTools.Multilinear.ScalingLaw", from alpha in (double[])[0.3, 0.6] from t in (double[])[10, 100, 1000]
            select new (string, object?)[] { ("Law", "Time"), ("Alpha", alpha), ("At", t), ("Loss", Math.Pow(t, -alpha)) });
        string page = Page(rows);
        XElement svg = Assert.Single(Body(page).Descendants(Svg + "svg"));
        Assert.Equal(2, svg.Descendants(Svg + "path").Count(p => p.Attribute("class")?.Value == "theory"));
        Assert.Equal(["Alpha = 0.3", "Alpha = 0.6", "theory"], svg.Descendants(Svg + "text").Select(t => t.Value).TakeLast(3));
    }

    [Fact]
    public void Theories_that_the_curves_do_not_tell_apart_get_a_figure_of_their_own()
    {
        RowCollection rows = Table(Rows(Curves()), "ScalingTools.Multilinear.ScalingLaw", from scale in (double[])[1, 5] from alpha in (double[])[0.3, 0.6] from t in (double[])[10, 100, 1000]
            select new (string, object?)[] { ("Law", "Time"), ("TargetScale", scale), ("Alpha", alpha), ("Time", t), ("Loss", scale * Math.Pow(t, -alpha)) });
        XElement[] figures = [.. Body(Page(rows)).Descendants(Svg + "svg")];
        Assert.Equal([0, 4], figures.Select(svg => svg.Descendants(Svg + "path").Count(p => p.Attribute("class")?.Value == "theory")));
        // Each has a clipping path of its own.
        Assert.Equal(["plot1", "plot2"], figures.Select(svg => svg.Descendants(Svg + "clipPath").Single().Attribute("id")!.Value));
        Assert.Equal(["url(#plot1)", "url(#plot2)"], figures.Select(svg => svg.Descendants(Svg + "g").Single().Attribute("clip-path")!.Value));
    }

    [Fact]
    public void Whatever_comes_from_outside_is_text()
    {
        const string Bad = "<script>alert(1)</script>\"'&\0";
        RowCollection rows = Table(new(), Bad, from label in (string[])[Bad, "b"] from t in (int[])[1, 2, 3] select new (string, object?)[] { ("Time", t), ("Loss", 1.0 / t), ("<img src=x>", label) });
        Table(rows, "ScalingTools.Experiments.TheoryComparison", [("Quantity", Bad), ("Case", Bad), ("Predicted", 1.0), ("Measured", 1.0)]);
        string page = Page(rows, new() { Title = Bad, Question = Bad, Command = Bad, Facts = [KeyValuePair.Create(Bad, Bad)] });
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\0', page);
        Assert.Contains("<h1>&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("<script>", Body(page).Descendants("pre").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_loaded()
    {
        string page = Page(Rows(Curves()));
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal).Replace(Svg.NamespaceName, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_stand_beside_measurements_with_error_bar_and_deviation()
    {
        RowCollection rows = Rows(
            new ScalingExponent { Group = "Alpha=0.6", Form = ScalingForm.PowerLaw, X = "Time", Y = "Loss", Exponent = 0.39, ExponentLow = 0.38, ExponentHigh = 0.4, StandardError = 0.005, TheoryExponent = 0.375, Count = 9, Excluded = 0, Outcome = FitOutcome.Converged, Advice = "" },
            new TheoryComparison { Quantity = "N_c", Case = "here", Predicted = 10, Measured = 11, Low = 9, High = 13 },
            new TheoryComparison { Quantity = "nothing", Measured = 2e-7 });
        string page = Page(rows);
        Assert.Equal(
            [
                ["exponent of Loss against Time", "Alpha=0.6", "0.375", "0.39", "0.38 … 0.4", "+4.0 %, +3.0 σ, outside"],
                ["N_c", "here", "10", "11", "9 … 13", "+10.0 %"],
                ["nothing", "", "–", "2×10−7", "–", "–"],
            ], Cells(Section(page, "Theory and measurement")));
        Assert.Contains("1 of 2 predictions lie within the error bar.", page, StringComparison.Ordinal);
        Assert.Equal("+4.0 %, +3.0 σ, outside", Body(page).Descendants("span").Single(s => s.Attribute("class")?.Value == "off").Value);
        // Comparisons are not told twice; fits have more to say.
        Assert.Equal(["Theory and measurement", "Fits: ScalingExponent", "How to do it again"], Headings(page));
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.05, true)]
    public void A_test_has_its_tolerance(double tolerance, bool within) =>
        Assert.Equal(within, new ReportComparison("q", "", 0.60, 0.58, 0.57, 0.59, null, tolerance).Within);

    [Fact]
    public void Rounding_is_no_deviation()
    {
        ReportComparison exact = new("q", "", 0.375, 0.375 + 1e-16, 0.375 + 0.5e-16, 0.375 + 2e-16, 1e-17);
        Assert.Equal((0, null, true), (exact.RelativeDeviation, exact.StandardDeviations, exact.Within));
    }

    [Fact]
    public void Skills_that_emerge_are_compared()
    {
        RowCollection rows = Table(new(), "ScalingTools.Experiments.EmergenceComparison", [("Group", ""), ("Resource", "Time"), ("Skill", 2L), ("MeasuredOnset", 120.0), ("MeasuredLow", 90.0), ("MeasuredHigh", 150.0), ("PredictedOnset", 100.0)]);
        Assert.Equal(["Time of emergence", "skill 2", "100", "120", "90 … 150", "+20.0 %"], Cells(Section(Page(rows), "Theory and measurement")).Single());
    }

    [Fact]
    public void A_time_of_emergence_is_compared_once_for_each_run()
    {
        RowCollection rows = Table(new(), "ScalingTools.TeacherStudent.TeacherStudentStrength", from seed in (long[])[1, 2] from time in (double[])[1, 2, 3]
            select new (string, object?)[] { ("Seed", seed), ("Skill", 1L), ("Time", time), ("EmergenceTime", 100.0 * seed), ("PredictedTime", 100.0), ("Run", $"run-{seed}") });
        Assert.Equal([["time of emergence", "skill 1, seed 1", "100", "100", "–", "0.0 %"], ["time of emergence", "skill 1, seed 2", "100", "200", "–", "+100 %"]], Cells(Section(Page(rows), "Theory and measurement")));
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(0.375, "0.375")]
    [InlineData(-0.123456789, "−0.12346")]
    [InlineData(105034.0, "105034")]
    [InlineData(1234567.0, "1.2346×10<sup>6</sup>")]
    [InlineData(2e-7, "2×10<sup>−7</sup>")]
    public void Numbers_have_five_digits(double value, string text) => Assert.Equal(text, HtmlText.Number(value));

    [Fact]
    public void Rows_of_a_text_file_have_a_figure_too()
    {
        string page = Page(Table(new(), "Csv", Enumerable.Range(1, 9).Select(i => new (string, object?)[] { ("Time", $"{i}"), ("Loss", $"{i}e-1") })));
        Assert.Single(Body(page).Descendants(Svg + "svg"));
    }

    [Fact]
    public void What_is_not_drawn_is_counted()
    {
        ReportPage page = new(Table(new(), "Any", Enumerable.Range(-1, 30).Select(i => new (string, object?)[] { ("Time", i < 1 ? i : Math.Pow(10, i / 5.0)), ("Loss", 1.0 + i) })));
        Assert.Equal("2 values are not drawn: no number, or not positive on a logarithmic axis.", Assert.Single(page.Warnings));
        Assert.Contains("2 values are not drawn", page.Render(), StringComparison.Ordinal);
        ReportPage text = new(Table(new(), "Any", [("Time", 1.0), ("Loss", "none")], [("Time", 2.0), ("Loss", 1.0)]));
        Assert.Equal(0, text.FigureCount);
        Assert.Contains("Loss has 1 texts among 1 numbers", Assert.Single(text.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_tables_show_their_first_rows()
    {
        string page = Page(Table(new(), "Any", Enumerable.Range(1, 41).Select(i => new (string, object?)[] { ("Id", i), ("Twice", 2 * i) })));
        Assert.Equal(10, Cells(Section(page, "Data: Object")).Length);
        Assert.Contains("The first 10 of 41 rows.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_and_groups_can_be_chosen()
    {
        string page = Page(Rows(Curves()), new() { X = "Loss", Y = "Time", GroupBy = ["Model"] });
        Assert.Equal("training time t (steps) against loss L.", Body(page).Descendants("figcaption").Single().Value);
        foreach (ReportOptions options in (ReportOptions[])[new() { X = "None" }, new() { Y = "None" }, new() { GroupBy = ["None"] }])
            Assert.Equal(ScalingError.PropertyNotFound, Assert.Throws<ScalingException>(() => Page(Rows(Curves()), options)).Error);
        Assert.Equal(ScalingError.EmptyPipeline, Assert.Throws<ScalingException>(() => Page(new())).Error);
    }

    [Fact]
    public void Files_are_whole_or_as_they_were()
    {
        string path = Path.Combine(_folder, "a.html");
        ReportPage page = new(Rows(Curves()), new() { Title = "First" });
        page.Write(path);
        Assert.Equal(page.Render(), File.ReadAllText(path));
        ReportPage second = new(Rows(Curves()), new() { Title = "Second" });
        Assert.Equal(ScalingError.PathNotWritable, Assert.Throws<ScalingException>(() => second.Write(path, keepOld: true)).Error);
        Assert.Equal(ScalingError.UnknownExtension, Assert.Throws<ScalingException>(() => second.Write(Path.Combine(_folder, "a.svg"))).Error);
        Assert.Equal(page.Render(), File.ReadAllText(path));
        Assert.Equal(["a.html"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }
}
