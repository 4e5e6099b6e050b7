using System.Globalization;

namespace ScalingTools.Plotting;

/// <summary>A column of a sheet: its name, how its numbers are shown, and how wide it is, from the values rather than from the fonts of this machine.</summary>
public sealed class WorkbookColumn
{
    private const int Narrowest = 9, Widest = 60, FilterButton = 3, Looked = 1_000;
    private const string Small = "0.000E+00";

    private WorkbookColumn(string name, string format, double width, bool numeric) => (Name, Format, Width, IsNumeric) = (name, format, width, numeric);

    /// <summary>Above it.</summary>
    public string Name { get; }
    /// <summary>Excel's number format.</summary>
    public string Format { get; }
    /// <summary>In characters.</summary>
    public double Width { get; }
    /// <summary>Whether it has numbers, and nothing else but empty cells.</summary>
    public bool IsNumeric { get; }

    /// <summary>The column of some cells.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cells">Its cells.</param>
    internal static WorkbookColumn Of(string name, IEnumerable<object?> cells)
    {
        double smallest = double.MaxValue, largest = 0;
        bool numbers = false, whole = true, brief = true, texts = false, dates = false, spans = false, others = false;
        int longest = 0, count = 0;
        foreach (object? cell in cells)
            switch (cell)
            {
                case null:
                    break;
                case long or double:
                    double number = Convert.ToDouble(cell, CultureInfo.InvariantCulture);
                    numbers = true;
                    whole &= number == Math.Floor(number);
                    if (number != 0)
                        (smallest, largest) = (Math.Min(smallest, Math.Abs(number)), Math.Max(largest, Math.Abs(number)));
                    if (brief && count++ < Looked)
                        brief = number.ToString("R", CultureInfo.InvariantCulture).Length <= 6;
                    break;
                case string text:
                    texts = true;
                    longest = Math.Max(longest, text.Length);
                    break;
                case DateTime:
                    dates = true;
                    break;
                case TimeSpan:
                    spans = true;
                    break;
                default:
                    others = true;
                    break;
            }
        bool mixed = (numbers ? 1 : 0) + (texts ? 1 : 0) + (dates ? 1 : 0) + (spans ? 1 : 0) + (others ? 1 : 0) > 1;
        (string format, int width) = mixed ? ("General", Math.Max(longest, 12))
            : numbers ? Numbers(name, whole, brief, smallest, largest)
            : texts ? ("@", longest) : dates ? ("yyyy-mm-dd hh:mm:ss", 19) : spans ? ("[h]:mm:ss", 10) : ("General", Narrowest);
        return new(name, format, Math.Clamp(Math.Max(width + 1, name.Length + FilterButton), Narrowest, Widest), numbers && !mixed);
    }

    // Whole numbers with their thousands apart, except those that only name; short decimals as they are; four digits of the others.
    private static (string Format, int Width) Numbers(string name, bool whole, bool brief, double smallest, double largest) =>
        whole && largest < 1e15 ? (name.EndsWith("Seed", StringComparison.Ordinal) || largest < 1e4 ? "0" : "#,##0", (int)(Math.Log10(Math.Max(1, largest)) * 4 / 3) + 2)
        : brief ? ("General", 7)
        : smallest >= 1e-3 && largest < 1e5 ? ("0.0000", 11) : (Small, 10);
}
