namespace ScalingTools.Measurement;

/// <summary>
/// y = A x^-p₁ [1 + (x/x_b)^{1/s}]^{(p₁-p₂)s} by least squares in logarithms; θ = (ln A, p₁, p₂, ln x_b, ln s). The exponent is p₁ well
/// below the break x_b and p₂ well above it; s is the width of the change in ln x.
/// </summary>
/// <remarks>
/// This is the smoothly broken power law with one break and no offset (Caballero, Gupta, Rish and Krueger 2023, Eq. 1). At given
/// (x_b, s) it is linear in (ln A, p₁, p₂): a grid over those two, solved linearly, gives the start of Levenberg–Marquardt.
/// </remarks>
internal sealed class BrokenForm : CurveForm
{
    public static readonly BrokenForm Instance = new();

    // Bounds of s as parts of the span of ln x, and the values a search tries.
    private const double SharpestPart = 0.003, SoftestPart = 0.5;
    private static readonly double[] StartParts = [0.01, 0.03, 0.1, 0.25];
    private const int BreakStarts = 24;
    // Exponents whose difference changes ln y by less than this over the data are one exponent.
    private const double SmallestBend = 1e-9;

    public override ScalingForm Form => ScalingForm.Broken;
    public override int ParameterCount => 5;
    public override int DistinctNeeded => 5;

    // ln f = ln A - p₁ u + (p₁-p₂) s h(z),  z = (u - ln x_b)/s,  h(z) = ln(1+e^z)
    public override double LogValue(double u, ReadOnlySpan<double> theta, Span<double> gradient)
    {
        double s = Math.Exp(theta[4]), z = (u - theta[3]) / s;
        double h = SoftPlus(z), rise = 1 / (1 + Math.Exp(-z)), change = theta[1] - theta[2];
        gradient[0] = 1;
        gradient[1] = -u + s * h;
        gradient[2] = -s * h;
        gradient[3] = -change * rise;
        gradient[4] = change * s * (h - z * rise);
        return theta[0] - theta[1] * u + change * s * h;
    }

    public override CurveSolution Solve(CurveData data, double[]? warm)
    {
        double[] used = [.. data.U.Where((_, i) => data.Weight[i] > 0)];
        double low = used.Min(), high = used.Max(), span = high - low;
        double[]? start = warm ?? Search(data, low, span);
        if (start is null)
            return new CurveSolution([.. PowerLawForm.Line(data.U, data.V, data.Weight), 0, 0, 0], FitOutcome.NotIdentifiable);

        CurveSolution fitted = LogLeastSquares.Minimize(this, data, start);
        double softness = Math.Clamp(fitted.Theta[4], Math.Log(SharpestPart * span), Math.Log(SoftestPart * span));
        if (softness != fitted.Theta[4])
        {
            double[] bounded = warm is null ? Search(data, low, span)! : [.. warm];
            bounded[4] = softness;
            fitted = LogLeastSquares.Minimize(this, data, bounded, [false, false, false, false, true]) with { Outcome = FitOutcome.BoundHit };
        }
        bool breaks = fitted.Theta[3] > low && fitted.Theta[3] < high && Math.Abs(fitted.Theta[1] - fitted.Theta[2]) * span > SmallestBend;
        return breaks ? fitted : fitted with { Outcome = FitOutcome.NotIdentifiable };
    }

    private double[]? Search(CurveData data, double low, double span)
    {
        double lowest = double.PositiveInfinity;
        double[]? start = null;
        foreach (double part in StartParts)
            for (int k = 1; k < BreakStarts; k++)
            {
                double[]? candidate = Linear(data, low + span * k / BreakStarts, part * span);
                if (candidate is not null && SumOfSquares(data, candidate) is var sum && sum < lowest)
                    (lowest, start) = (sum, candidate);
            }
        return start;
    }

    // (ln A, p₁, p₂) by linear least squares at given ln x_b and s
    private static double[]? Linear(CurveData data, double breakU, double s)
    {
        double[,] normal = new double[3, 3];
        double[] right = new double[3];
        for (int i = 0; i < data.U.Length; i++)
        {
            double bend = s * SoftPlus((data.U[i] - breakU) / s);
            ReadOnlySpan<double> column = [1, -data.U[i] + bend, -bend];
            for (int j = 0; j < 3; j++)
            {
                right[j] += data.Weight[i] * column[j] * data.V[i];
                for (int k = 0; k <= j; k++)
                    normal[j, k] += data.Weight[i] * column[j] * column[k];
            }
        }
        double[]? linear = SmallSystem.SolvePositive(3, (i, j) => normal[i, j], i => right[i]);
        return linear is null ? null : [.. linear, breakU, Math.Log(s)];
    }

    private static double SoftPlus(double z) => Math.Max(z, 0) + Numerics.Elementary.Log1p(Math.Exp(-Math.Abs(z)));
}
