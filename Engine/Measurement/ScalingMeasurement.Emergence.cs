namespace ScalingTools.Measurement;

public static partial class ScalingMeasurement
{
    /// <summary>Where each skill of each group emerges.</summary>
    /// <param name="records">Strength records, such as SkillStrength rows; read to the end first.</param>
    /// <param name="options">Columns, groups, threshold.</param>
    /// <param name="excluded">Told of every record that is left out.</param>
    /// <param name="cancellation">Stops between groups.</param>
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound, ParameterOutOfRange.</exception>
    public static IEnumerable<EmergenceOnset> Emergence(
        IEnumerable<MeasurementRecord> records, EmergenceOptions options, Action<ExcludedValue>? excluded = null, CancellationToken cancellation = default)
    {
        options.Validate();
        MeasurementRecord[] all = [.. records];
        bool hasSkills = all.Any(r => r.TryGetValue(options.SkillColumn, out _));
        foreach (RecordGroup group in RecordGroup.Split(all, options.GroupBy, options.X, options.Y))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (EmergenceOnset row in EmergenceMeasurement.Rows(group, options, hasSkills, excluded))
                yield return row;
        }
    }

    /// <summary>The compute-optimal frontier of each group of learning curves over models of different size.</summary>
    /// <param name="records">Loss records with compute, loss and size; read to the end first.</param>
    /// <param name="options">Columns, groups, budgets.</param>
    /// <param name="excluded">Told of every record that is left out.</param>
    /// <param name="cancellation">Stops between groups.</param>
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound, ParameterOutOfRange.</exception>
    public static IEnumerable<ComputeFrontier> Frontier(
        IEnumerable<MeasurementRecord> records, FrontierOptions options, Action<ExcludedValue>? excluded = null, CancellationToken cancellation = default)
    {
        options.Validate();
        MeasurementRecord[] all = [.. records];
        bool hasTime = all.Any(r => r.TryGetValue(options.TimeColumn, out object? value) && value is not null);
        foreach (RecordGroup group in RecordGroup.Split(
            all, options.GroupBy, options.ComputeColumn, options.LossColumn, options.ParametersColumn))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return FrontierMeasurement.Measure(group, options, hasTime, excluded);
        }
    }
}
