using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>Which columns belong to a column of the vertical axis: its prediction, and its error.</summary>
internal static class FigureColumns
{
    /// <summary>Column in which rows say whether they are simulation or theory.</summary>
    public const string Source = "Source";

    /// <summary>Columns that are the horizontal axis where nobody says it: the first that there is.</summary>
    public static readonly IReadOnlyList<string> Abscissas = ["Time", "Step", "Tokens", "Samples", "Parameters", "SampleCount", "Width", "Compute", "Frequency", "Mode"];
    /// <summary>Columns that are the vertical axis where nobody says it.</summary>
    public static readonly IReadOnlyList<string> Ordinates = ["Loss", "TestLoss", "Strength", "Accuracy", "Error", "Eigenvalue"];

    /// <summary>The first of some columns that any record has a value in; else the first of them, which an error will name.</summary>
    public static string FirstPresent(IReadOnlyList<MeasurementRecord> records, IReadOnlyList<string> columns) =>
        columns.FirstOrDefault(column => records.Any(record => record.TryGetValue(column, out object? value) && value is not null)) ?? columns[0];

    /// <summary>Columns of predictions.</summary>
    public static IReadOnlyList<string> Theory(FigureOptions options, string y, IReadOnlySet<string> names)
    {
        if (options.Theory is { } given)
            return given;
        foreach (string column in (string[])[$"Predicted{y}", $"{y}Theory", $"Theory{y}", "Theory"])
            if (names.Contains(column))
                return [column];
        return y.Equals("Measured", StringComparison.OrdinalIgnoreCase) && names.Contains("Predicted") ? ["Predicted"] : [];
    }

    /// <summary>One column for a half width, two for the ends, none for no band.</summary>
    public static IReadOnlyList<string> Band(FigureOptions options, string y, IReadOnlySet<string> names)
    {
        if (options.Band is { } given)
            return given.Count <= 2 ? given : throw new ScalingException(ScalingError.InconsistentInput, $"A band has one column, its half width, or two, its ends; {given.Count} were given.", "Give one or two columns.");
        if (names.Contains($"{y}Low") && names.Contains($"{y}High"))
            return [$"{y}Low", $"{y}High"];
        string? half = ((string[])[$"{y}Sd", $"{y}Error", "StandardError"]).FirstOrDefault(names.Contains);
        if (half is not null)
            return [half];
        return y.Equals("Measured", StringComparison.OrdinalIgnoreCase) && names.Contains("Low") && names.Contains("High") ? ["Low", "High"] : [];
    }

    /// <summary>Whether a record is a prediction as a whole.</summary>
    public static bool IsTheory(MeasurementRecord record) => record.Text(Source).Equals("Theory", StringComparison.OrdinalIgnoreCase);
}
