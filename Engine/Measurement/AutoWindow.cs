using MathNet.Numerics.Statistics;

namespace ScalingTools.Measurement;

/// <summary>
/// The automatic window: the longest stretch of x, in log x, over which the slope of ln y is constant within noise.
/// </summary>
/// <remarks>
/// Observations at equal x are averaged (in ln y). A stretch [x_i, x_j] is cut into three parts of equal length in log x, each with two distinct x at
/// least; it counts as constant when the slope p_m of every part agrees with the slope p of the whole,
/// |p_m - p| ≤ max(0.03 |p|, 2.5 σ √(1/S_m - 1/S)), where S = Σ w (u-ū)² and the second term is the standard error of that difference. Three
/// parts see a parabola as well as the S of a curve that bends at both ends. The noise σ comes from the data, not from a fit:
/// ε_i = Σ_j a_j v_j - v_i, the cubic through the two neighbours on either side less the value itself, has variance σ²(1/w_i + Σ_j a_j²/w_j) and
/// no trace of a smooth bend (after Gasser, Sroka and Jennen-Steinmetz 1986, who take the chord); σ² is the median of ε² over its variance
/// factor, divided by 0.4549, the median of χ²₁. Stretches ten times flatter than the steepest (less 2.5 standard errors) do not count: a plateau
/// is no scaling law. Of equally long ones the first wins. More than 200 distinct x are tried at 200 evenly spaced ends.
/// </remarks>
public static class AutoWindow
{
    /// <summary>Fewest distinct x of a stretch.</summary>
    public const int FewestDistinct = 6;
    private const double Tolerance = 0.03, Deviations = 2.5, Flat = 0.1, ChiSquareMedian = 0.4549;
    private const int MostEnds = 200, Parts = 3;

    /// <summary>The ends of the longest stretch; false where there are too few distinct x, or no stretch of constant slope.</summary>
    /// <param name="x">Positive and finite, in any order.</param>
    /// <param name="y">Positive and finite, as many.</param>
    /// <param name="xMin">Smallest x of the stretch.</param>
    /// <param name="xMax">Largest x of the stretch.</param>
    /// <exception cref="ScalingException">NotFinite, NotPositive, or InconsistentInput for lengths that differ.</exception>
    public static bool TryFind(ReadOnlySpan<double> x, ReadOnlySpan<double> y, out double xMin, out double xMax)
    {
        ObservationCheck.SameLength(x, y);
        ObservationCheck.Positive(x, nameof(x));
        ObservationCheck.Positive(y, nameof(y));
        (xMin, xMax) = (0, 0);
        if (x.Length < FewestDistinct)
            return false;
        var means = MeanCurve.Of(x, y);
        int n = means.X.Length;
        if (n < FewestDistinct)
            return false;
        double sigma = Noise(means);
        int ends = Math.Min(n, MostEnds);
        List<(int First, int Last, double Slope)> constant = [];
        double steepest = 0;
        for (int a = 0; a < ends; a++)
            for (int b = a + 1; b < ends; b++)
            {
                int first = (int)((long)a * (n - 1) / (ends - 1)), last = (int)((long)b * (n - 1) / (ends - 1));
                if (last - first + 1 < FewestDistinct || !IsConstant(means, first, last, sigma, out double slope, out double error))
                    continue;
                constant.Add((first, last, Math.Abs(slope)));
                steepest = Math.Max(steepest, Math.Abs(slope) - Deviations * error);
            }
        if (constant.Count == 0)
            return false;
        (int First, int Last, double Slope) best = constant
            .Where(w => w.Slope >= Flat * steepest)
            .MaxBy(w => means.U[w.Last] - means.U[w.First]);
        (xMin, xMax) = (means.X[best.First], means.X[best.Last]);
        return true;
    }

    private static bool IsConstant(MeanCurve curve, int first, int last, double sigma, out double slope, out double slopeError)
    {
        (slope, double s) = curve.Slope(first, last);
        slopeError = sigma / Math.Sqrt(s);
        double start = curve.U[first], length = curve.U[last] - start;
        int from = first;
        for (int part = 1; part <= Parts; part++)
        {
            int to = part == Parts ? last : from;
            while (part < Parts && curve.U[to + 1] <= start + length * part / Parts)
                to++;
            if (to <= from)
                return false;
            (double partSlope, double partS) = curve.Slope(from, to);
            double error = sigma * Math.Sqrt(Math.Max(0, 1 / partS - 1 / s));
            if (Math.Abs(partSlope - slope) > Math.Max(Tolerance * Math.Abs(slope), Deviations * error))
                return false;
            from = to + 1;
            if (from > last)
                return part == Parts;
        }
        return true;
    }

    private static double Noise(MeanCurve curve)
    {
        double[] squares = new double[curve.U.Length - 4];
        int[] neighbours = [-2, -1, 1, 2];
        for (int i = 2; i < curve.U.Length - 2; i++)
        {
            double residual = -curve.V[i], variance = 1 / curve.Weight[i];
            foreach (int j in neighbours)
            {
                // Lagrange: a_j = Π_{m≠j} (u_i - u_m)/(u_j - u_m)
                double a = 1;
                foreach (int m in neighbours)
                    if (m != j)
                        a *= (curve.U[i] - curve.U[i + m]) / (curve.U[i + j] - curve.U[i + m]);
                residual += a * curve.V[i + j];
                variance += a * a / curve.Weight[i + j];
            }
            squares[i - 2] = residual * residual / variance;
        }
        return Math.Sqrt(squares.Median() / ChiSquareMedian);
    }
}
