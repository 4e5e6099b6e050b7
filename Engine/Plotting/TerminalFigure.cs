using System.Text;

namespace ScalingTools.Plotting;

/// <summary>A figure as lines of text for a terminal, in braille dots, eight to a cell.</summary>
public static class TerminalFigure
{
    /// <summary>The lines, from top to bottom, none longer than the width.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="width">Columns, at least 30.</param>
    /// <param name="height">Lines, at least 8, with title, axis and legend.</param>
    /// <param name="color">Whether with ANSI colours.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange for a smaller one.</exception>
    public static IReadOnlyList<string> Render(Figure figure, int width = 80, int height = 24, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (width < 30)
            throw Guard.OutOfRange(nameof(width), width, "30 at least");
        if (height < 8)
            throw Guard.OutOfRange(nameof(height), height, "8 at least");
        List<string> legend = Legend(figure, width, color), lines = [];
        (string Label, double Value)[] labels = [.. figure.YAxis.Ticks.Where(t => !t.Minor).Select(t => (Power(t.Label), t.Value))];
        int margin = Math.Min(width / 3, labels.Select(l => l.Label.Length).DefaultIfEmpty(0).Max()), columns = width - margin - 2;
        // Titles above and below, the axis and its labels, and the legend.
        int rows = Math.Max(3, height - 4 - Math.Min(legend.Count, height / 3));
        BrailleCanvas canvas = new(columns, rows);
        foreach (FigureSeries series in figure.Series.OrderBy(s => s.Kind == SeriesKind.Reference ? 0 : 1))
            Curve(canvas, figure, series);

        string head = figure.Title.Length > 0 ? $"{figure.YAxis.Title} — {figure.Title}" : figure.YAxis.Title;
        lines.Add(Cut(head, width));
        Dictionary<int, string> beside = [];
        foreach ((string label, double value) in labels)
            beside.TryAdd(Math.Clamp((int)((1 - figure.YAxis.Position(value)) * rows), 0, rows - 1), label);
        for (int row = 0; row < rows; row++)
        {
            StringBuilder line = new();
            string label = Cut(beside.GetValueOrDefault(row, ""), margin);
            line.Append(label.PadLeft(margin)).Append(label.Length > 0 ? " ┤" : " │");
            Row(line, canvas, columns, row, color, figure.ColorCount);
            lines.Add(line.ToString());
        }
        lines.AddRange(Below(figure, margin, columns));
        lines.Add($"{new string(' ', margin + 2)}{Centre(Cut(figure.XAxis.Title, columns), columns)}".TrimEnd());
        lines.AddRange(legend.Take(height / 3));
        return lines;
    }

    private static void Curve(BrailleCanvas canvas, Figure figure, FigureSeries series)
    {
        double X(double v) => Math.Clamp(figure.XAxis.Position(v), -9, 9) * (canvas.Width - 1);
        double Y(double v) => (1 - Math.Clamp(figure.YAxis.Position(v), -9, 9)) * (canvas.Height - 1);
        ReadOnlySpan<double> x = series.GetX(), y = series.GetY();
        int color = series.Kind == SeriesKind.Reference ? -1 : series.Color;
        (int on, int period) = series.Kind switch { SeriesKind.Theory => (3, 6), SeriesKind.Reference => (1, 4), _ => (1, 1) };
        int phase = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (i > 0 && series.Line && !(series.Marks && series.Kind == SeriesKind.Simulation))
                phase = canvas.Line(X(x[i - 1]), Y(y[i - 1]), X(x[i]), Y(y[i]), color, on, period, phase);
            else if (series.Marks || x.Length == 1)
            {
                // A mark is a square of four dots.
                int left = (int)Math.Round(X(x[i])), top = (int)Math.Round(Y(y[i]));
                canvas.Set(left, top, color);
                canvas.Set(left + 1, top, color);
                canvas.Set(left, top + 1, color);
                canvas.Set(left + 1, top + 1, color);
            }
        }
    }

    private static void Row(StringBuilder line, BrailleCanvas canvas, int columns, int row, bool color, int count)
    {
        int last = int.MinValue;
        for (int column = 0; column < columns; column++)
        {
            (char character, int index) = canvas.Cell(column, row);
            if (color && character != ' ' && index != last)
            {
                line.Append(Ansi(index, count));
                last = index;
            }
            line.Append(character);
        }
        while (line.Length > 0 && line[^1] == ' ')
            line.Length--;
        if (last != int.MinValue)
            line.Append(Reset);
    }

    private static IEnumerable<string> Below(Figure figure, int margin, int columns)
    {
        char[] axis = new string('─', columns).ToCharArray(), text = new string(' ', columns + margin + 2).ToCharArray();
        int free = 0;
        foreach (AxisTick tick in figure.XAxis.Ticks.Where(t => !t.Minor))
        {
            int at = Math.Clamp((int)Math.Round(figure.XAxis.Position(tick.Value) * (columns - 1)), 0, columns - 1);
            axis[at] = '┬';
            string label = Power(tick.Label);
            int from = Math.Clamp(at + margin + 2 - label.Length / 2, 0, Math.Max(0, text.Length - label.Length));
            if (from < free || label.Length > text.Length)
                continue;
            label.CopyTo(text.AsSpan(from));
            free = from + label.Length + 1;
        }
        yield return $"{new string(' ', margin)} └{new string(axis)}";
        yield return new string(text).TrimEnd();
    }

    private static List<string> Legend(Figure figure, int width, bool color)
    {
        List<string> lines = [];
        StringBuilder line = new();
        int used = 0;
        foreach (LegendEntry entry in LegendEntry.Of(figure))
        {
            string sign = entry.Series switch { null or { Kind: SeriesKind.Theory } => "╌╌", { Kind: SeriesKind.Reference } => "··", { Marks: true, Kind: SeriesKind.Simulation } => "⠶⠶", _ => "──" };
            string label = Cut(entry.Label, width - 4);
            if (used > 0 && used + 3 + label.Length + 3 > width)
            {
                lines.Add(line.ToString());
                line.Clear();
                used = 0;
            }
            if (used > 0)
            {
                line.Append("   ");
                used += 3;
            }
            line.Append(color && entry.Series is { } series ? $"{Ansi(series.Kind == SeriesKind.Reference ? -1 : series.Color, figure.ColorCount)}{sign}{Reset}" : sign).Append(' ').Append(label);
            used += 3 + label.Length;
        }
        if (used > 0)
            lines.Add(line.ToString());
        return lines;
    }

    private const string Reset = "\e[0m";

    private static string Ansi(int index, int count)
    {
        int color = index < 0 ? Palette.Grey : Palette.Color(index, count, dark: true);
        return $"\e[38;2;{color >> 16};{color >> 8 & 255};{color & 255}m";
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : width < 2 ? "" : text[..(width - 1)] + "…";

    private static string Centre(string text, int width) => text.PadLeft((width + text.Length) / 2);

    // 10^-3 → 10⁻³
    private static string Power(string label)
    {
        int at = label.IndexOf('^', StringComparison.Ordinal);
        return at < 0 ? label : label[..at] + string.Concat(label[(at + 1)..].Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
    }
}
