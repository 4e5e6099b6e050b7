using MathNet.Numerics.LinearAlgebra;

namespace ScalingTools.Measurement;

/// <summary>
/// A law of one resource, y = f(x), fitted by weighted least squares in logarithms: min Σ w (ln y - ln f)² over the parameters of
/// PowerLaw (A, p), Offset (A, p, E ≥ 0) or Broken (A, p₁, p₂, x_b, s).
/// </summary>
/// <remarks>
/// Noise is taken to be multiplicative, with a variance of ln y that is the same everywhere (or in proportion to 1/weight) and estimated
/// from the residuals; standard errors are σ̂²(JᵀWJ)^-1 with σ̂² = Σ w r²/(n-k), null where n = k. Akaike = n ln(2πe Σ w r²/n) + 2(k+1).
/// </remarks>
public sealed class CurveFit : LawFit
{
    // Beyond this condition number of the scaled normal matrix the parameters are not determined in double precision.
    private const double LargestCondition = 1e12;

    private readonly CurveForm _form;
    private readonly CurveData _data;
    private readonly double[] _theta; // in the centred logarithms of _data

    private CurveFit(CurveForm form, CurveData data, double[] theta, FitOutcome outcome, Matrix<double>? covariance)
        : base(form.Form, outcome, data.Count, form.ParameterCount)
    {
        _form = form;
        _data = data;
        _theta = theta;
        Covariance = covariance;
        double residual = form.SumOfSquares(data, theta);
        RSquared = Determination(data.V, data.Weight, residual, data.CenterY);
        RootMeanSquareLogResidual = Math.Sqrt(residual / data.Weight.Sum());
        Objective = residual / 2;
        Akaike = residual > 0 ? Count * Math.Log(2 * Math.PI * Math.E * residual / Count) + 2 * (ParameterCount + 1) : null;
    }

    /// <summary>p; p₁ (below the break) for Broken.</summary>
    public double Exponent => ExponentEstimate.Value;

    /// <summary>A.</summary>
    public double Prefactor => Math.Exp(LogPrefactorEstimate.Value);

    /// <summary>E; null for forms without an offset, 0 where it is at its bound.</summary>
    public double? Offset => LogOffsetEstimate is { } e ? Math.Exp(e.Value) : null;

    /// <summary>p₂, above the break; null for forms without one.</summary>
    public double? SecondExponent => SecondExponentEstimate?.Value;

    /// <summary>x_b; null for forms without a break.</summary>
    public double? BreakX => Form == ScalingForm.Broken ? Math.Exp(_theta[3] + _data.CenterX) : null;

    /// <summary>s, the width of the break in ln x; null for forms without one.</summary>
    public double? BreakSoftness => Form == ScalingForm.Broken ? Math.Exp(_theta[4]) : null;

    /// <summary>Standard error of the exponent; null without degrees of freedom.</summary>
    public double? StandardError => ExponentEstimate.StandardError;

    /// <summary>f(x).</summary>
    /// <param name="x">Positive.</param>
    public double Predict(double x) =>
        Math.Exp(_form.LogValue(Math.Log(Guard.Positive(x)) - _data.CenterX, _theta, stackalloc double[ParameterCount]) + _data.CenterY);

    /// <summary>Fits, and throws where no fit is possible. A parameter at its bound is a fit: see <see cref="LawFit.Outcome"/>.</summary>
    /// <param name="x">Resource, positive and finite.</param>
    /// <param name="y">Quantity, positive and finite, as many.</param>
    /// <param name="form">PowerLaw, Offset or Broken.</param>
    /// <param name="weight">Relative weights of ln y (1/variance), not negative; empty for equal ones.</param>
    /// <exception cref="ScalingException">Bad values, or an outcome TooFewPoints, NotIdentifiable or NotConverged.</exception>
    public static CurveFit Fit(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, ScalingForm form = ScalingForm.PowerLaw, ReadOnlySpan<double> weight = default) =>
        TryFit(x, y, out CurveFit? fit, out FitOutcome outcome, form, weight) ? fit! : throw outcome.Failure(x.Length);

    /// <summary>Fits; false where the outcome is TooFewPoints, NotIdentifiable or NotConverged.</summary>
    /// <param name="x">Resource, positive and finite.</param>
    /// <param name="y">Quantity, positive and finite, as many.</param>
    /// <param name="fit">The fit; null for TooFewPoints.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="form">PowerLaw, Offset or Broken.</param>
    /// <param name="weight">Relative weights of ln y (1/variance), not negative; empty for equal ones.</param>
    /// <exception cref="ScalingException">NotFinite, NotPositive, or InconsistentInput for lengths that differ.</exception>
    public static bool TryFit(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, out CurveFit? fit, out FitOutcome outcome,
        ScalingForm form = ScalingForm.PowerLaw, ReadOnlySpan<double> weight = default)
    {
        ObservationCheck.SameLength(x, y);
        ObservationCheck.Positive(x, nameof(x));
        ObservationCheck.Positive(y, nameof(y));
        if (!weight.IsEmpty)
        {
            ObservationCheck.SameLength(x, weight);
            foreach (double w in weight)
                Guard.NotNegative(w, nameof(weight));
        }
        fit = Of(new CurveData(x, y, weight), CurveForm.Of(form), null, true);
        outcome = fit?.Outcome ?? FitOutcome.TooFewPoints;
        return outcome is FitOutcome.Converged or FitOutcome.BoundHit;
    }

    /// <summary>The fit to prepared data; null for too few observations.</summary>
    /// <param name="data">Positive observations.</param>
    /// <param name="form">The form.</param>
    /// <param name="warm">A fit to start from.</param>
    /// <param name="withErrors">Whether standard errors are needed.</param>
    internal static CurveFit? Of(CurveData data, CurveForm form, CurveFit? warm, bool withErrors)
    {
        int count = data.Count;
        if (count < form.ParameterCount)
            return null;
        if (data.DistinctCount < form.DistinctNeeded)
            return new CurveFit(form, data, new double[form.ParameterCount], FitOutcome.NotIdentifiable, null);
        (double[] theta, FitOutcome outcome) = form.Solve(data, warm?._theta);
        if (!withErrors || outcome is FitOutcome.NotIdentifiable or FitOutcome.NotConverged)
            return new CurveFit(form, data, theta, outcome, null);

        Matrix<double>? inverse = Inverse(form, data, theta);
        if (inverse is null)
            return new CurveFit(form, data, theta, FitOutcome.NotIdentifiable, null);
        Matrix<double>? covariance = count > form.ParameterCount
            ? inverse * (form.SumOfSquares(data, theta) / (count - form.ParameterCount))
            : null;
        return new CurveFit(form, data, theta, outcome, covariance);
    }

    // (JᵀWJ)^-1 over the parameters that are not at a bound (zero rows for those that are); null where it is singular
    private static Matrix<double>? Inverse(CurveForm form, CurveData data, double[] theta)
    {
        int k = form.ParameterCount;
        Matrix<double> normal = Matrix<double>.Build.Dense(k, k);
        double[] g = new double[k];
        for (int i = 0; i < data.U.Length; i++)
        {
            form.LogValue(data.U[i], theta, g);
            for (int a = 0; a < k; a++)
                for (int b = 0; b < k; b++)
                    normal[a, b] += data.Weight[i] * g[a] * g[b];
        }
        int free = double.IsNegativeInfinity(theta[^1]) ? k - 1 : k;
        Matrix<double>? inverse = SmallSystem.InversePositive(normal.SubMatrix(0, free, 0, free), LargestCondition);
        if (inverse is null || free == k)
            return inverse;
        Matrix<double> padded = Matrix<double>.Build.Dense(k, k);
        padded.SetSubMatrix(0, 0, inverse);
        return padded;
    }

    internal CurveData Data => _data;
    internal Estimate ExponentEstimate => Combine(_theta[1], (1, 1));
    // ln A = θ₀ + CenterY + p CenterX
    internal Estimate LogPrefactorEstimate => Combine(_theta[0] + _data.CenterY + _theta[1] * _data.CenterX, (0, 1), (1, _data.CenterX));
    internal Estimate? LogOffsetEstimate => Form == ScalingForm.Offset ? Combine(_theta[2] + _data.CenterY, (2, 1)) : null;
    internal Estimate? SecondExponentEstimate => Form == ScalingForm.Broken ? Combine(_theta[2], (2, 1)) : null;

    /// <summary>ln f at the i-th observation, centred as v is.</summary>
    internal double Fitted(int i) => _form.LogValue(_data.U[i], _theta, stackalloc double[ParameterCount]);

    internal CurveFit? Refit(CurveData data) => Of(data, _form, this, false);
}
