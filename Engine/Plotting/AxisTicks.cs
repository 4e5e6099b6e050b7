using System.Globalization;

namespace ScalingTools.Plotting;

/// <summary>Where ticks go: at powers of ten with 2 … 9 between them, or at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class AxisTicks
{
    private const int MostLabels = 7;

    /// <summary>Ticks of a logarithmic axis: a label at each power of ten, or at each n-th where there are many, or at 1, 2, 5 where there are hardly any.</summary>
    public static IReadOnlyList<AxisTick> Logarithmic(double low, double high)
    {
        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9), last = (int)Math.Floor(Math.Log10(high) + 1e-9), decades = last - first + 1;
        if (decades < 2 && high / low < 5)
            return Linear(low, high); // less than a decade is read as numbers
        int every = Math.Max(1, (decades + MostLabels - 1) / MostLabels);
        int[] labelled = decades >= 2 ? [1] : [1, 2, 5];
        List<AxisTick> ticks = [];
        for (int exponent = first - 1; exponent <= last; exponent++)
            for (int digit = 1; digit <= (every == 1 ? 9 : 1); digit++)
            {
                double value = digit * Math.Pow(10, exponent);
                if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9))
                    continue;
                bool label = labelled.Contains(digit) && (exponent - first) % every == 0 || decades < 2 && labelled.Contains(digit);
                ticks.Add(new(value, !label ? "" : labelled.Length == 1 ? $"10^{exponent}" : Text(value)));
            }
        return ticks;
    }

    /// <summary>Ticks of a linear axis: about six labels at multiples of a round step, and minor ticks at a fifth or a quarter of it.</summary>
    public static IReadOnlyList<AxisTick> Linear(double low, double high)
    {
        double rough = (high - low) / 6, power = Math.Pow(10, Math.Floor(Math.Log10(rough))), part = rough / power;
        (double factor, int minor) = part < 1.5 ? (1, 5) : part < 3.5 ? (2, 4) : part < 7.5 ? (5, 5) : (10, 5);
        double step = factor * power / minor;
        List<AxisTick> ticks = [];
        for (long i = (long)Math.Ceiling(low / step - 1e-9); i * step <= high + 1e-9 * step; i++)
            ticks.Add(new(i * step, i % minor == 0 ? Text(i / minor * (factor * power)) : ""));
        return ticks;
    }

    // Six digits, without the dust of multiplication.
    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
