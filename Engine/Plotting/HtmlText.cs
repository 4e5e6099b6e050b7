using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>Text, numbers and tables as HTML. Whatever comes from outside goes through <see cref="Escape"/>.</summary>
internal static partial class HtmlText
{
    /// <summary>What stands for a missing value.</summary>
    public const string Missing = "–";
    /// <summary>Class of a column of numbers.</summary>
    public const string Numeric = "number";
    /// <summary>Class of a column of short texts.</summary>
    public const string Unbroken = "unbroken";

    /// <summary>Text that is shown as it is, whatever is in it.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c)));

    /// <summary>A number of five digits: 0.37502, 105034, 1.2×10⁻⁷.</summary>
    public static string Number(double value)
    {
        string text = value.ToString(Math.Abs(value) is 0 or >= 1e-4 and < 1e6 ? "0.#########" : "0.####E+0", CultureInfo.InvariantCulture);
        if (text.IndexOf('E', StringComparison.Ordinal) is > 0 and var at)
            return Signed($"{text[..at]}×10<sup>{text[(at + 1)..].TrimStart('+')}</sup>");
        return Signed(value.ToString(Math.Abs(value) >= 1e4 ? "0" : "G5", CultureInfo.InvariantCulture));
    }

    /// <summary>A value of a row.</summary>
    public static string Cell(object? cell) => cell switch
    {
        null => Missing,
        double number => Number(number),
        long number => Signed(number.ToString(CultureInfo.InvariantCulture)),
        _ => Escape(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>A table whose cells are HTML.</summary>
    /// <param name="page">Where it goes.</param>
    /// <param name="headers">Text.</param>
    /// <param name="classes">A class for each column; empty for none.</param>
    /// <param name="rows">HTML.</param>
    public static void Table(StringBuilder page, IReadOnlyList<string> headers, IReadOnlyList<string> classes, IEnumerable<IReadOnlyList<string>> rows)
    {
        string Class(int column) => classes[column].Length > 0 ? $" class=\"{classes[column]}\"" : "";
        page.Append("<div class=\"wide\"><table>\n<thead><tr>");
        for (int i = 0; i < headers.Count; i++)
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{Class(i)}>{Breakable(headers[i])}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            page.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
                page.Append(CultureInfo.InvariantCulture, $"<td{Class(i)}>{row[i]}</td>");
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table></div>\n");
    }

    /// <summary>Names and what they are.</summary>
    public static void List(StringBuilder page, IEnumerable<KeyValuePair<string, string>> items)
    {
        page.Append("<dl>\n");
        foreach ((string name, string value) in items)
            page.Append(CultureInfo.InvariantCulture, $"<div><dt>{Escape(name)}</dt><dd>{Escape(value)}</dd></div>\n");
        page.Append("</dl>\n");
    }

    // Test|Loss|Sd may be broken where paper is narrow.
    private static string Breakable(string header) => Words().Replace(Escape(header), "<wbr/>");

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Words();

    private static string Signed(string number) => number.Replace('-', '−');
}
