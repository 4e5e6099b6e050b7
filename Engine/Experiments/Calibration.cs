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
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound, TooFewPoints, InconsistentInput for runs in one group that differ in frequency or, along Time, in S, R_k(0) or η, or what <see cref="EmergenceCalibrator.Fit"/> refuses.</exception>
    public static IEnumerable<EmergenceCalibration> Run(
        IEnumerable<MeasurementRecord> records, CalibrationOptions options, Action<ExcludedValue>? excluded = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Rows();

        IEnumerable<EmergenceCalibration> Rows()
        {
            foreach (StrengthTable table in StrengthTable.Split(records, options.Layout, excluded))
                yield return EmergenceCalibrator.Fit(options.Run with
                {
                    Skill = table.Skill,
                    Frequency = table.Told(options.FrequencyColumn) ?? options.Run.Frequency,
                    TargetScale = table.Told("TargetScale") ?? options.Run.TargetScale,
                    InitialStrength = table.Told("InitialStrength") ?? options.Run.InitialStrength,
                    LearningRate = table.Told("LearningRate") ?? options.Run.LearningRate,
                }, table.Observed.Columns[0], table.Observed.Columns[1]) with { Group = table.Group };
        }
    }
}
