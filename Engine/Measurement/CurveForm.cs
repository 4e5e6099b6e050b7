namespace ScalingTools.Measurement;

/// <summary>
/// A form of one resource: ln f(u; θ) and its minimiser, in the centred logarithms of <see cref="CurveData"/>. θ₀ is always ln A and θ₁ the
/// exponent p.
/// </summary>
internal abstract class CurveForm
{
    /// <summary>The form of the name.</summary>
    /// <exception cref="ScalingException">A form of two resources.</exception>
    public static CurveForm Of(ScalingForm form) => form switch
    {
        ScalingForm.PowerLaw => PowerLawForm.Instance,
        ScalingForm.Offset => OffsetForm.Instance,
        ScalingForm.Broken => BrokenForm.Instance,
        _ => throw new ScalingException(ScalingError.InconsistentInput, $"The form {form} has two resources.",
            "Use CompositionFit, or choose PowerLaw, Offset or Broken.", form),
    };

    /// <summary>The name.</summary>
    public abstract ScalingForm Form { get; }

    /// <summary>Number of unknowns θ.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>Distinct x without which θ is not determined.</summary>
    public abstract int DistinctNeeded { get; }

    /// <summary>ln f at u, and ∂ ln f/∂θ.</summary>
    public abstract double LogValue(double u, ReadOnlySpan<double> theta, Span<double> gradient);

    /// <summary>The minimiser of Σ w (v - ln f)², given at least as many observations and distinct x as needed.</summary>
    /// <param name="data">The observations.</param>
    /// <param name="warm">A start close to the answer, such as the fit that a bootstrap resamples; null to search.</param>
    public abstract CurveSolution Solve(CurveData data, double[]? warm);

    /// <summary>Σ w (v - ln f)².</summary>
    public double SumOfSquares(CurveData data, ReadOnlySpan<double> theta)
    {
        Span<double> gradient = stackalloc double[ParameterCount];
        double sum = 0;
        for (int i = 0; i < data.U.Length; i++)
        {
            double r = data.V[i] - LogValue(data.U[i], theta, gradient);
            sum += data.Weight[i] * r * r;
        }
        return sum;
    }
}

/// <summary>θ at the minimum, and how it was reached.</summary>
internal readonly record struct CurveSolution(double[] Theta, FitOutcome Outcome);
