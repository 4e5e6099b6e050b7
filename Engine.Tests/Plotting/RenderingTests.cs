using System.Diagnostics;
using System.Xml.Linq;
using ScalingTools.Measurement;
using ScalingTools.Plotting;

namespace ScalingTools.Tests.Plotting;

/// <summary>Figures as SVG, as text for a terminal and as files.</summary>
public sealed class RenderingTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly string _folder = Directory.CreateTempSubdirectory("figures").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static MeasurementRecord Row(params (string Name, object? Value)[] values) => new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    private static Figure Laws(int curves, int points, double noise = 0, FigureOptions? options = null)
    {
        Random random = new(1);
        return Figure.Of([.. from k in Enumerable.Range(1, curves) from i in Enumerable.Range(0, points) let t = Math.Pow(10, 6.0 * i / Math.Max(1, points - 1))
                             select Row(("Rank", k), ("Time", t), ("Loss", Math.Pow(t + 1, -0.1 * k) * (1 + noise * (random.NextDouble() - 0.5))))], options ?? new() { GroupBy = ["Rank"] });
    }

    [Fact]
    public void An_SVG_is_XML_with_real_text_and_a_path_for_each_curve()
    {
        XDocument svg = XDocument.Parse(SvgFigure.Render(Laws(3, 100, options: new() { GroupBy = ["Rank"], Title = "a < b & \"c\"", Fit = true, ReferenceSlopes = [-0.2] })));
        string[] texts = [.. svg.Descendants(Svg + "text").Select(t => t.Value)];
        Assert.Contains("a < b & \"c\"", texts);
        Assert.Contains("training time t (steps)", texts);
        Assert.Contains("10−1", texts);
        Assert.Contains("Rank = 2", texts);
        Assert.Contains("slope −0.2", texts);
        Dictionary<string, int> paths = svg.Descendants(Svg + "path").Where(p => p.Attribute("class") is not null).GroupBy(p => p.Attribute("class")!.Value).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal((3, 3, 1), (paths["simulation"], paths["fit"], paths["reference"]));
        // Minor ticks between powers of ten: at least eight for each decade of time.
        Assert.True(svg.Descendants(Svg + "path").Max(p => p.Attribute("d")!.Value.Count(c => c == 'v')) > 48);
    }

    [Fact]
    public void Predictions_are_dashed_and_bands_are_there()
    {
        MeasurementRecord[] rows = [.. Enumerable.Range(1, 9).Select(i => Row(("Time", i), ("Loss", 1.0 / i), ("LossSd", 0.05), ("PredictedLoss", 1.0 / i)))];
        XDocument svg = XDocument.Parse(SvgFigure.Render(Figure.Of(rows)));
        XElement theory = svg.Descendants(Svg + "path").Single(p => p.Attribute("class")?.Value == "theory");
        Assert.NotNull(theory.Attribute("stroke-dasharray"));
        Assert.Single(svg.Descendants(Svg + "path"), p => p.Attribute("class")?.Value == "band");
        Assert.Equal(9, svg.Descendants(Svg + "path").Single(p => p.Attribute("class")?.Value == "simulation marks").Attribute("d")!.Value.Count(c => c == 'M'));
        Assert.Contains("theory", svg.Descendants(Svg + "text").Select(t => t.Value));
    }

    [Fact]
    public void Points_are_where_the_axes_say()
    {
        // The path of y = 1/t on two logarithmic axes without a margin is a straight line from corner to corner.
        Figure figure = Figure.Of([.. Enumerable.Range(0, 30).Select(i => Math.Pow(10, i / 10.0)).Select(t => Row(("Time", t), ("Loss", 1 / t)))],
            new() { XMin = 1, XMax = Math.Pow(10, 2.9), YMin = Math.Pow(10, -2.9), YMax = 1, Mark = FigureMark.Line });
        XDocument svg = XDocument.Parse(SvgFigure.Render(figure, 600, 400));
        XElement frame = svg.Descendants(Svg + "clipPath").Single().Element(Svg + "rect")!;
        double Number(string name) => double.Parse(frame.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
        string expected = FormattableString.Invariant($"M{Number("x"):0.#} {Number("y"):0.#}L{Number("x") + Number("width"):0.#} {Number("y") + Number("height"):0.#}");
        Assert.Equal(expected, svg.Descendants(Svg + "path").Single(p => p.Attribute("class")?.Value == "simulation").Attribute("d")!.Value);
    }

    [Fact]
    public void Twenty_curves_of_a_thousand_points_are_a_small_file_made_at_once()
    {
        Figure smooth = Laws(20, 1000), noisy = Laws(20, 1000, 0.05);
        Assert.InRange(SvgFigure.Render(smooth).Length, 5_000, 60_000);
        Assert.InRange(SvgFigure.Render(noisy).Length, 20_000, 200_000);
        double best = Enumerable.Range(0, 5).Min(_ =>
        {
            long began = Stopwatch.GetTimestamp();
            SvgFigure.Render(Laws(20, 1000, 0.05));
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        });
        Assert.True(best < 0.5, $"{best:F3} s");
    }

    [Fact]
    public void A_terminal_shows_axes_curves_and_legend_within_its_width()
    {
        IReadOnlyList<string> lines = TerminalFigure.Render(Laws(3, 200), 70, 20);
        Assert.InRange(lines.Count, 15, 20);
        Assert.All(lines, line => Assert.True(line.Length <= 70, line));
        Assert.Equal("loss L", lines[0]);
        Assert.Contains(lines, line => line.Contains("10⁻¹ ┤", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("10⁶", StringComparison.Ordinal));
        Assert.Contains("── Rank = 1   ── Rank = 2   ── Rank = 3", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', string.Concat(lines));
        Assert.Contains('\e', string.Concat(TerminalFigure.Render(Laws(3, 200), 70, 20, color: true)));
    }

    [Fact]
    public void Dots_of_a_terminal_are_where_the_curve_is()
    {
        // A falling line: in each row of cells the dots are further to the right than in the row above.
        Figure figure = Figure.Of([.. Enumerable.Range(0, 100).Select(i => Row(("Time", i), ("Loss", 100 - i)))], new() { Mark = FigureMark.Line, XScale = AxisScale.Linear, YScale = AxisScale.Linear });
        string[] rows = [.. TerminalFigure.Render(figure, 60, 20).Where(line => line.Contains('│', StringComparison.Ordinal) || line.Contains('┤', StringComparison.Ordinal))];
        int[] first = [.. rows.Select(row => row.IndexOfAny([.. Enumerable.Range(0x2801, 255).Select(c => (char)c)])).Where(i => i >= 0)];
        Assert.True(first.Length > 12 && first.Zip(first.Skip(1)).All(pair => pair.First < pair.Second), string.Join(' ', first));
    }

    [Fact]
    public void A_braille_cell_has_eight_dots()
    {
        BrailleCanvas canvas = new(1, 1);
        for (int x = 0; x < 2; x++)
            for (int y = 0; y < 4; y++)
                canvas.Set(x, y, 5);
        Assert.Equal(('⣿', 5), canvas.Cell(0, 0));
        canvas.Set(2, 0, 1);
        canvas.Set(0, -1, 1);
        canvas = new(2, 1);
        canvas.Set(3, 2, 1);
        Assert.Equal((' ', '⠠'), (canvas.Cell(0, 0).Character, canvas.Cell(1, 0).Character));
    }

    [Fact]
    public void A_terminal_is_fast()
    {
        Figure figure = Laws(5, 1000);
        double best = Enumerable.Range(0, 10).Min(_ =>
        {
            long began = Stopwatch.GetTimestamp();
            TerminalFigure.Render(figure, 120, 30, color: true);
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        });
        Assert.True(best < 0.05, $"{best:F3} s");
    }

    [Fact]
    public void Tiny_figures_are_refused()
    {
        Figure figure = Laws(1, 5);
        foreach (Action draw in (Action[])[() => SvgFigure.Render(figure, 100), () => SvgFigure.Render(figure, 300, 10), () => TerminalFigure.Render(figure, 10), () => TerminalFigure.Render(figure, 80, 3)])
            Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(draw).Error);
    }

    [Fact]
    public void Files_are_whole_or_as_they_were()
    {
        string path = Path.Combine(_folder, "a.svg");
        Figure figure = Laws(1, 5);
        FigureFile.Write(figure, path);
        string old = File.ReadAllText(path);
        Assert.EndsWith("</svg>\n", old, StringComparison.Ordinal);
        Assert.Equal(ScalingError.PathNotWritable, Assert.Throws<ScalingException>(() => FigureFile.Write(Laws(2, 5), path, keepOld: true)).Error);
        using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(ScalingError.PathNotWritable, Assert.Throws<ScalingException>(() => FigureFile.Write(Laws(2, 5), path)).Error);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Equal(ScalingError.PathNotWritable, Assert.Throws<ScalingException>(() => FigureFile.Write(Laws(2, 5), path)).Error);
        Assert.Equal(old, File.ReadAllText(path));
        File.SetAttributes(path, FileAttributes.Normal);
        FigureFile.Write(Laws(2, 5), path);
        Assert.NotEqual(old, File.ReadAllText(path));
        Assert.Equal(["a.svg"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        Assert.Equal(ScalingError.PathNotWritable, Assert.Throws<ScalingException>(() => FigureFile.Write(figure, Path.Combine(_folder, "none", "a.svg"))).Error);
        Assert.Equal(ScalingError.UnknownExtension, Assert.Throws<ScalingException>(() => FigureFile.Write(figure, Path.Combine(_folder, "a.png"))).Error);
    }
}
