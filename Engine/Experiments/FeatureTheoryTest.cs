using MathNet.Numerics.Distributions;
using ScalingTools.FeatureLearning;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>Students trained and the mean-field theory of the same students side by side, with the law's exponent: do they agree?</summary>
/// <remarks>
/// <para>
/// Losses are simulated over the law's resource, averaged over draws, and fitted by a power law; so are the mean-field losses at the same x. They agree when the intervals of the simulated exponent and of the
/// geometric mean of simulated over mean-field loss, widened by the tolerance, contain the theory's. The law's exponent is that of infinitely large resources; where the mean-field exponent is still more
/// than a tenth away from it the advice says so.
/// </para>
/// <para>Intervals are Student's t on the jackknife over draws, s² = (n-1)/n Σ_j (θ_(j) - θ̄)², where θ_(j) is found from all draws but j: losses of one draw at different x depend on each other.</para>
/// </remarks>
public static class FeatureTheoryTest
{
    private const int FewestX = 3;
    private const double Asymptotic = 0.1;

    /// <summary>Tests one law.</summary>
    /// <param name="options">The law, the student, the range of x and the tolerance.</param>
    /// <param name="progress">Told how far the simulation is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">
    /// Options out of range, whatever <see cref="FeatureLearningTheory"/> and <see cref="FeatureLearningTraining"/> refuse, InconsistentInput for less than half a decade of x, or TooFewPoints.
    /// </exception>
    public static FeatureTheoryCheck Run(FeatureTheoryTestOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.NotNegative(options.Tolerance);
        if (!(options.ConfidenceLevel is > 0 and < 1))
            throw Guard.OutOfRange(nameof(options.ConfidenceLevel), options.ConfidenceLevel, "between 0 and 1, such as 0.95");
        if (options.XCount < FewestX)
            throw Guard.OutOfRange(nameof(options.XCount), options.XCount, $"at least {FewestX}");
        FeatureLawExperiment experiment = options.Law switch
        {
            ScalingLawKind.Time => new FeatureTimeExperiment(options),
            ScalingLawKind.Data or ScalingLawKind.Parameters => new FeatureSizeExperiment(options),
            ScalingLawKind.Compute => new FeatureComputeExperiment(options),
            _ => throw Guard.OutOfRange(nameof(options.Law), options.Law, "Time, Data, Parameters or Compute"),
        };
        double[] predicted = experiment.Theory(cancellation); // first: it refuses what has no theory before anything is trained
        if (predicted.Length < FewestX)
            throw new ScalingException(ScalingError.TooFewPoints, $"There are {predicted.Length} values of x; an exponent needs {FewestX}.",
                "Give a larger XCount, a wider range of x, or a longer Time.", predicted.Length);
        experiment.Simulate(progress, cancellation);
        return Check(options, experiment, predicted);
    }

    private static FeatureTheoryCheck Check(FeatureTheoryTestOptions options, FeatureLawExperiment experiment, double[] predicted)
    {
        double[] x = [.. experiment.X], simulated = experiment.Mean(null);
        (double exponent, double logRatio) = Fit(x, simulated, predicted);
        (double exponentHalf, double ratioHalf) = HalfWidths(options, experiment, x, predicted);
        double window = Slope(x, predicted);
        FeatureLearningOptions student = options.Student;
        bool random = experiment.Draws > 1;
        FeatureTheoryCheck check = new()
        {
            Law = options.Law, Method = student.Method, Model = student.Model, Seed = random ? student.Seed : null, Capacity = student.Task.Capacity, SourceExponent = student.Task.Source,
            ModeCount = student.Task.ModeCount, Richness = student.Richness, LearningRate = student.LearningRate,
            Width = options.Law is ScalingLawKind.Time or ScalingLawKind.Data ? student.Width : null, SampleCount = options.Law == ScalingLawKind.Data ? null : student.SampleCount,
            BatchSize = options.Law == ScalingLawKind.Data ? null : student.BatchSize, EnsembleSize = student.EnsembleSize, XMin = x[0], XMax = x[^1], Count = x.Length, Draws = experiment.Draws,
            TheoryExponent = experiment.Exponent(), WindowExponent = window, Exponent = exponent, ExponentLow = random ? exponent - exponentHalf : null,
            ExponentHigh = random ? exponent + exponentHalf : null, LossRatio = Math.Exp(logRatio), LossRatioLow = random ? Math.Exp(logRatio - ratioHalf) : null,
            LossRatioHigh = random ? Math.Exp(logRatio + ratioHalf) : null, LargestDeviation = simulated.Zip(predicted, (l, p) => Math.Abs(l / p - 1)).Max(), Tolerance = options.Tolerance,
            Verdict = TheoryVerdict.Inconclusive, Advice = "",
        };
        return Judged(check, Math.Abs(exponent - window) <= exponentHalf + options.Tolerance * Math.Abs(window), Math.Abs(logRatio) <= ratioHalf + Math.Log(1 + options.Tolerance));
    }

    private static FeatureTheoryCheck Judged(FeatureTheoryCheck check, bool exponent, bool ratio) => check with
    {
        Verdict = exponent && ratio ? TheoryVerdict.Agrees : TheoryVerdict.Disagrees,
        Advice = (exponent, ratio) switch
        {
            (true, true) when check.TheoryExponent is { } limit && Math.Abs(check.WindowExponent!.Value / limit - 1) > Asymptotic =>
                "Simulation and mean-field theory agree, but on this range of x neither has the law's exponent yet: give more modes, larger x, or more of the resources that stay as they are.",
            (true, true) => "",
            (false, true) => "The exponent differs from the mean-field theory's, which is right to O(1/N), O(1/P) and O(1/B): give a larger XMin, or more draws.",
            (true, false) => "The losses differ from the mean-field theory's, which is right to O(1/N), O(1/P) and O(1/B): give a larger XMin, or more draws.",
            _ => "Exponent and losses differ from the mean-field theory's, which is right to O(1/N), O(1/P) and O(1/B): give a larger XMin, or more draws.",
        },
    };

    private static (double Exponent, double Ratio) HalfWidths(FeatureTheoryTestOptions options, FeatureLawExperiment experiment, double[] x, double[] predicted)
    {
        int n = experiment.Draws;
        if (n < 2)
            return (0, 0);
        (double Exponent, double Ratio)[] without = [.. Enumerable.Range(0, n).Select(j => Fit(x, experiment.Mean(j), predicted))];
        double t = StudentT.InvCDF(0, 1, n - 1, (1 + options.ConfidenceLevel) / 2);
        return (t * Jackknife([.. without.Select(w => w.Exponent)]), t * Jackknife([.. without.Select(w => w.Ratio)]));
    }

    // s² = (n-1)/n Σ_j (θ_(j) - θ̄)²
    private static double Jackknife(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt((values.Length - 1.0) / values.Length * values.Sum(v => (v - mean) * (v - mean)));
    }

    // p of L ∝ x^-p, and the mean of ln(L/L_theory)
    private static (double Exponent, double LogRatio) Fit(double[] x, double[] loss, double[] predicted) => (Slope(x, loss), loss.Zip(predicted, (l, p) => Math.Log(l / p)).Average());

    private static double Slope(double[] x, double[] loss) => ScalingMeasurement.Exponent(x, loss, new FitOptions { X = "X", Y = "Loss" }).Exponent!.Value;
}
