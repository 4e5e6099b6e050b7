namespace ScalingTools.Measurement;

/// <summary>
/// Local slopes: at every distinct x the line through all observations within half of SlopeDecades on either side, and through one distinct x on
/// either side at least (at the ends of the data: the two nearest on the one side there is).
/// </summary>
internal static class LocalSlopeMeasurement
{
    // Up to here a line is fitted by CurveFit, the reference; beyond, the cost would grow as the square of the records.
    private const int FewestForTree = 256;

    public static IEnumerable<LocalSlope> Rows(string group, Observations all, FitOptions options, CancellationToken cancellation)
    {
        Observations used = ExponentMeasurement.Window(all, options with { Window = WindowRule.All }, out _);
        double[] x = used.Columns[0], y = used.Columns[1];
        Array.Sort(x, y);
        double[] distinct = [.. x.Distinct()];
        MomentTree? tree = x.Length < FewestForTree ? null : new MomentTree(Array.ConvertAll(x, Math.Log), Array.ConvertAll(y, Math.Log));
        double reach = Math.Pow(10, options.SlopeDecades / 2);
        for (int k = 0; k < distinct.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            int last = distinct.Length - 1;
            int first = Math.Max(0, Math.Min(k - 1, last - 2)), end = Math.Min(last, Math.Max(k + 1, 2));
            double low = Math.Min(distinct[first], distinct[k] / reach * (1 - 1e-12)), high = Math.Max(distinct[end], distinct[k] * reach * (1 + 1e-12));
            int from = Lower(x, low), to = Lower(x, Math.BitIncrement(high));
            int here = Lower(x, distinct[k]), next = Lower(x, Math.BitIncrement(distinct[k]));
            (double? exponent, double? error) = to - from < FewestForTree ? Line(x.AsSpan(from..to), y.AsSpan(from..to)) : tree!.Line(from, to);
            yield return new LocalSlope
            {
                Group = group, X = options.X, Y = options.Y, At = distinct[k],
                Value = Math.Exp(y[here..next].Average(Math.Log)),
                Exponent = exponent, StandardError = error,
                XMin = x[from], XMax = x[to - 1], Count = to - from,
            };
        }
    }

    private static (double?, double?) Line(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        CurveFit.TryFit(x, y, out CurveFit? fit, out _) ? (fit!.Exponent, fit.StandardError) : (null, null);

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
