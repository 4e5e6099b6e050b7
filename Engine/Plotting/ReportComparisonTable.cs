using System.Globalization;
using System.Text;

namespace ScalingTools.Plotting;

/// <summary>Theory beside measurement as a table of a page, and in one sentence.</summary>
internal static class ReportComparisonTable
{
    private const double FarOff = 3; // standard deviations

    /// <summary>The section; nothing where there is nothing to compare.</summary>
    public static void Append(StringBuilder page, IReadOnlyList<ReportComparison> lines)
    {
        if (lines.Count == 0)
            return;
        page.Append("<section>\n<h2>Theory and measurement</h2>\n");
        HtmlText.Table(page, ["quantity", "case", "predicted", "measured", "error bar", "deviation"], ["", "", HtmlText.Numeric, HtmlText.Numeric, HtmlText.Numeric, HtmlText.Numeric], lines.Select(Cells));
        int judged = lines.Count(line => line.Within is not null), within = lines.Count(line => line.Within is true);
        if (judged > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{within} of {judged} prediction{(judged == 1 ? " lies" : "s lie")} within the error bar{(lines.Any(line => line.Tolerance > 0) ? ", in a test up to its tolerance" : "")}.</p>\n");
        page.Append("</section>\n");
    }

    private static IReadOnlyList<string> Cells(ReportComparison line) =>
    [
        HtmlText.Escape(line.Quantity), HtmlText.Escape(line.Case), HtmlText.Cell(line.Predicted), HtmlText.Cell(line.Measured), ErrorBar(line),
        line.Within is false || Math.Abs(line.StandardDeviations ?? 0) > FarOff ? $"<span class=\"off\">{Deviation(line)}</span>" : Deviation(line),
    ];

    private static string ErrorBar(ReportComparison line) => line switch
    {
        { Low: { } low, High: { } high } => $"{HtmlText.Number(low)} … {HtmlText.Number(high)}",
        { StandardError: { } error } => $"± {HtmlText.Number(error)}",
        _ => HtmlText.Missing,
    };

    // In standard errors where there are any, and in percent where theory is not zero.
    private static string Deviation(ReportComparison line)
    {
        string[] parts =
        [
            .. line.RelativeDeviation is { } part ? [Signed(100 * part, " %")] : Array.Empty<string>(),
            .. line.StandardDeviations is { } sigmas ? [Signed(sigmas, " σ")] : Array.Empty<string>(),
            .. line.Within is false ? ["outside"] : Array.Empty<string>(),
        ];
        return parts.Length > 0 ? string.Join(", ", parts) : HtmlText.Missing;
    }

    private static string Signed(double value, string unit) => $"{(value > 0 ? "+" : "")}{value.ToString(Math.Abs(value) >= 100 ? "0" : "0.0##", CultureInfo.InvariantCulture).Replace('-', '−')}{unit}";
}
