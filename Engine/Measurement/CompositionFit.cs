using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace ScalingTools.Measurement;

/// <summary>
/// A law of two resources, fitted to log losses with the Huber loss: Chinchilla L = E + A N^-a + B D^-b, or
/// PowerMean L = E + [(A N^-a)^q + (B D^-b)^q]^{1/q}.
/// </summary>
/// <remarks>
/// Minimises Φ = Σ w ρ_δ(ln f - ln L) with δ = 1e-3 (Hoffmann et al. 2022, Eq. 10 and appendix D.3) by variable projection
/// (Golub and Pereyra 1973): the prefactors are minimised out (<see cref="HuberComposition"/>), the exponents found by <see cref="CompositionSearch"/>.
/// Standard errors are the sandwich H^-1 S H^-1 n/(n-k) of an M-estimator with S = Σ ψ² g gᵀ; the expected curvature H counts the residuals
/// within a bandwidth h ≥ δ, H = (δ/h) Σ_{|r|≤h} g gᵀ, h = 1.06 σ̂ n^{-1/5} with σ̂ from the median absolute residual (Powell 1991).
/// They are rough below a few hundred observations; the bootstrap is better. Akaike is of <see cref="HuberLikelihood"/>'s density.
/// </remarks>
public sealed class CompositionFit : LawFit
{
    private const double LargestCondition = 1e12;

    private readonly HuberComposition _problem;
    private readonly CompositionShape _shape;
    private readonly double[] _c; // E, A', B' with resources divided by their geometric means

    private CompositionFit(ScalingForm form, FitOutcome outcome, HuberComposition problem, in CompositionMinimum minimum)
        : base(form, outcome, problem.ObservationCount, form == ScalingForm.PowerMean ? 6 : 5)
    {
        _problem = problem;
        _shape = minimum.Shape;
        _c = minimum.Coefficients;
        Objective = minimum.Objective;
        double[] residuals = Residuals();
        double weight = problem.Weight.Sum(), square = residuals.Zip(problem.Weight, (r, w) => w * r * r).Sum();
        RSquared = Determination(problem.LogLoss, problem.Weight, square, 0);
        RootMeanSquareLogResidual = Math.Sqrt(square / weight);
        // The parameters of the form and the scale τ of the density.
        Akaike = HuberLikelihood.Deviance(Objective, weight, problem.Delta) + 2 * (ParameterCount + 1);
    }

    /// <summary>a of N^-a.</summary>
    public double Exponent => _shape.A;

    /// <summary>b of D^-b.</summary>
    public double SecondExponent => _shape.B;

    /// <summary>A.</summary>
    public double Prefactor => Math.Exp(LogPrefactorEstimate(0).Value);

    /// <summary>B.</summary>
    public double SecondPrefactor => Math.Exp(LogPrefactorEstimate(1).Value);

    /// <summary>E.</summary>
    public double Offset => _c[0];

    /// <summary>q; 1 for Chinchilla.</summary>
    public double MeanPower => _shape.Q;

    /// <summary>Standard error of a; null where it is not determined.</summary>
    public double? StandardError => ExponentEstimate(0).StandardError;

    /// <summary>Standard error of b; null where it is not determined.</summary>
    public double? SecondStandardError => ExponentEstimate(1).StandardError;

    /// <summary>f(N, D).</summary>
    /// <param name="n">N, positive.</param>
    /// <param name="d">D, positive.</param>
    public double Predict(double n, double d) => Math.Exp(HuberComposition.LogModel(
        Math.Log(Guard.Positive(n)) - _problem.CenterN, Math.Log(Guard.Positive(d)) - _problem.CenterD, _c, _shape, stackalloc double[6]));

    /// <summary>Fits, and throws where no fit is possible. A parameter at its bound is a fit: see <see cref="LawFit.Outcome"/>.</summary>
    /// <param name="n">First resource N, positive and finite.</param>
    /// <param name="d">Second resource D, as many.</param>
    /// <param name="loss">L, as many.</param>
    /// <param name="form">Chinchilla or PowerMean.</param>
    /// <param name="delta">δ of the Huber loss.</param>
    /// <exception cref="ScalingException">Bad values, or an outcome TooFewPoints, NotIdentifiable or NotConverged.</exception>
    public static CompositionFit Fit(
        ReadOnlySpan<double> n, ReadOnlySpan<double> d, ReadOnlySpan<double> loss,
        ScalingForm form = ScalingForm.Chinchilla, double delta = 1e-3) =>
        TryFit(n, d, loss, out CompositionFit? fit, out FitOutcome outcome, form, delta) ? fit! : throw outcome.Failure(n.Length);

    /// <summary>Fits; false where the outcome is TooFewPoints, NotIdentifiable or NotConverged.</summary>
    /// <param name="n">First resource N, positive and finite.</param>
    /// <param name="d">Second resource D, as many.</param>
    /// <param name="loss">L, as many.</param>
    /// <param name="fit">The fit; null for TooFewPoints.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="form">Chinchilla or PowerMean.</param>
    /// <param name="delta">δ of the Huber loss.</param>
    /// <exception cref="ScalingException">NotFinite, NotPositive, or InconsistentInput for lengths that differ or a form of one resource.</exception>
    public static bool TryFit(
        ReadOnlySpan<double> n, ReadOnlySpan<double> d, ReadOnlySpan<double> loss, out CompositionFit? fit, out FitOutcome outcome,
        ScalingForm form = ScalingForm.Chinchilla, double delta = 1e-3)
    {
        if (form is not (ScalingForm.Chinchilla or ScalingForm.PowerMean))
            throw new ScalingException(ScalingError.InconsistentInput, $"The form {form} has one resource.", "Use CurveFit, or choose Chinchilla or PowerMean.", form);
        ObservationCheck.SameLength(n, d);
        ObservationCheck.SameLength(n, loss);
        ObservationCheck.Positive(n, nameof(n));
        ObservationCheck.Positive(d, nameof(d));
        ObservationCheck.Positive(loss, nameof(loss));
        Guard.Positive(delta);
        double[] weight = new double[n.Length];
        Array.Fill(weight, 1);
        fit = n.IsEmpty ? null : Of(new HuberComposition(n.ToArray(), d.ToArray(), loss.ToArray(), weight, delta), form, null, true);
        outcome = fit?.Outcome ?? FitOutcome.TooFewPoints;
        return outcome is FitOutcome.Converged or FitOutcome.BoundHit;
    }

    /// <summary>The fit to prepared data; null for too few observations.</summary>
    /// <param name="problem">Positive observations.</param>
    /// <param name="form">Chinchilla or PowerMean.</param>
    /// <param name="warm">Exponents to start from; null to search.</param>
    /// <param name="withErrors">Whether standard errors are needed.</param>
    internal static CompositionFit? Of(HuberComposition problem, ScalingForm form, CompositionShape? warm, bool withErrors)
    {
        bool powerMean = form == ScalingForm.PowerMean;
        if (problem.ObservationCount < (powerMean ? 6 : 5))
            return null;
        CompositionMinimum minimum = CompositionSearch.Minimize(problem, powerMean, warm);
        var fit = new CompositionFit(form, minimum.Outcome, problem, minimum);
        // A resource that does not vary cannot be told from the offset.
        if (!problem.BothResourcesVary)
            return new CompositionFit(form, FitOutcome.NotIdentifiable, problem, minimum);
        if (!withErrors || minimum.Outcome == FitOutcome.NotConverged)
            return fit;
        fit.Covariance = fit.Sandwich(out bool singular);
        return singular && minimum.Outcome == FitOutcome.Converged ? new CompositionFit(form, FitOutcome.NotIdentifiable, problem, minimum) : fit;
    }

    // Unknowns (ln E, ln A', ln B', a, b[, ln q]); null with a zero coefficient, whose exponent is then free.
    private Matrix<double>? Sandwich(out bool singular)
    {
        singular = false;
        int k = ParameterCount, n = Count;
        double[] residuals = Residuals();
        double sigma = 1.4826 * residuals.Where((_, i) => _problem.Weight[i] > 0).Select(Math.Abs).Median();
        double h = Math.Max(_problem.Delta, 1.06 * sigma * Math.Pow(n, -0.2));
        Matrix<double> curvature = Matrix<double>.Build.Dense(k, k), score = Matrix<double>.Build.Dense(k, k), all = Matrix<double>.Build.Dense(k, k);
        Span<double> g = stackalloc double[6];
        for (int i = 0; i < residuals.Length; i++)
        {
            _problem.LogModel(i, _c, _shape, g);
            double w = _problem.Weight[i], psi = Math.Clamp(residuals[i], -_problem.Delta, _problem.Delta);
            double inside = Math.Abs(residuals[i]) <= h ? _problem.Delta / h : 0;
            for (int a = 0; a < k; a++)
                for (int b = 0; b < k; b++)
                {
                    all[a, b] += w * g[a] * g[b];
                    curvature[a, b] += w * inside * g[a] * g[b];
                    score[a, b] += w * psi * psi * g[a] * g[b];
                }
        }
        // An offset of zero is a bound, not a lack of information: the other unknowns keep their errors.
        int first = _c[0] == 0 ? 1 : 0;
        if (_c[1] == 0 || _c[2] == 0)
            return null;
        Matrix<double> Free(Matrix<double> m) => m.SubMatrix(first, k - first, first, k - first);
        singular = SmallSystem.InversePositive(Free(all), LargestCondition) is null;
        Matrix<double>? inverse = SmallSystem.InversePositive(Free(curvature), LargestCondition);
        if (singular || inverse is null || n <= k)
            return null;
        Matrix<double> covariance = Matrix<double>.Build.Dense(k, k);
        covariance.SetSubMatrix(first, first, inverse * Free(score) * inverse * ((double)n / (n - k)));
        return covariance;
    }

    private double[] Residuals()
    {
        double[] residuals = new double[_problem.LogLoss.Length];
        Span<double> g = stackalloc double[6];
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = _problem.LogModel(i, _c, _shape, g) - _problem.LogLoss[i];
        return residuals;
    }

    internal CompositionShape Shape => _shape;
    internal HuberComposition Problem => _problem;
    internal Estimate ExponentEstimate(int resource) => resource == 0 ? Combine(_shape.A, (3, 1)) : Combine(_shape.B, (4, 1));
    // ln A = ln A' + a·mean ln N
    internal Estimate LogPrefactorEstimate(int resource) => resource == 0
        ? Combine(Math.Log(_c[1]) + _shape.A * _problem.CenterN, (1, 1), (3, _problem.CenterN))
        : Combine(Math.Log(_c[2]) + _shape.B * _problem.CenterD, (2, 1), (4, _problem.CenterD));
    internal Estimate LogOffsetEstimate => Combine(Math.Log(_c[0]), (0, 1));
}
