namespace ScalingTools.Measurement;

/// <summary>y = E + A x^-p with E ≥ 0, by least squares in logarithms; θ = (ln A, p, ln E), ln E = -∞ where E = 0.</summary>
/// <remarks>
/// Starts: for E a fraction of the smallest y, the line of ln(y - E) on ln x, weighted by ((y - E)/y)² because d ln(y-E) = dy/(y-E).
/// The best start goes to Levenberg–Marquardt; the pure power law (E = 0) wins where no positive offset is better.
/// </remarks>
internal sealed class OffsetForm : CurveForm
{
    public static readonly OffsetForm Instance = new();

    // Fractions of the smallest y that a start takes for E.
    private static readonly double[] StartFractions = [0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999];
    // An offset below this part of the smallest y is no offset, and squares below this per observation are rounding.
    private const double NegligibleOffset = 1e-9, RoundingSquare = 1e-27;

    public override ScalingForm Form => ScalingForm.Offset;
    public override int ParameterCount => 3;
    public override int DistinctNeeded => 3;

    // ln f = ln(e^{ln E} + e^{ln A - p u})
    public override double LogValue(double u, ReadOnlySpan<double> theta, Span<double> gradient)
    {
        double power = theta[0] - theta[1] * u;
        double larger = Math.Max(power, theta[2]);
        double log = larger + Math.Log(Math.Exp(power - larger) + Math.Exp(theta[2] - larger));
        double share = Math.Exp(power - log);
        gradient[0] = share;
        gradient[1] = -u * share;
        gradient[2] = Math.Exp(theta[2] - log);
        return log;
    }

    public override CurveSolution Solve(CurveData data, double[]? warm)
    {
        double[] line = PowerLawForm.Line(data.U, data.V, data.Weight);
        double[] pure = [.. line, double.NegativeInfinity];
        double pureSum = SumOfSquares(data, pure);
        double smallest = data.V.Where((_, i) => data.Weight[i] > 0).Min();

        double[]? start = warm is not null && double.IsFinite(warm[2]) ? warm : null;
        if (start is null)
        {
            double best = double.PositiveInfinity;
            foreach (double[] candidate in Starts(data, smallest))
            {
                double sum = SumOfSquares(data, candidate);
                if (sum < best)
                    (best, start) = (sum, candidate);
            }
        }
        CurveSolution fitted = LogLeastSquares.Minimize(this, data, start!);
        bool noOffset = pureSum <= RoundingSquare * data.Count
            || !(SumOfSquares(data, fitted.Theta) < pureSum * (1 - 1e-9))
            || fitted.Theta[2] < smallest + Math.Log(NegligibleOffset);
        return noOffset ? new CurveSolution(pure, FitOutcome.BoundHit) : fitted;
    }

    private static IEnumerable<double[]> Starts(CurveData data, double smallest)
    {
        int n = data.V.Length;
        double[] log = new double[n], weight = new double[n];
        foreach (double fraction in StartFractions)
        {
            double logE = smallest + Math.Log(fraction);
            for (int i = 0; i < n; i++)
            {
                // 1 - E/y, the part of y above the offset
                double above = -Numerics.Elementary.Expm1(logE - data.V[i]);
                log[i] = above > 0 ? data.V[i] + Math.Log(above) : 0;
                weight[i] = above > 0 ? data.Weight[i] * above * above : 0;
            }
            yield return [.. PowerLawForm.Line(data.U, log, weight), logE];
        }
    }
}
