using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>Calibrates an extended model on a table of measured strengths: one constant for each group and skill.</summary>
/// <remarks>Source: Nam et al. 2024, Fig. 6(a): the constant found on a task of one skill predicts tasks of many.</remarks>
public static class Calibration
{
    /// <summary>One row for each group and skill, in the order of groups and then of skills.</summary>
    /// <param name="records">Strength records, such as SkillStrength rows; read to the end first.</param>
    /// <param name="options">The run and the columns.</param>
    /// <param name="excluded">Told of every record that is left out.</param>
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound, TooFewPoints, InconsistentInput for several runs in one group, or what <see cref="EmergenceCalibrator.Fit"/> refuses.</exception>
    public static IEnumerable<EmergenceCalibration> Run(
        IEnumerable<MeasurementRecord> records, CalibrationOptions options, Action<ExcludedValue>? excluded = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        MeasurementRecord[] all = [.. records];
        string x = options.ResourceColumn;
        List<MeasurementColumn> columns = [new(x, Positive: options.Run.Resource != EmergenceResource.Time), new(options.Y, Positive: false)];
        // What the records say of the run goes before what the options say.
        IEnumerable<string> told = [options.SkillColumn, options.FrequencyColumn,
            .. options.Run.Resource == EmergenceResource.Time ? CalibrationOptions.RunColumns : []];
        columns.AddRange(told.Where(column => all.Any(record => record.Text(column).Length > 0)).Select(column => new MeasurementColumn(column)));

        foreach (RecordGroup group in RecordGroup.Split(all, options.GroupBy, x, options.Y))
        {
            Observations observed = group.Read(columns, runColumn: null, excluded);
            int skillColumn = columns.FindIndex(column => column.Name == options.SkillColumn);
            double[] skill = skillColumn >= 0 ? observed.Columns[skillColumn] : [.. Enumerable.Repeat((double)options.Run.Skill, observed.Count)];
            foreach (double k in skill.Distinct().Order())
            {
                Observations one = observed.Where(i => skill[i] == k);
                double? Told(string name) => columns.FindIndex(column => column.Name == name) is >= 0 and var j ? Single(name, one.Columns[j]) : null;
                yield return EmergenceCalibrator.Fit(options.Run with
                {
                    Skill = (long)k,
                    Frequency = Told(options.FrequencyColumn) ?? options.Run.Frequency,
                    TargetScale = Told("TargetScale") ?? options.Run.TargetScale,
                    InitialStrength = Told("InitialStrength") ?? options.Run.InitialStrength,
                    LearningRate = Told("LearningRate") ?? options.Run.LearningRate,
                }, one.Columns[0], one.Columns[1]) with { Group = group.Name };
            }
        }
    }

    // One run has one value of each.
    private static double Single(string column, double[] values) => values.Distinct().Count() == 1 ? values[0]
        : throw new ScalingException(ScalingError.InconsistentInput,
            $"Records that should be of one run have {values.Distinct().Count()} values of {column}, such as {Guard.Text(values.Min())} and {Guard.Text(values.Max())}.",
            $"Group by {column}, or leave the other records out.", values.Max());
}
