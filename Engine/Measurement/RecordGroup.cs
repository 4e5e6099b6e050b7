namespace ScalingTools.Measurement;

/// <summary>The records of one group, and the reading of columns from them.</summary>
internal sealed class RecordGroup
{
    private readonly List<(int Number, MeasurementRecord Record)> _records = [];

    private RecordGroup(string name, string label) => (Name, Label) = (name, label);

    /// <summary>"Alpha=0.3, Width=1000"; empty without grouping.</summary>
    public string Name { get; }

    /// <summary>The same for people: "Alpha = 0.3, SampleCount = –" where a value is missing.</summary>
    public string Label { get; }

    /// <summary>Names and values as a label says them.</summary>
    public static string LabelOf(IEnumerable<(string Name, string Value)> values) => string.Join(", ", values.Select(part => $"{part.Name} = {(part.Value.Length > 0 ? part.Value : "–")}"));

    /// <summary>The records split by the values of the group columns, in the order in which the groups first appear.</summary>
    /// <exception cref="ScalingException">EmptyPipeline; PropertyNotFound for a column that no record has.</exception>
    public static IReadOnlyList<RecordGroup> Split(
        IReadOnlyList<MeasurementRecord> records, IReadOnlyList<string> groupBy, params IEnumerable<string> needed)
    {
        Require(records, [.. groupBy, .. needed]);
        return Of(records, groupBy);
    }

    /// <summary>The same of records that may lack a column, whose group then has no value of it.</summary>
    public static IReadOnlyList<RecordGroup> Of(IEnumerable<MeasurementRecord> records, IReadOnlyList<string> groupBy)
    {
        List<RecordGroup> groups = [];
        Dictionary<string, RecordGroup> byName = [];
        int number = 0;
        foreach (MeasurementRecord record in records)
        {
            string name = string.Join(", ", groupBy.Select(column => $"{column}={record.Text(column)}"));
            if (!byName.TryGetValue(name, out RecordGroup? group))
            {
                group = byName[name] = new RecordGroup(name, LabelOf(groupBy.Select(column => (column, record.Text(column)))));
                groups.Add(group);
            }
            group._records.Add((++number, record));
        }
        return groups;
    }

    /// <summary>Whether there are records, and each of some columns in one of them at least.</summary>
    /// <exception cref="ScalingException">EmptyPipeline; PropertyNotFound for a column that no record has.</exception>
    public static void Require(IReadOnlyList<MeasurementRecord> records, IReadOnlyList<string> needed)
    {
        HashSet<string> names = new(records.SelectMany(record => record.Names), StringComparer.OrdinalIgnoreCase);
        if (records.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "No record arrived.", "Pipe the rows of a simulation or of a table in.");
        foreach (string column in needed)
            if (!names.Contains(column))
                throw new ScalingException(ScalingError.PropertyNotFound, $"No record has the property '{column}'.", names.Count == 0
                    ? "The records have no properties at all: pipe objects in, such as the rows of Import-Csv."
                    : $"The records have {string.Join(", ", names.Order(StringComparer.OrdinalIgnoreCase))}.", column);
    }

    /// <summary>The numbers in some columns of every record where all of them are usable; the others are counted and reported.</summary>
    /// <param name="columns">What to read.</param>
    /// <param name="runColumn">Column of the run; records may lack it.</param>
    /// <param name="excluded">Told of every record left out; null to count only.</param>
    public Observations Read(IReadOnlyList<MeasurementColumn> columns, string? runColumn, Action<ExcludedValue>? excluded)
    {
        List<double>[] values = [.. columns.Select(_ => new List<double>())];
        List<MeasurementRecord> kept = [];
        double[] row = new double[columns.Count];
        foreach ((int number, MeasurementRecord record) in _records)
        {
            bool usable = true;
            for (int j = 0; j < row.Length && usable; j++)
            {
                ScalingError? error = Cell(record, columns[j], out row[j]);
                usable = error is null;
                if (error is { } reason)
                    excluded?.Invoke(new ExcludedValue
                    {
                        Record = number, Group = Name, Column = columns[j].Name, Value = record.Text(columns[j].Name), Error = reason,
                    });
            }
            if (!usable)
                continue;
            kept.Add(record);
            for (int j = 0; j < row.Length; j++)
                values[j].Add(row[j]);
        }
        string[]? runs = runColumn is not null && kept.Count > 0 && kept.All(r => r.Text(runColumn).Length > 0)
            ? [.. kept.Select(r => r.Text(runColumn))]
            : null;
        return new Observations([.. values.Select(v => v.ToArray())], runs, _records.Count - kept.Count, kept);
    }

    private static ScalingError? Cell(MeasurementRecord record, MeasurementColumn column, out double number)
    {
        number = 0;
        if (!record.TryGetValue(column.Name, out object? value))
            return ScalingError.PropertyNotFound;
        if (!NumericText.TryParse(value, out number, out ScalingError? error))
            return error;
        return column.Positive && number <= 0 ? ScalingError.NotPositive : null;
    }
}
