using MathNet.Numerics.Statistics;

namespace ScalingTools.Measurement;

/// <summary>
/// The automatic window: the longest stretch of x, in log x, over which the slope of ln y is constant within noise.
/// </summary>
/// <remarks>
/// Observations at equal x are averaged (in ln y). A stretch [x_i, x_j] is cut into three parts of equal length in log x, each with two distinct x at
/// least; it counts as constant when the slope p_m of every part agrees with the slope p of the whole,
/// |p_m - p| ≤ max(0.05 |p|, 2.5 σ √(1/S_m - 1/S)), where S = Σ w (u-ū)² and the second term is the standard error of that difference. Three parts
/// see a parabola as well as the S of a curve that bends at both ends. The noise σ comes from the data, not from a fit:
/// ε_i = a v_{i-1} + b v_{i+1} - v_i against the chord through the neighbours has variance σ²(1/w_i + a²/w_{i-1} + b²/w_{i+1}) (Gasser, Sroka and
/// Jennen-Steinmetz 1986); σ² is the median of ε² over its variance factor, divided by 0.4549, the median of χ²₁. Stretches whose slope is not
/// significant (|p| &lt; 2.5 standard errors) count only where no other does: a plateau is no scaling law. Of equally long ones the first wins.
/// More than 200 distinct x are tried at 200 evenly spaced ends.
/// </remarks>
public static class AutoWindow
{
    /// <summary>Fewest distinct x of a stretch.</summary>
    public const int FewestDistinct = 6;
    private const double Tolerance = 0.05, Deviations = 2.5, ChiSquareMedian = 0.4549;
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
        var means = MeanCurve.Of(x, y);
        int n = means.X.Length;
        if (n < FewestDistinct)
            return false;
        double sigma = Noise(means);
        int ends = Math.Min(n, MostEnds);
        (double Length, int First, int Last) best = (0, -1, -1), flat = (0, -1, -1);
        for (int a = 0; a < ends; a++)
            for (int b = ends - 1; b > a; b--)
            {
                int first = a * (n - 1) / (ends - 1), last = b * (n - 1) / (ends - 1);
                double length = means.U[last] - means.U[first];
                if (length <= best.Length || last - first + 1 < FewestDistinct)
                    break; // b only makes it shorter
                if (!IsConstant(means, first, last, sigma, out bool significant))
                    continue;
                if (significant)
                    best = (length, first, last);
                else if (length > flat.Length)
                    flat = (length, first, last);
            }
        if (best.First < 0)
            best = flat;
        if (best.First < 0)
            return false;
        (xMin, xMax) = (means.X[best.First], means.X[best.Last]);
        return true;
    }

    private static bool IsConstant(MeanCurve curve, int first, int last, double sigma, out bool significant)
    {
        (double slope, double s) = curve.Slope(first, last);
        significant = Math.Abs(slope) > Deviations * sigma / Math.Sqrt(s);
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
        double[] squares = new double[curve.U.Length - 2];
        for (int i = 1; i <= squares.Length; i++)
        {
            double a = (curve.U[i + 1] - curve.U[i]) / (curve.U[i + 1] - curve.U[i - 1]), b = 1 - a;
            double residual = a * curve.V[i - 1] + b * curve.V[i + 1] - curve.V[i];
            double variance = 1 / curve.Weight[i] + a * a / curve.Weight[i - 1] + b * b / curve.Weight[i + 1];
            squares[i - 1] = residual * residual / variance;
        }
        return Math.Sqrt(squares.Median() / ChiSquareMedian);
    }
}
