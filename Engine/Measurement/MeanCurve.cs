namespace ScalingTools.Measurement;

/// <summary>Mean ln y at each distinct x, in ascending order, with slopes of any stretch in constant time.</summary>
internal sealed class MeanCurve
{
    // Prefix sums over distinct x: w, w u, w v, w u², w u v about the means
    private readonly double[] _w, _wu, _wv, _wuu, _wuv;

    private MeanCurve(double[] x, double[] u, double[] v, double[] weight)
    {
        (X, U, V, Weight) = (x, u, v, weight);
        double centerU = u.Average(), centerV = v.Average();
        int n = u.Length;
        (_w, _wu, _wv, _wuu, _wuv) = (new double[n + 1], new double[n + 1], new double[n + 1], new double[n + 1], new double[n + 1]);
        for (int i = 0; i < n; i++)
        {
            double du = u[i] - centerU, dv = v[i] - centerV;
            _w[i + 1] = _w[i] + weight[i];
            _wu[i + 1] = _wu[i] + weight[i] * du;
            _wv[i + 1] = _wv[i] + weight[i] * dv;
            _wuu[i + 1] = _wuu[i] + weight[i] * du * du;
            _wuv[i + 1] = _wuv[i] + weight[i] * du * dv;
        }
    }

    /// <summary>Distinct x.</summary>
    public double[] X { get; }
    /// <summary>ln x.</summary>
    public double[] U { get; }
    /// <summary>Mean of ln y.</summary>
    public double[] V { get; }
    /// <summary>Observations at x.</summary>
    public double[] Weight { get; }

    /// <summary>The curve of positive observations in any order.</summary>
    public static MeanCurve Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sums = new SortedDictionary<double, (double Sum, int Count)>();
        for (int i = 0; i < x.Length; i++)
        {
            (double sum, int count) = sums.GetValueOrDefault(x[i]);
            sums[x[i]] = (sum + Math.Log(y[i]), count + 1);
        }
        return new MeanCurve(
            [.. sums.Keys], [.. sums.Keys.Select(at => Math.Log(at))], [.. sums.Values.Select(s => s.Sum / s.Count)], [.. sums.Values.Select(s => (double)s.Count)]);
    }

    /// <summary>The slope dv/du of the weighted line through first … last, and S = Σ w (u-ū)².</summary>
    public (double Slope, double S) Slope(int first, int last)
    {
        double w = _w[last + 1] - _w[first], wu = _wu[last + 1] - _wu[first], wv = _wv[last + 1] - _wv[first];
        double s = _wuu[last + 1] - _wuu[first] - wu * wu / w;
        return ((_wuv[last + 1] - _wuv[first] - wu * wv / w) / s, s);
    }
}
