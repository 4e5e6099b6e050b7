namespace ScalingTools.Plotting;

/// <summary>A native chart of a workbook: axes and ranges of cells.</summary>
public sealed class WorkbookChart
{
    /// <summary>Above it.</summary>
    public required string Title { get; init; }
    /// <summary>Beside the horizontal axis.</summary>
    public required string XTitle { get; init; }
    /// <summary>Beside the vertical axis.</summary>
    public required string YTitle { get; init; }
    /// <summary>The ends of the horizontal axis where it is logarithmic, powers of ten; null for a linear one.</summary>
    public double[]? GetLogX() => LogX;
    /// <summary>The ends of the vertical axis where it is logarithmic.</summary>
    public double[]? GetLogY() => LogY;
    /// <summary>Its curves.</summary>
    public required IReadOnlyList<WorkbookChartSeries> Series { get; init; }

    internal double[]? LogX { get; init; }
    internal double[]? LogY { get; init; }
}
