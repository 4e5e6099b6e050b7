namespace ScalingTools.Plotting;

/// <summary>An axis of a figure: what it measures, its range and its ticks.</summary>
public sealed class FigureAxis
{
    /// <summary>What it measures.</summary>
    public required string Title { get; init; }
    /// <summary>Whether equal distances are equal ratios.</summary>
    public required bool Logarithmic { get; init; }
    /// <summary>Its beginning.</summary>
    public required double Minimum { get; init; }
    /// <summary>Its end.</summary>
    public required double Maximum { get; init; }
    /// <summary>Ticks, ascending.</summary>
    public required IReadOnlyList<AxisTick> Ticks { get; init; }

    /// <summary>Where a value is, 0 at the beginning and 1 at the end: (v - min)/(max - min), of logarithms on a logarithmic axis.</summary>
    /// <param name="value">On a logarithmic axis positive.</param>
    public double Position(double value) => Logarithmic
        ? (Math.Log(value) - Math.Log(Minimum)) / (Math.Log(Maximum) - Math.Log(Minimum))
        : (value - Minimum) / (Maximum - Minimum);

    /// <summary>Whether values are better seen by their logarithms: positive ones span more than 1.5 decades, and at most a tenth of all is not positive.</summary>
    internal static bool IsLogarithmic(IReadOnlyList<double> values)
    {
        const double Decades = 1.5, LeftOut = 0.1;
        double[] positive = [.. values.Where(v => v > 0)];
        return positive.Length > 1 && values.Count - positive.Length <= LeftOut * values.Count && Math.Log10(positive.Max() / positive.Min()) > Decades;
    }

    /// <summary>An axis around some values.</summary>
    /// <param name="title">What it measures.</param>
    /// <param name="logarithmic">Its scale.</param>
    /// <param name="smallest">The smallest value.</param>
    /// <param name="largest">The largest value.</param>
    /// <param name="from">Where it has to begin; null for a little below the smallest value.</param>
    /// <param name="to">Where it has to end.</param>
    internal static FigureAxis Around(string title, bool logarithmic, double smallest, double largest, double? from, double? to)
    {
        const double Margin = 0.04;
        double low, high;
        if (logarithmic)
        {
            double least = Math.Log10(smallest), most = Math.Log10(largest), pad = most > least ? Margin * (most - least) : 0.5;
            (low, high) = (Math.Pow(10, least - pad), Math.Pow(10, most + pad));
        }
        else
        {
            double pad = largest > smallest ? Margin * (largest - smallest) : Math.Max(0.5, 0.1 * Math.Abs(largest));
            (low, high) = (smallest - pad, largest + pad);
        }
        (low, high) = (from ?? low, to ?? high);
        if (!(high > low) || logarithmic && !(low > 0))
            throw new ScalingException(ScalingError.ParameterOutOfRange, $"The axis '{title}' cannot go from {Guard.Text(low)} to {Guard.Text(high)}.",
                logarithmic ? "Give positive ends, the smaller first, or a linear scale." : "Give the smaller end first.", low);
        return new() { Title = title, Logarithmic = logarithmic, Minimum = low, Maximum = high, Ticks = logarithmic ? AxisTicks.Logarithmic(low, high) : AxisTicks.Linear(low, high) };
    }
}
