namespace ScalingTools.Measurement;

/// <summary>
/// Observations of one resource in logarithms about their means, u = ln x - mean, v = ln y - mean, with weights (relative, of ln y):
/// what every form of one resource is fitted to.
/// </summary>
internal sealed class CurveData
{
    /// <summary>The logarithms of positive finite x and y.</summary>
    public CurveData(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weight)
    {
        int n = x.Length;
        U = new double[n];
        V = new double[n];
        Weight = new double[n];
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            U[i] = Math.Log(x[i]);
            V[i] = Math.Log(y[i]);
            Weight[i] = weight.IsEmpty ? 1 : weight[i];
            total += Weight[i];
            CenterX += Weight[i] * U[i];
            CenterY += Weight[i] * V[i];
        }
        CenterX /= total;
        CenterY /= total;
        for (int i = 0; i < n; i++)
        {
            U[i] -= CenterX;
            V[i] -= CenterY;
        }
    }

    private CurveData(CurveData original, double[] v, double[] weight)
    {
        (U, CenterX, CenterY) = (original.U, original.CenterX, original.CenterY);
        (V, Weight) = (v, weight);
    }

    /// <summary>ln x_i - CenterX.</summary>
    public double[] U { get; }
    /// <summary>ln y_i - CenterY.</summary>
    public double[] V { get; }
    /// <summary>w_i ≥ 0.</summary>
    public double[] Weight { get; }
    /// <summary>What was subtracted from ln x.</summary>
    public double CenterX { get; }
    /// <summary>What was subtracted from ln y.</summary>
    public double CenterY { get; }

    /// <summary>Observations with a positive weight.</summary>
    public int Count => Weight.Count(w => w > 0);
    /// <summary>Distinct x among them.</summary>
    public int DistinctCount => U.Where((_, i) => Weight[i] > 0).Distinct().Count();

    /// <summary>The same x and weights with another v.</summary>
    public CurveData With(double[] v) => new(this, v, Weight);

    /// <summary>The same observations with other weights.</summary>
    public CurveData Reweighted(double[] weight) => new(this, V, weight);
}
