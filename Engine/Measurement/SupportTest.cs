using MathNet.Numerics.Distributions;

namespace ScalingTools.Measurement;

/// <summary>The flags of <see cref="LawSupport"/>.</summary>
internal static class SupportTest
{
    private const int FewestPoints = 5;
    private const double LeastDecades = 1, SlopeChange = 0.1, Significance = 0.995;

    /// <summary>The flags of a fit of one resource.</summary>
    public static LawSupport Of(CurveFit fit)
    {
        CurveData data = fit.Data;
        double low = data.U.Min(), high = data.U.Max(), span = high - low;
        LawSupport support = Decades(span / Math.Log(10));
        int n = data.U.Length;
        if (n < FewestPoints || data.DistinctCount < FewestPoints - 1 || fit.Outcome is not (FitOutcome.Converged or FitOutcome.BoundHit))
            return support;

        // r = c₀ + c₁ u + c₂ u²: the local exponent changes by 2 c₂ over a unit of u.
        double[] residual = new double[n];
        for (int i = 0; i < n; i++)
            residual[i] = data.V[i] - fit.Fitted(i);
        double middle = (low + high) / 2;
        (double c2, double error) = LastCoefficient(n, 3, (i, j) => Math.Pow(data.U[i] - middle, j), residual, data.Weight);
        double t = StudentT.InvCDF(0, 1, n - 3, Significance);
        if (2 * Math.Abs(c2) * span > SlopeChange * Math.Abs(fit.Exponent) && Math.Abs(c2) > t * error)
            support |= LawSupport.Curved;

        int[] last = [.. Enumerable.Range(0, n).Where(i => data.U[i] >= high - span / 3)];
        if (fit.Form == ScalingForm.PowerLaw && last.Select(i => data.U[i]).Distinct().Count() >= 3)
        {
            (double slope, double slopeError) = LastCoefficient(last.Length, 2, (i, j) => Math.Pow(data.U[last[i]] - middle, j),
                Array.ConvertAll(last, i => data.V[i]), Array.ConvertAll(last, i => data.Weight[i]));
            // In the direction of the law: below half of |p| by two standard errors.
            if (-slope * Math.Sign(fit.Exponent) + 2 * slopeError < Math.Abs(fit.Exponent) / 2)
                support |= LawSupport.Plateau;
        }
        return support;
    }

    /// <summary>TooFewDecades where it applies.</summary>
    public static LawSupport Decades(double decades) => decades < LeastDecades ? LawSupport.TooFewDecades : LawSupport.Supported;

    // The coefficient of the last column in a weighted least-squares fit, and its standard error
    private static (double Value, double Error) LastCoefficient(int n, int k, Func<int, int, double> column, double[] y, double[] weight)
    {
        double Moment(Func<int, double> term)
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
                sum += weight[i] * term(i);
            return sum;
        }
        double Normal(int a, int b) => Moment(i => column(i, a) * column(i, b));
        double[]? c = SmallSystem.SolvePositive(k, Normal, j => Moment(i => column(i, j) * y[i]));
        double[]? unit = SmallSystem.SolvePositive(k, Normal, j => j == k - 1 ? 1 : 0);
        if (c is null || unit is null)
            return (0, double.PositiveInfinity);
        double squares = Moment(i =>
        {
            double r = y[i];
            for (int j = 0; j < k; j++)
                r -= c[j] * column(i, j);
            return r * r;
        });
        return (c[^1], Math.Sqrt(Math.Max(0, squares) / (n - k) * unit[^1]));
    }
}
