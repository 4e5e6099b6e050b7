using System.Globalization;
using MathNet.Numerics.Statistics;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;
using static ScalingTools.RowValue;

namespace ScalingTools.Experiments;

/// <summary>Puts measured strengths, such as a network's over several seeds, beside the prediction of an extended model from its one constant.</summary>
/// <remarks>Source: Nam et al. 2024, Fig. 6(b): the constant is calibrated on a task of one skill, the prediction is of five.</remarks>
public static class EmergenceComparisons
{
    private const double Rounding = 1e-12; // of log10 x: runs that differ by less are the same run several times, without a scatter to measure by

    /// <summary>One row for each group and skill, in the order of groups and then of skills.</summary>
    /// <param name="records">Strength records, such as SkillStrength rows; read to the end first.</param>
    /// <param name="options">Resource, constant, threshold and columns.</param>
    /// <param name="excluded">Told of every record that is left out.</param>
    /// <param name="cancellation">Stops between skills.</param>
    /// <exception cref="ScalingException">
    /// EmptyPipeline; PropertyNotFound, also of a frequency that nothing tells; ParameterOutOfRange; InconsistentInput for records of one skill that
    /// differ in Frequency, TargetScale, InitialStrength or LearningRate, or for calibrations of another resource; NotIdentifiable for calibrations
    /// that found no constant.
    /// </exception>
    public static IEnumerable<EmergenceComparison> Run(IEnumerable<MeasurementRecord> records, EmergenceComparisonOptions options,
        Action<ExcludedValue>? excluded = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Rows();

        IEnumerable<EmergenceComparison> Rows()
        {
            StrengthTable[] tables = [.. StrengthTable.Split(records, options.Layout, excluded)];
            if (options.Frequency is not null && tables.Select(table => table.Skill).Distinct().Skip(1).Any())
                throw new ScalingException(ScalingError.InconsistentInput, $"One Frequency, {Guard.Text(options.Frequency)}, was given for several skills.",
                    "Give the task instead, or records with a Frequency.", options.Frequency);
            foreach (StrengthTable table in tables)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Compare(table, options);
            }
        }
    }

    private static EmergenceComparison Compare(StrengthTable table, EmergenceComparisonOptions options)
    {
        EmergenceResource resource = options.Resource;
        bool timed = resource == EmergenceResource.Time;
        (double constant, double? constantError) = EmergenceConstant.Of(options, table.Group);
        double? frequency = Frequency(table, options);
        MultilinearFlow flow = new(MultilinearModelKind.Multilinear, table.Told("TargetScale") ?? options.TargetScale,
            table.Told("InitialStrength") ?? options.InitialStrength, table.Told("LearningRate") ?? options.LearningRate);
        PredictedSkill model = new(resource, Guard.Positive(table.Skill, "Skill"), frequency ?? 0, flow);

        double[] x = table.Observed.Columns[0];
        EmergenceOnset measured = EmergenceMeasurement.Row(table.Group, table.Skill, table.Observed.Where(i => x[i] > 0), options.Onset);
        double predicted = model.Onset(constant, options.ThresholdLevel);
        double? difference = measured.Onset is { } onset && predicted > 0 && double.IsFinite(predicted) ? Math.Log10(onset / predicted) : null;
        double[] errors = Errors(table, options, model, constant);
        return new EmergenceComparison
        {
            Group = table.Group, Resource = resource, Constant = constant, ConstantError = constantError,
            TargetScale = timed ? flow.TargetScale : null, InitialStrength = timed ? flow.InitialStrength : null, LearningRate = timed ? flow.LearningRate : null,
            Skill = table.Skill, Frequency = frequency, Threshold = options.ThresholdLevel, Crossing = options.Crossing,
            MeasuredOnset = measured.Onset, MeasuredLow = measured.OnsetLow, MeasuredHigh = measured.OnsetHigh, MeasuredDeviation = measured.OnsetDeviation,
            PredictedOnset = Onset(predicted), PredictedLow = Shifted(timed ? 1 : -1), PredictedHigh = Shifted(timed ? -1 : 1),
            DifferenceDecades = difference, StandardDeviations = measured.OnsetDeviation > Rounding ? difference / measured.OnsetDeviation : null,
            RootMeanSquareError = errors.RootMeanSquare(),
            MeanCurveError = x.Zip(errors).GroupBy(at => at.First, at => at.Second).Select(at => at.Average()).RootMeanSquare(),
            MeanError = errors.Average(), LargestError = errors.MaxBy(Math.Abs),
            Runs = measured.Runs, RunsCrossed = measured.RunsCrossed, Count = errors.Length, Excluded = measured.Excluded,
            Outcome = measured.Outcome, Advice = Advice(measured, predicted, x),
        };

        // More c is earlier; more D_c or N_c is later.
        double? Shifted(int sign) => constantError is { } error && constant + sign * error > 0
            ? Onset(model.Onset(constant + sign * error, options.ThresholdLevel)) : null;
    }

    private static double? Onset(double predicted) => predicted > 0 ? Finite(predicted) : null;

    // R/S, measured less predicted
    private static double[] Errors(StrengthTable table, EmergenceComparisonOptions options, PredictedSkill model, double constant)
    {
        double[] x = table.Observed.Columns[0], y = table.Observed.Columns[1];
        bool own = options is { Resource: EmergenceResource.Data, Data: MultilinearDataMode.Sampled };
        Dictionary<double, double> expected = [];
        var errors = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            EmergencePrediction.Check(options.Resource, x[i]);
            double? observations = own ? table.Observed.Number(i, options.ObservationsColumn) : null;
            double predicted = observations is not null ? model.Strength(constant, x[i], observations)
                : expected.TryGetValue(x[i], out double known) ? known
                : expected[x[i]] = model.Strength(constant, x[i]);
            errors[i] = y[i] - predicted;
        }
        return errors;
    }

    private static double? Frequency(StrengthTable table, EmergenceComparisonOptions options) =>
        table.Told(options.FrequencyColumn) is { } told
            ? told is >= 0 and <= 1 ? told : throw Guard.OutOfRange(options.FrequencyColumn, told, "between 0 and 1")
            : options.Frequency ?? options.Skills?.Probability(table.Skill)
            ?? (options.Resource == EmergenceResource.Parameters ? null
                : throw new ScalingException(ScalingError.PropertyNotFound, $"No record has the property '{options.FrequencyColumn}', and no task tells how often skills occur.",
                    "Name the task, or the frequency of the one skill there is.", options.FrequencyColumn));

    private static string Advice(EmergenceOnset measured, double predicted, double[] x)
    {
        string model = predicted == 0 ? "The model has the skill at the threshold from the start: raise the threshold above InitialStrength/TargetScale."
            : double.IsPositiveInfinity(predicted) ? "The model never has it cross: the skill is too rare."
            : measured.Onset is not null ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $"The model has it cross at {predicted:G4}, {(predicted > x.Max() ? "beyond" : predicted < x.Where(at => at > 0).DefaultIfEmpty(0).Min() ? "before" : "inside")} the data.");
        return string.Join(' ', new[] { measured.Advice, model }.Where(text => text.Length > 0));
    }
}
