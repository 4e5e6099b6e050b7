namespace ScalingTools.Measurement;

/// <summary>The usable numbers of one group: columns of equal length, with the run of each row where there is one.</summary>
internal sealed class Observations
{
    private readonly IReadOnlyList<MeasurementRecord> _records;

    public Observations(double[][] columns, string[]? runs, int excluded, IReadOnlyList<MeasurementRecord>? records = null)
    {
        Columns = columns;
        Runs = runs;
        Excluded = excluded;
        _records = records ?? [];
    }

    /// <summary>Values, (column, row).</summary>
    public double[][] Columns { get; }
    /// <summary>Run of each row; null where the records do not say.</summary>
    public string[]? Runs { get; }
    /// <summary>Records left out.</summary>
    public int Excluded { get; }
    /// <summary>Number of rows.</summary>
    public int Count => Columns[0].Length;

    /// <summary>The rows whose index satisfies the condition.</summary>
    public Observations Where(Func<int, bool> keep)
    {
        int[] rows = [.. Enumerable.Range(0, Count).Where(keep)];
        return new Observations(
            [.. Columns.Select(c => Array.ConvertAll(rows, i => c[i]))],
            Runs is null ? null : Array.ConvertAll(rows, i => Runs[i]),
            Excluded,
            _records.Count == 0 ? null : [.. rows.Select(i => _records[i])]);
    }

    /// <summary>The number in any column of a row's record; null where it has none.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="column">The column, which need not be one of those that were read.</param>
    public double? Number(int row, string column) =>
        _records[row].TryGetValue(column, out object? value) && NumericText.TryParse(value, out double number, out _) ? number : null;

    /// <summary>Where a theory's exponent stands, whatever the axis.</summary>
    public const string AnyTheoryColumn = "TheoryExponent";

    /// <summary>Where the theory's exponent for one axis stands.</summary>
    public static string TheoryColumn(string axis) => axis + "Exponent";

    /// <summary>The theory's exponent for an axis: property "{axis}Exponent", else "TheoryExponent", where all rows that carry one agree.</summary>
    /// <param name="axis">Column of x.</param>
    /// <param name="differ">Whether there were several different ones.</param>
    public double? Theory(string axis, out bool differ)
    {
        foreach (string column in (string[])[TheoryColumn(axis), AnyTheoryColumn])
        {
            double[] found =
            [
                .. from record in _records
                   let number = record.TryGetValue(column, out object? value) && NumericText.TryParse(value, out double d, out _) ? d : double.NaN
                   where !double.IsNaN(number)
                   select number,
            ];
            if (found.Length == 0)
                continue;
            differ = found.Any(p => Math.Abs(p - found[0]) > 1e-9 * Math.Abs(found[0]));
            return differ ? null : found[0];
        }
        differ = false;
        return null;
    }

    /// <summary>Rows numbered by run, 0 …; null without runs.</summary>
    public int[]? RunNumbers(out int count)
    {
        count = 0;
        if (Runs is null)
            return null;
        Dictionary<string, int> numbers = [];
        int[] result = Array.ConvertAll(Runs, run => numbers.TryGetValue(run, out int n) ? n : numbers[run] = numbers.Count);
        count = numbers.Count;
        return result;
    }
}
