using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>Simulation and theory side by side: is the law what the simulation shows?</summary>
/// <remarks>
/// The losses are simulated where the law's conditions hold, averaged over runs and fitted by a power law, and so are the law's own losses at the same x, since a finite n_s
/// bends both alike. They agree when the intervals of the measured exponent and prefactor, widened by the tolerance, contain the theory's.
/// </remarks>
public static class TheoryTest
{
    private const int FewestX = 3;

    /// <summary>Tests one law.</summary>
    /// <param name="options">The law, the model, the method and the tolerance.</param>
    /// <param name="progress">Told how far the simulation is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">Options out of range, a law that holds on less than a decade, or TooFewPoints.</exception>
    public static TheoryCheck Run(TheoryTestOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.NotNegative(options.Tolerance);
        if (options.Seeds.Count == 0)
            throw Guard.OutOfRange(nameof(options.Seeds), "none", "a list of at least one seed");
        LawExperiment experiment = Create(options);
        SimulatedLoss[] losses = [.. experiment.Simulate(progress, cancellation)];
        return Check(options, experiment, losses);
    }

    private static LawExperiment Create(TheoryTestOptions options) => options.Law switch
    {
        ScalingLawKind.Time => new TimeExperiment(options),
        ScalingLawKind.Data => new DataExperiment(options),
        ScalingLawKind.Parameters => new ParameterExperiment(options),
        ScalingLawKind.Compute => new ComputeExperiment(options),
        _ => throw Guard.OutOfRange(nameof(options.Law), options.Law, "Time, Data, Parameters or Compute"),
    };

    private static TheoryCheck Check(TheoryTestOptions options, LawExperiment experiment, SimulatedLoss[] losses)
    {
        ScalingLaw law = experiment.Theory();
        // Theory predicts E[L], so losses are averaged over runs before their logarithm is taken.
        // Where nothing is left to learn there is no logarithm.
        (double X, double Loss)[] mean =
            [.. losses.GroupBy(l => l.X).OrderBy(g => g.Key).Select(g => (X: g.Key, Loss: g.Average(l => l.Loss))).Where(m => m.Loss > 0)];
        if (mean.Length < FewestX)
            throw new ScalingException(ScalingError.TooFewPoints,
                $"The simulation gave {mean.Length} values of x with a loss above zero; an exponent with an error bar needs {FewestX}.",
                "Give a larger XCount, a wider range of x, or more skills.", mean.Length);
        double[] x = Array.ConvertAll(mean, m => m.X), simulated = Array.ConvertAll(mean, m => m.Loss);
        double[] predicted = Array.ConvertAll(x, at => experiment.Theory(at).Loss!.Value);

        FitOptions fit = new() { X = "X", Y = "Loss", ConfidenceLevel = options.ConfidenceLevel };
        ScalingExponent measured = ScalingMeasurement.Exponent(x, simulated, fit);
        ScalingExponent theory = ScalingMeasurement.Exponent(x, predicted, fit);

        // A_measured = A · exp(mean ln(L_measured/L_law))
        double[] ratio = [.. simulated.Zip(predicted, (l, p) => l / p)];
        (double shift, double half) = MeanAndHalfWidth(Array.ConvertAll(ratio, Math.Log), options.ConfidenceLevel);
        TheoryCheck check = new()
        {
            Law = options.Law,
            Method = experiment.Method,
            Seed = experiment.IsRandom ? options.Seeds[0] : null,
            Alpha = law.Alpha,
            SkillCount = law.SkillCount,
            TargetScale = law.TargetScale,
            InitialStrength = law.InitialStrength,
            LearningRate = law.LearningRate,
            XMin = x[0],
            XMax = x[^1],
            Count = losses.Length,
            Runs = losses.Select(l => l.Run).Distinct().Count(),
            TheoryExponent = law.Exponent,
            WindowExponent = theory.Exponent,
            Exponent = measured.Exponent,
            ExponentLow = measured.ExponentLow,
            ExponentHigh = measured.ExponentHigh,
            TheoryPrefactor = law.LimitPrefactor,
            Prefactor = law.LimitPrefactor * Math.Exp(shift),
            PrefactorLow = law.LimitPrefactor * Math.Exp(shift - half),
            PrefactorHigh = law.LimitPrefactor * Math.Exp(shift + half),
            LargestDeviation = ratio.Max(r => Math.Abs(r - 1)),
            Tolerance = options.Tolerance,
            Verdict = TheoryVerdict.Inconclusive,
            Advice = measured.Advice,
        };
        return Judged(check, measured.Outcome);
    }

    private static TheoryCheck Judged(TheoryCheck check, FitOutcome outcome)
    {
        if (outcome != FitOutcome.Converged)
            return check;
        bool exponent = Contains(check.ExponentLow ?? check.Exponent!.Value, check.ExponentHigh ?? check.Exponent!.Value, check.WindowExponent!.Value);
        bool prefactor = Contains(check.PrefactorLow!.Value, check.PrefactorHigh!.Value, check.TheoryPrefactor);
        return check with
        {
            Verdict = exponent && prefactor ? TheoryVerdict.Agrees : TheoryVerdict.Disagrees,
            Advice = (exponent, prefactor) switch
            {
                (true, true) => "",
                (false, true) => "The exponent differs: give a larger XMin, or a smaller LearningRate for the simulations.",
                (true, false) => "The prefactor differs: give a larger XMin, or a smaller LearningRate for the simulations.",
                _ => "Exponent and prefactor differ: the law's conditions do not hold on this range of x.",
            },
        };

        bool Contains(double low, double high, double value) =>
            low - check.Tolerance * value <= value && value <= high + check.Tolerance * value;
    }

    // mean ± t s/√n
    private static (double Mean, double Half) MeanAndHalfWidth(double[] values, double confidence)
    {
        int n = values.Length;
        (double mean, double deviation) = values.MeanStandardDeviation();
        return (mean, n < 2 ? 0 : StudentT.InvCDF(0, 1, n - 1, (1 + confidence) / 2) * deviation / Math.Sqrt(n));
    }
}
