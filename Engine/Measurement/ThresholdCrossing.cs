namespace ScalingTools.Measurement;

/// <summary>Where a curve first reaches a level.</summary>
internal static class ThresholdCrossing
{
    /// <summary>
    /// ln x* = ln x_{i-1} + (θ - y_{i-1})/(y_i - y_{i-1}) ln(x_i/x_{i-1}) at the first i with y_i ≥ θ: linear interpolation of y in log x.
    /// </summary>
    /// <param name="x">Positive, ascending, distinct.</param>
    /// <param name="y">As many.</param>
    /// <param name="level">θ.</param>
    /// <param name="fromStart">Whether y is at the level already at the first x; then the crossing is not in the data.</param>
    /// <returns>x*; null where there is no crossing.</returns>
    public static double? First(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level, out bool fromStart)
    {
        ObservationCheck.SameLength(x, y);
        fromStart = y.Length > 0 && y[0] >= level;
        if (fromStart)
            return null;
        for (int i = 1; i < x.Length; i++)
            if (y[i] >= level)
                return x[i - 1] * Math.Pow(x[i] / x[i - 1], (level - y[i - 1]) / (y[i] - y[i - 1]));
        return null;
    }
}
