namespace ScalingTools.Measurement;

/// <summary>y = A x^-p by weighted least squares in logarithms; θ = (ln A, p). Closed form.</summary>
internal sealed class PowerLawForm : CurveForm
{
    public static readonly PowerLawForm Instance = new();

    public override ScalingForm Form => ScalingForm.PowerLaw;
    public override int ParameterCount => 2;
    public override int DistinctNeeded => 2;

    // ln f = ln A - p u
    public override double LogValue(double u, ReadOnlySpan<double> theta, Span<double> gradient)
    {
        gradient[0] = 1;
        gradient[1] = -u;
        return theta[0] - theta[1] * u;
    }

    public override CurveSolution Solve(CurveData data, double[]? warm) => new(Line(data.U, data.V, data.Weight), FitOutcome.Converged);

    /// <summary>(ln A, p) of the weighted line v = ln A - p u.</summary>
    public static double[] Line(ReadOnlySpan<double> u, ReadOnlySpan<double> v, ReadOnlySpan<double> weight)
    {
        double sum = 0, meanU = 0, meanV = 0;
        for (int i = 0; i < u.Length; i++)
        {
            sum += weight[i];
            meanU += weight[i] * u[i];
            meanV += weight[i] * v[i];
        }
        meanU /= sum;
        meanV /= sum;
        // p = -Σ w (u-ū)(v-v̄) / Σ w (u-ū)²
        double uu = 0, uv = 0;
        for (int i = 0; i < u.Length; i++)
        {
            double du = u[i] - meanU;
            uu += weight[i] * du * du;
            uv += weight[i] * du * (v[i] - meanV);
        }
        double p = 0 - uv / uu; // not -uv/uu, which is -0 for a constant v
        return [meanV + p * meanU, p];
    }
}
