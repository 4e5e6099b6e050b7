using ScalingTools.Measurement;

namespace ScalingTools.Plotting;

/// <summary>A figure, apart from how it is drawn: in a terminal, as SVG, in a browser.</summary>
public sealed class Figure
{
    /// <summary>Above it; may be empty.</summary>
    public required string Title { get; init; }
    /// <summary>The horizontal axis.</summary>
    public required FigureAxis XAxis { get; init; }
    /// <summary>The vertical axis.</summary>
    public required FigureAxis YAxis { get; init; }
    /// <summary>Its curves, in the order of the legend.</summary>
    public required IReadOnlyList<FigureSeries> Series { get; init; }
    /// <summary>How many colours its series have.</summary>
    public required int ColorCount { get; init; }
    /// <summary>Points that could not be drawn: no number, or not positive on a logarithmic axis.</summary>
    public required int LeftOut { get; init; }

    /// <summary>A figure of rows of this library, or of any objects with numeric properties.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="options">How they become a figure; null for the defaults.</param>
    /// <exception cref="ScalingException">EmptyPipeline; PropertyNotFound for a column that no row has; TooFewPoints where nothing can be drawn.</exception>
    public static Figure Of(IEnumerable<object> rows, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Of([.. rows.Select(MeasurementRecord.From)], options);
    }

    /// <summary>A figure of records.</summary>
    /// <param name="records">The records.</param>
    /// <param name="options">How they become a figure; null for the defaults.</param>
    /// <param name="excluded">Told of every value that cannot be drawn; null to count only.</param>
    /// <exception cref="ScalingException">As for rows.</exception>
    public static Figure Of(IReadOnlyList<MeasurementRecord> records, FigureOptions? options = null, Action<ExcludedValue>? excluded = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        return FigureBuilder.Build(records, options ?? new(), excluded);
    }
}
