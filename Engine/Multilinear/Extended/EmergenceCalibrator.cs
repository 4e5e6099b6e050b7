using MathNet.Numerics;
using ScalingTools.Numerics;

namespace ScalingTools.Multilinear;

/// <summary>
/// Finds the constant of an extended model by nonlinear least squares on measured strengths R/S of one skill at several values of the
/// resource: c of Eq. 37, D_c of Eq. 40 or N_c of Eq. 44.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Fig. 6(a). With one unknown the sum of squares can be looked at as a whole: it is scanned on a logarithmic
/// grid over every constant the data can speak about, and the best interval is refined by golden section, so the start does not matter
/// and a local minimum is not mistaken for the global one.
/// </remarks>
public static class EmergenceCalibrator
{
    private const int GridCount = 600;
    private const double Reach = 1000; // how far beyond the measured range the constant may place the emergence

    /// <summary>The constant that fits best.</summary>
    /// <param name="options">What is known of the run.</param>
    /// <param name="values">T, D or N of each measurement, at least two different ones.</param>
    /// <param name="relativeStrengths">R/S of each; noise may take it outside 0 … 1.</param>
    /// <exception cref="ScalingException">No or too few measurements, lengths that differ, a value that is not finite or out of range.</exception>
    public static EmergenceCalibration Fit(EmergenceCalibrationOptions options, IReadOnlyList<double> values, IReadOnlyList<double> relativeStrengths)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options, values, relativeStrengths);
        Func<double, double, double> predict = Prediction(options);
        int n = values.Count;
        bool timed = options.Resource == EmergenceResource.Time;

        double SumOfSquares(double constant)
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                double residual = relativeStrengths[i] - predict(constant, values[i]);
                sum += residual * residual;
            }
            return sum;
        }

        double[] grid = Grid(options, values);
        double[] squares = Array.ConvertAll(grid, SumOfSquares);
        int best = Array.IndexOf(squares, squares.Min());
        bool inside = best > 0 && best < grid.Length - 1;
        double constant = inside
            ? Math.Exp(FindMinimum.OfScalarFunctionConstrained(x => SumOfSquares(Math.Exp(x)), Math.Log(grid[best - 1]), Math.Log(grid[best + 1]), 1e-10, 10_000))
            : grid[best];
        if (SumOfSquares(constant) > squares[best])
            constant = grid[best];

        double p = options.Frequency, sse = SumOfSquares(constant), information = 0, step = 1e-5 * constant;
        for (int i = 0; i < n; i++)
        {
            double slope = (predict(constant + step, values[i]) - predict(constant - step, values[i])) / (2 * step);
            information += slope * slope;
        }
        EmergenceCalibrationOutcome outcome = information * constant * constant < 1e-20 ? EmergenceCalibrationOutcome.NotIdentified
            : inside ? EmergenceCalibrationOutcome.Converged : EmergenceCalibrationOutcome.AtBoundary;
        return new EmergenceCalibration
        {
            Resource = options.Resource,
            Skill = options.Skill,
            Frequency = p,
            TargetScale = timed ? options.TargetScale : null,
            InitialStrength = timed ? options.InitialStrength ?? 0.01 * options.TargetScale : null,
            LearningRate = timed ? options.LearningRate : null,
            Constant = constant,
            StandardError = outcome == EmergenceCalibrationOutcome.Converged ? Math.Sqrt(sse / (n - 1) / information) : null,
            WholeConstant = options.Resource == EmergenceResource.Time ? null : Math.Max(1, (long)Math.Round(constant)),
            RootMeanSquareError = Math.Sqrt(sse / n),
            Count = n,
            Outcome = outcome,
        };
    }

    // (constant, value) → R/S
    private static Func<double, double, double> Prediction(EmergenceCalibrationOptions options)
    {
        double p = options.Frequency;
        switch (options.Resource)
        {
            case EmergenceResource.Time:
                MultilinearFlow flow = Flow(options);
                return (c, t) => TimeEmergence.RelativeStrength(c, t, p, flow);
            case EmergenceResource.Data:
                return (c, d) => DataEmergence.ExpectedRelativeStrength(c, (long)d, p);
            default:
                return (c, n) => ParameterEmergence.RelativeStrength(c, n, options.Skill);
        }
    }

    // The constants that place the middle of emergence between 1/Reach of the smallest and Reach times the largest value measured.
    private static double[] Grid(EmergenceCalibrationOptions options, IReadOnlyList<double> values)
    {
        double low = values.Where(x => x > 0).Min() / Reach, high = values.Max() * Reach;
        if (options.Resource == EmergenceResource.Data) // in observations, not in samples
            return LogSpace.Values(low * options.Frequency, high * options.Frequency, GridCount);
        if (options.Resource == EmergenceResource.Parameters)
            return LogSpace.Values(low, high, GridCount);
        double half = 10 * Flow(options).VisibleTimes(options.Frequency, options.Frequency).From; // of c = 1
        return LogSpace.Values(half / high, half / low, GridCount);
    }

    private static MultilinearFlow Flow(EmergenceCalibrationOptions options) =>
        new(MultilinearModelKind.Multilinear, options.TargetScale, options.InitialStrength, options.LearningRate);

    private static void Check(EmergenceCalibrationOptions options, IReadOnlyList<double> values, IReadOnlyList<double> strengths)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(strengths);
        if (values.Count != strengths.Count)
            throw new ScalingException(ScalingError.InconsistentInput, $"{values.Count} values came with {strengths.Count} strengths.", "Give one strength for each value.");
        if (values.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "No measured strengths arrived.", "Pipe in the rows of a training run on one skill.");
        if (!(options.Frequency > 0 && options.Frequency <= 1))
            throw Guard.OutOfRange(nameof(options.Frequency), options.Frequency, "above 0 and at most 1");
        Guard.Positive(options.Skill, nameof(options.Skill));
        for (int i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]) || !double.IsFinite(strengths[i]))
                throw new ScalingException(ScalingError.NotFinite, $"Measurement {i + 1} is not a finite number.", "Remove or repair it.", values[i]);
            EmergencePrediction.Check(options.Resource, values[i]);
        }
        if (values.Distinct().Count() < 2)
            throw new ScalingException(ScalingError.TooFewPoints, "A calibration needs measurements at two values of the resource at least.",
                "Measure along the curve, where the strength is neither 0 nor 1.", values.Count);
    }
}
