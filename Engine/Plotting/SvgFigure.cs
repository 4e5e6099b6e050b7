using System.Globalization;
using System.Text;

namespace ScalingTools.Plotting;

/// <summary>A figure as SVG, for print and for the web: real text, ticks between powers of ten, no more points than can be seen.</summary>
public static class SvgFigure
{
    private const double Left = 76, Bottom = 58, Top = 18, TitleHeight = 26, Right = 18;
    private const double FontSize = 13, LegendRow = 19, LegendLine = 26, CharacterWidth = 0.56;
    private const double Tolerance = 0.15; // pixels by which a thinned curve may be off
    private const double MarkSize = 5.5;

    /// <summary>The figure as the text of an SVG file.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="width">Pixels, at least 200.</param>
    /// <param name="height">Pixels, at least 150.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange for a smaller one.</exception>
    public static string Render(Figure figure, int width = 640, int height = 420) => Render(figure, width, height, "plot");

    /// <summary>The same within a page of several figures.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="width">Pixels, at least 200.</param>
    /// <param name="height">Pixels, at least 150.</param>
    /// <param name="clip">The id of its clipping path, which no other element of the page may have.</param>
    internal static string Render(Figure figure, int width, int height, string clip)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (width < 200)
            throw Guard.OutOfRange(nameof(width), width, "200 at least");
        if (height < 150)
            throw Guard.OutOfRange(nameof(height), height, "150 at least");
        return new Drawing(figure, width, height, clip).Draw();
    }

    private sealed class Drawing
    {
        private readonly Figure _figure;
        private readonly StringBuilder _svg = new();
        private readonly IReadOnlyList<LegendEntry> _legend;
        private readonly string _clip;
        private readonly double _width, _height, _left = Left, _top, _right, _bottom;

        public Drawing(Figure figure, double width, double height, string clip)
        {
            (_figure, _width, _height, _clip) = (figure, width, height, clip);
            _legend = LegendEntry.Of(figure);
            double legend = _legend.Count == 0 ? Right : LegendLine + 16 + _legend.Max(entry => entry.Label.Length) * CharacterWidth * FontSize + 6;
            (_top, _right, _bottom) = (figure.Title.Length > 0 ? Top + TitleHeight : Top, width - Math.Min(legend, width / 2), height - Bottom);
        }

        public string Draw()
        {
            Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{_width}\" height=\"{_height}\" viewBox=\"0 0 {_width} {_height}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"{FontSize}\" role=\"img\">");
            Line($"<title>{Escape(_figure.Title.Length > 0 ? _figure.Title : $"{_figure.YAxis.Title} against {_figure.XAxis.Title}")}</title>");
            Line($"<rect width=\"{_width}\" height=\"{_height}\" fill=\"#fff\"/>");
            Line($"<clipPath id=\"{_clip}\"><rect x=\"{_left}\" y=\"{_top}\" width=\"{_right - _left:0.#}\" height=\"{_bottom - _top:0.#}\"/></clipPath>");
            if (_figure.Title.Length > 0)
                Line($"<text x=\"{(_left + _right) / 2:0.#}\" y=\"{Top + 10}\" text-anchor=\"middle\" font-size=\"15\">{Escape(_figure.Title)}</text>");
            Axes();
            Line($"<g clip-path=\"url(#{_clip})\" fill=\"none\" stroke-linejoin=\"round\">");
            foreach (FigureSeries series in _figure.Series)
                Band(series);
            foreach (FigureSeries series in _figure.Series)
                Curve(series);
            Line($"</g>");
            Legend();
            Line($"</svg>");
            return _svg.ToString();
        }

        private double X(double value) => Math.Clamp(_left + _figure.XAxis.Position(value) * (_right - _left), -9999, 9999);

        private double Y(double value) => Math.Clamp(_bottom - _figure.YAxis.Position(value) * (_bottom - _top), -9999, 9999);

        private void Axes()
        {
            StringBuilder grid = new(), ticks = new();
            foreach (AxisTick tick in _figure.XAxis.Ticks)
            {
                double x = X(tick.Value);
                ticks.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {_bottom:0.#}v{(tick.Minor ? -3 : -6)}");
                if (tick.Minor)
                    continue;
                grid.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {_top:0.#}V{_bottom:0.#}");
                Line($"<text x=\"{x:0.#}\" y=\"{_bottom + 19:0.#}\" text-anchor=\"middle\">{Power(tick.Label)}</text>");
            }
            foreach (AxisTick tick in _figure.YAxis.Ticks)
            {
                double y = Y(tick.Value);
                ticks.Append(CultureInfo.InvariantCulture, $"M{_left:0.#} {y:0.#}h{(tick.Minor ? 3 : 6)}");
                if (tick.Minor)
                    continue;
                grid.Append(CultureInfo.InvariantCulture, $"M{_left:0.#} {y:0.#}H{_right:0.#}");
                Line($"<text x=\"{_left - 8:0.#}\" y=\"{y + 4.5:0.#}\" text-anchor=\"end\">{Power(tick.Label)}</text>");
            }
            Line($"<path d=\"{grid}\" stroke=\"#e6e6e6\" fill=\"none\"/>");
            Line($"<path d=\"{ticks}\" stroke=\"#333\" fill=\"none\"/>");
            Line($"<rect x=\"{_left}\" y=\"{_top}\" width=\"{_right - _left:0.#}\" height=\"{_bottom - _top:0.#}\" fill=\"none\" stroke=\"#333\"/>");
            Line($"<text x=\"{(_left + _right) / 2:0.#}\" y=\"{_height - 14:0.#}\" text-anchor=\"middle\">{Escape(_figure.XAxis.Title)}</text>");
            Line($"<text transform=\"translate(18 {(_top + _bottom) / 2:0.#}) rotate(-90)\" text-anchor=\"middle\">{Escape(_figure.YAxis.Title)}</text>");
        }

        private void Band(FigureSeries series)
        {
            if (!series.HasBand)
                return;
            (double[] x, double[] low) = Pixels(series.GetX(), series.GetLow());
            (_, double[] high) = Pixels(series.GetX(), series.GetHigh());
            StringBuilder path = new();
            foreach (int i in CurveThinning.Keep(x, high, Tolerance))
                Point(path, x[i], high[i]);
            foreach (int i in CurveThinning.Keep(x, low, Tolerance).Reverse())
                Point(path, x[i], low[i]);
            Line($"<path class=\"band\" d=\"{path}Z\" fill=\"{Color(series)}\" fill-opacity=\"0.18\"/>");
        }

        private void Curve(FigureSeries series)
        {
            (double[] x, double[] y) = Pixels(series.GetX(), series.GetY());
            string name = series.Kind.ToString().ToLowerInvariant();
            if (series.Line && series.Count > 1)
            {
                StringBuilder path = new();
                foreach (int i in CurveThinning.Keep(x, y, Tolerance))
                    Point(path, x[i], y[i]);
                Line($"<path class=\"{name}\" d=\"{path}\" stroke=\"{Color(series)}\" {Stroke(series)}/>");
            }
            if (!series.Marks && series.Count > 1)
                return;
            // A piece of no length with round ends is a dot.
            StringBuilder dots = new();
            foreach (int i in CurveThinning.KeepMarks(x, y, 0.5))
                dots.Append(CultureInfo.InvariantCulture, $"M{x[i]:0.#} {y[i]:0.#}h0");
            Line($"<path class=\"{name} marks\" d=\"{dots}\" stroke=\"{Color(series)}\" stroke-width=\"{MarkSize}\" stroke-linecap=\"round\"/>");
        }

        private void Legend()
        {
            double x = _right + 12, y = _top + 8;
            foreach (LegendEntry entry in _legend)
            {
                string color = entry.Series is null ? Hex(Palette.Grey) : Color(entry.Series);
                if (entry.Series is null or { Line: true })
                    Line($"<path d=\"M{x:0.#} {y:0.#}h{LegendLine}\" stroke=\"{color}\" fill=\"none\" {(entry.Series is null ? "stroke-width=\"1.8\" stroke-dasharray=\"6 4\"" : Stroke(entry.Series))}/>");
                if (entry.Series is { Marks: true })
                    Line($"<path d=\"M{x + LegendLine / 2:0.#} {y:0.#}h0\" stroke=\"{color}\" stroke-width=\"{MarkSize}\" stroke-linecap=\"round\"/>");
                Line($"<text x=\"{x + LegendLine + 6:0.#}\" y=\"{y + 4.5:0.#}\">{Escape(entry.Label)}</text>");
                y += LegendRow;
            }
        }

        private (double[] X, double[] Y) Pixels(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        {
            double[] a = new double[x.Length], b = new double[x.Length];
            for (int i = 0; i < a.Length; i++)
                (a[i], b[i]) = (X(x[i]), Y(y[i]));
            return (a, b);
        }

        private string Color(FigureSeries series) => Hex(series.Kind == SeriesKind.Reference ? Palette.Grey : Palette.Color(series.Color, _figure.ColorCount));

        private static string Hex(int color) => $"#{color:x6}";

        private static string Stroke(FigureSeries series) => series.Kind switch
        {
            SeriesKind.Theory => "stroke-width=\"1.8\" stroke-dasharray=\"6 4\"",
            SeriesKind.Fit => "stroke-width=\"1\"",
            SeriesKind.Reference => "stroke-width=\"1.5\" stroke-dasharray=\"1.5 3\"",
            _ => series.Marks ? "stroke-width=\"1\" stroke-opacity=\"0.6\"" : "stroke-width=\"1.8\"",
        };

        private static void Point(StringBuilder path, double x, double y) => path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");

        private void Line(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

        private static string Escape(string text) => HtmlText.Escape(text);

        // 10^-3 with a raised exponent.
        private static string Power(string label) => label.IndexOf('^', StringComparison.Ordinal) is > 0 and var at
            ? $"{label[..at]}<tspan dy=\"-5\" font-size=\"9.5\">{label[(at + 1)..].Replace('-', '−')}</tspan>" : label.Replace('-', '−');
    }
}
