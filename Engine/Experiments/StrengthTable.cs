using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>The measured strengths of one skill in one group of a table, with what the table says of the run.</summary>
internal sealed class StrengthTable
{
    private readonly List<MeasurementColumn> _columns;

    private StrengthTable(string group, long skill, Observations observed, List<MeasurementColumn> columns) =>
        (Group, Skill, Observed, _columns) = (group, skill, observed, columns);

    /// <summary>Columns of S, R_k(0) and η of the run, which only Time asks for.</summary>
    public static IReadOnlyList<string> RunColumns { get; } = ["TargetScale", "InitialStrength", "LearningRate"];

    /// <summary>Columns of the training time, by the first of which the end of training is found where the resource is another.</summary>
    public static IReadOnlyList<string> TimeColumns { get; } = ["Time", "Step"];

    /// <summary>The group; empty without grouping.</summary>
    public string Group { get; }
    /// <summary>k.</summary>
    public long Skill { get; }
    /// <summary>The resource and R/S, the first two columns.</summary>
    public Observations Observed { get; }

    /// <summary>The tables of every group and skill, in the order of groups and then of skills.</summary>
    /// <param name="records">Strength records.</param>
    /// <param name="layout">The resource and the names of the columns.</param>
    /// <param name="excluded">Told of every record that is left out.</param>
    /// <remarks>
    /// Strengths along data or parameters are those at the end of training: of a run that was measured at several times, the last counts (an empty time
    /// is T = ∞).
    /// </remarks>
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound.</exception>
    public static IEnumerable<StrengthTable> Split(IEnumerable<MeasurementRecord> records, StrengthLayout layout, Action<ExcludedValue>? excluded)
    {
        MeasurementRecord[] all = [.. records];
        bool timed = layout.Resource == EmergenceResource.Time;
        List<MeasurementColumn> columns = [new(layout.X, Positive: !timed), new(layout.Y, Positive: false)];
        // What the records say of the run goes before what the options say.
        IEnumerable<string> told = [layout.Skill, layout.Frequency, .. timed ? RunColumns : []];
        columns.AddRange(told.Where(column => all.Any(record => record.Text(column).Length > 0)).Select(column => new MeasurementColumn(column)));
        int skillColumn = columns.FindIndex(column => column.Name == layout.Skill);
        string? time = timed ? null : TimeColumns.FirstOrDefault(column => all.Any(record => record.TryGetValue(column, out _)));

        foreach (RecordGroup group in RecordGroup.Split(all, layout.GroupBy, layout.X, layout.Y))
        {
            Observations observed = EmergenceMeasurement.Read(group, columns, layout.Run, excluded);
            double[] skill = skillColumn >= 0 ? observed.Columns[skillColumn] : [.. Enumerable.Repeat((double)layout.DefaultSkill, observed.Count)];
            foreach (double k in skill.Distinct().Order())
            {
                Observations one = observed.Where(i => skill[i] == k);
                yield return new StrengthTable(group.Name, (long)k, time is null ? one : AtTheEnd(one, time), columns);
            }
        }
    }

    /// <summary>The one number that all records have in a column; null where the table does not have the column.</summary>
    /// <exception cref="ScalingException">InconsistentInput where they differ: one run has one value of each.</exception>
    public double? Told(string column)
    {
        int index = _columns.FindIndex(c => c.Name == column);
        if (index < 0)
            return null;
        double[] values = [.. Observed.Columns[index].Distinct()];
        return values.Length == 1 ? values[0] : throw new ScalingException(ScalingError.InconsistentInput,
            $"Records that should be of one run have {values.Length} values of {column}, such as {Guard.Text(values.Min())} and {Guard.Text(values.Max())}.",
            $"Group by {column}, or leave the other records out.", values.Max());
    }

    private static Observations AtTheEnd(Observations one, string timeColumn)
    {
        double[] time = [.. Enumerable.Range(0, one.Count).Select(i => one.Number(i, timeColumn) ?? double.PositiveInfinity)];
        (string? Run, double X) Key(int i) => (one.Runs?[i], one.Columns[0][i]);
        var last = Enumerable.Range(0, one.Count).GroupBy(Key).ToDictionary(run => run.Key, run => run.Max(i => time[i]));
        return one.Where(i => time[i] == last[Key(i)]);
    }
}
