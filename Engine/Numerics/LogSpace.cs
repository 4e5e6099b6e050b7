namespace ScalingTools.Numerics;

/// <summary>Grids with equal ratios: x_i = from·(to/from)^{i/(count-1)}, i = 0 … count-1.</summary>
/// <remarks>The first and the last value are exactly <c>from</c> and <c>to</c>, which Math.NET's Generate.LogSpaced, given exponents, cannot promise.</remarks>
public static class LogSpace
{
    /// <summary>count values from <paramref name="from"/> to <paramref name="to"/>, equally spaced in log x.</summary>
    /// <param name="from">The first value, positive.</param>
    /// <param name="to">The last value, positive; it may be below the first.</param>
    /// <param name="count">How many, at least 2.</param>
    /// <exception cref="ScalingException"><see cref="ScalingError.ParameterOutOfRange"/>: an end is not positive, or count &lt; 2.</exception>
    public static double[] Values(double from, double to, int count)
    {
        Guard.Positive(from);
        Guard.Positive(to);
        if (count < 2)
            throw Guard.OutOfRange(nameof(count), count, "at least 2");
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            double part = (double)i / (count - 1);
            // from^{1-part}·to^part rather than a ratio, which could overflow; in base 10, which keeps powers of ten round.
            values[i] = Math.Pow(10, (1 - part) * Math.Log10(from) + part * Math.Log10(to));
        }
        values[0] = from;
        values[^1] = to;
        return values;
    }

    /// <summary>The whole numbers nearest to <see cref="Values"/>, each once: between 1 and <paramref name="count"/> of them.</summary>
    /// <param name="from">The first value, at least 1.</param>
    /// <param name="to">The last value, at least 1.</param>
    /// <param name="count">How many before repeated ones are dropped, at least 2.</param>
    /// <exception cref="ScalingException"><see cref="ScalingError.ParameterOutOfRange"/>: an end is not positive, or count &lt; 2.</exception>
    public static long[] WholeNumbers(long from, long to, int count)
    {
        double[] values = Values(from, to, count);
        return values.Select((x, i) => i == 0 ? from : i == count - 1 ? to : (long)Math.Round(x)).Distinct().ToArray();
    }
}
