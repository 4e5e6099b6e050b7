namespace ScalingTools.Measurement;

/// <summary>
/// Local slopes: at every distinct x the line through all observations within half of SlopeDecades on either side, and through one distinct x on
/// either side at least (at the ends of the data: the two nearest on the one side there is).
/// </summary>
internal static class LocalSlopeMeasurement
{
    public static IEnumerable<LocalSlope> Rows(string group, Observations all, FitOptions options)
    {
        Observations used = ExponentMeasurement.Window(all, options with { Window = WindowRule.All }, out _);
        double[] x = used.Columns[0], y = used.Columns[1];
        Array.Sort(x, y);
        double[] distinct = [.. x.Distinct()];
        if (distinct.Length < 2)
            yield break;
        double reach = Math.Pow(10, options.SlopeDecades / 2);
        for (int k = 0; k < distinct.Length; k++)
        {
            int last = distinct.Length - 1;
            int first = Math.Max(0, Math.Min(k - 1, last - 2)), end = Math.Min(last, Math.Max(k + 1, 2));
            double low = Math.Min(distinct[first], distinct[k] / reach * (1 - 1e-12)), high = Math.Max(distinct[end], distinct[k] * reach * (1 + 1e-12));
            int from = Lower(x, low), to = Lower(x, Math.BitIncrement(high));
            int here = Lower(x, distinct[k]), next = Lower(x, Math.BitIncrement(distinct[k]));
            CurveFit.TryFit(x.AsSpan(from..to), y.AsSpan(from..to), out CurveFit? fit, out _);
            yield return new LocalSlope
            {
                Group = group, X = options.X, Y = options.Y, At = distinct[k],
                Value = Math.Exp(y[here..next].Average(Math.Log)),
                Exponent = fit!.Exponent, StandardError = fit.StandardError,
                XMin = x[from], XMax = x[to - 1], Count = to - from,
            };
        }
    }

    // Index of the first element not below the value
    private static int Lower(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
