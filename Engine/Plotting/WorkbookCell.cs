using System.Collections;
using System.Globalization;

namespace ScalingTools.Plotting;

/// <summary>Values as a spreadsheet can hold them: numbers, booleans, dates and text, nothing where there is no finite number.</summary>
internal static class WorkbookCell
{
    /// <summary>The longest text of a cell.</summary>
    public const int LongestText = 32_767;
    private const long ExactInteger = 1L << 53; // Excel's numbers are doubles

    /// <summary>The cell. Text stays text, digits and all; enumerations are their names; whole numbers beyond 2^53 are text, so that none of their digits is lost.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="lossy">Whether something was lost: a NaN, an infinity, the end of a long text.</param>
    public static object? Of(object? value, out bool lossy)
    {
        lossy = false;
        switch (value)
        {
            case null or DBNull:
                return null;
            case double number:
                lossy = !double.IsFinite(number);
                return lossy ? null : value;
            case float number: // as it prints: 0.1, not 0.100000001490116
                lossy = !float.IsFinite(number);
                return lossy ? null : double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            case long number:
                return Math.Abs((decimal)number) <= ExactInteger ? value : number.ToString(CultureInfo.InvariantCulture);
            case ulong number:
                return number <= ExactInteger ? (long)number : number.ToString(CultureInfo.InvariantCulture);
            case int or short or sbyte or byte or ushort or uint:
                return Convert.ToInt64(value, CultureInfo.InvariantCulture);
            case decimal number:
                return (double)number;
            case bool or DateTime or TimeSpan:
                return value;
            case DateTimeOffset time:
                return time.DateTime;
            case string text:
                return Text(text, ref lossy);
            case IEnumerable items:
                return Text(string.Join(", ", items.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture))), ref lossy);
            default:
                return Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", ref lossy);
        }
    }

    private static string? Text(string text, ref bool lossy)
    {
        lossy = text.Length > LongestText;
        return text.Length == 0 ? null : lossy ? $"{text[..(LongestText - 1)]}…" : text;
    }
}
