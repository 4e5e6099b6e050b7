using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScalingTools.Plotting;

/// <summary>A figure as one HTML page that needs no network: zoom, read values off, hide series. Drawn by Plotly.js, which the build embeds where npm can get it.</summary>
public static class HtmlFigure
{
    private const string Resource = "plotly-basic.min.js";

    /// <summary>Whether Plotly.js was embedded by the build.</summary>
    public static bool IsAvailable => typeof(HtmlFigure).Assembly.GetManifestResourceInfo(Resource) is not null;

    /// <summary>The page.</summary>
    /// <param name="figure">What to draw.</param>
    /// <exception cref="ScalingException">PlotlyNotFound where the build had no Plotly.js.</exception>
    public static string Render(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        string title = WebUtility.HtmlEncode(figure.Title.Length > 0 ? figure.Title : $"{figure.YAxis.Title} against {figure.XAxis.Title}");
        StringBuilder page = new("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
        page.Append(title).Append("</title>\n<style>html,body{margin:0;height:100%}#figure{width:100%;height:100%}</style>\n<script>").Append(Script()).Append("</script>\n</head>\n<body>\n<div id=\"figure\"></div>\n<script>\n");
        page.Append("Plotly.newPlot('figure', ").Append(Json(Traces(figure))).Append(", ").Append(Json(Layout(figure))).Append(", {responsive: true, displaylogo: false});\n</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Script()
    {
        using Stream stream = typeof(HtmlFigure).Assembly.GetManifestResourceStream(Resource)
            ?? throw new ScalingException(ScalingError.PlotlyNotFound, "This build of ScalingTools has no Plotly.js, with which HTML figures are drawn.",
                "Write a .svg file instead, or build again where npm is installed and can reach its registry.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // A file must not end the script it stands in.
    private static string Json(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { WriteIndented = false }).Replace("</", "<\\/", StringComparison.Ordinal);

    private static JsonArray Traces(Figure figure)
    {
        JsonArray traces = [];
        foreach (FigureSeries series in figure.Series)
        {
            string color = $"#{(series.Kind == SeriesKind.Reference ? Palette.Grey : Palette.Color(series.Color, figure.ColorCount)):x6}";
            if (series.HasBand)
                traces.Add(new JsonObject
                {
                    ["x"] = Numbers([.. series.GetX(), .. Reversed(series.GetX())]), ["y"] = Numbers([.. series.GetHigh(), .. Reversed(series.GetLow())]), ["type"] = "scatter", ["mode"] = "lines",
                    ["fill"] = "toself", ["line"] = new JsonObject { ["width"] = 0, ["color"] = color }, ["opacity"] = 0.25, ["hoverinfo"] = "skip", ["showlegend"] = false,
                    ["legendgroup"] = Group(series),
                });
            traces.Add(new JsonObject
            {
                ["x"] = Numbers(series.GetX()), ["y"] = Numbers(series.GetY()), ["type"] = "scatter", ["mode"] = series.Marks ? series.Line ? "lines+markers" : "markers" : "lines",
                ["name"] = series.Label.Length > 0 ? WebUtility.HtmlEncode(series.Label) : series.Kind == SeriesKind.Theory ? "theory" : WebUtility.HtmlEncode(figure.YAxis.Title), ["legendgroup"] = Group(series),
                ["showlegend"] = series.Label.Length > 0,
                ["line"] = new JsonObject { ["color"] = color, ["width"] = series.Kind == SeriesKind.Fit ? 1 : 2, ["dash"] = series.Kind switch { SeriesKind.Theory => "dash", SeriesKind.Reference => "dot", _ => "solid" } },
                ["marker"] = new JsonObject { ["color"] = color, ["size"] = 6 },
            });
        }
        return traces;
    }

    private static string Group(FigureSeries series) => series.Kind == SeriesKind.Reference ? series.Label : $"group {series.Color}";

    private static JsonObject Layout(Figure figure) => new()
    {
        ["title"] = new JsonObject { ["text"] = WebUtility.HtmlEncode(figure.Title) }, ["template"] = "plotly_white", ["hovermode"] = "closest",
        ["xaxis"] = Axis(figure.XAxis), ["yaxis"] = Axis(figure.YAxis), ["font"] = new JsonObject { ["family"] = "Helvetica, Arial, sans-serif" },
    };

    private static JsonObject Axis(FigureAxis axis) => new()
    {
        ["title"] = new JsonObject { ["text"] = WebUtility.HtmlEncode(axis.Title) }, ["type"] = axis.Logarithmic ? "log" : "linear",
        ["range"] = axis.Logarithmic ? new JsonArray(Math.Log10(axis.Minimum), Math.Log10(axis.Maximum)) : new JsonArray(axis.Minimum, axis.Maximum),
        ["exponentformat"] = "power", ["showline"] = true, ["mirror"] = true, ["ticks"] = "outside",
    };

    // Seven digits are more than a screen can show.
    private static JsonArray Numbers(ReadOnlySpan<double> values)
    {
        JsonArray numbers = [];
        foreach (double value in values)
            numbers.Add(double.Parse(value.ToString("G7", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture));
        return numbers;
    }

    private static double[] Reversed(ReadOnlySpan<double> values)
    {
        double[] copy = values.ToArray();
        Array.Reverse(copy);
        return copy;
    }
}
