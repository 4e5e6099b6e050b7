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
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound, TooFewPoints, or what <see cref="EmergenceCalibrator.Fit"/> refuses.</exception>
    public static IEnumerable<EmergenceCalibration> Run(
        IEnumerable<MeasurementRecord> records, CalibrationOptions options, Action<ExcludedValue>? excluded = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        MeasurementRecord[] all = [.. records];
        string x = options.ResourceColumn;
        bool Has(string column) => all.Any(r => r.TryGetValue(column, out object? value) && value is not null);
        bool hasSkill = Has(options.SkillColumn), hasFrequency = Has(options.FrequencyColumn);
        List<MeasurementColumn> columns = [new(x, Positive: options.Run.Resource != EmergenceResource.Time), new(options.Y, Positive: false)];
        if (hasSkill)
            columns.Add(new(options.SkillColumn));
        if (hasFrequency)
            columns.Add(new(options.FrequencyColumn));

        foreach (RecordGroup group in RecordGroup.Split(all, options.GroupBy, x, options.Y))
        {
            Observations observed = group.Read(columns, runColumn: null, excluded);
            double[] skill = hasSkill ? observed.Columns[2] : [.. Enumerable.Repeat((double)options.Run.Skill, observed.Count)];
            foreach (double k in skill.Distinct().Order())
            {
                Observations one = observed.Where(i => skill[i] == k);
                yield return EmergenceCalibrator.Fit(options.Run with
                {
                    Skill = (long)k,
                    Frequency = hasFrequency ? one.Columns[^1][0] : options.Run.Frequency,
                }, one.Columns[0], one.Columns[1]) with { Group = group.Name };
            }
        }
    }
}
