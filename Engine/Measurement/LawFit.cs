using MathNet.Numerics.LinearAlgebra;

namespace ScalingTools.Measurement;

/// <summary>What the fits of one and of two resources have in common: the outcome, the quality, and estimates with standard errors.</summary>
public abstract class LawFit
{
    private protected LawFit(ScalingForm form, FitOutcome outcome, int count, int parameterCount)
    {
        Form = form;
        Outcome = outcome;
        Count = count;
        ParameterCount = parameterCount;
    }

    /// <summary>The form fitted.</summary>
    public ScalingForm Form { get; }

    /// <summary>How the fit ended.</summary>
    public FitOutcome Outcome { get; }

    /// <summary>Observations used.</summary>
    public int Count { get; }

    /// <summary>Free parameters of the form.</summary>
    public int ParameterCount { get; }

    /// <summary>R² of ln y; null where ln y does not vary.</summary>
    public double? RSquared { get; private protected set; }

    /// <summary>√(mean of (ln y - ln f)²).</summary>
    public double RootMeanSquareLogResidual { get; private protected set; }

    /// <summary>Akaike's information criterion; null for a perfect fit, whose likelihood is unbounded.</summary>
    public double? Akaike { get; private protected set; }

    /// <summary>What was minimised.</summary>
    public double Objective { get; private protected set; }

    // Covariance of the unknowns θ; null without degrees of freedom or where the data do not determine θ.
    private protected Matrix<double>? Covariance { get; set; }

    /// <summary>R² = 1 - Σ w r² / Σ w (v - v̄)²; null where v varies by rounding only.</summary>
    /// <param name="v">ln y, less a centre.</param>
    /// <param name="weight">w, as many.</param>
    /// <param name="residual">Σ w r².</param>
    /// <param name="center">The centre, against which rounding is measured.</param>
    private protected static double? Determination(ReadOnlySpan<double> v, ReadOnlySpan<double> weight, double residual, double center)
    {
        double sum = 0, mean = 0, total = 0;
        for (int i = 0; i < v.Length; i++)
        {
            sum += weight[i];
            mean += weight[i] * v[i];
        }
        mean /= sum;
        for (int i = 0; i < v.Length; i++)
            total += weight[i] * (v[i] - mean) * (v[i] - mean);
        return total > sum * 1e-28 * (1 + (mean + center) * (mean + center)) ? 1 - residual / total : null;
    }

    /// <summary>Σ_j coefficient_j θ_j with its standard error.</summary>
    private protected Estimate Combine(double value, params ReadOnlySpan<(int Index, double Coefficient)> terms)
    {
        if (Covariance is null)
            return new Estimate(value, null);
        double variance = 0;
        foreach ((int i, double ci) in terms)
            foreach ((int j, double cj) in terms)
                variance += ci * cj * Covariance[i, j];
        return new Estimate(value, double.IsFinite(variance) ? Math.Sqrt(Math.Max(0, variance)) : null);
    }
}

/// <summary>A number and its standard error, null where there is none.</summary>
internal readonly record struct Estimate(double Value, double? StandardError);
