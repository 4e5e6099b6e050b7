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

/// <summary>A curve of a chart.</summary>
public sealed class WorkbookChartSeries
{
    /// <summary>What the legend says.</summary>
    public required string Label { get; init; }
    /// <summary>The sheet of its cells.</summary>
    public required WorkbookSheet Sheet { get; init; }
    /// <summary>Its first row, counted from the first row of data of the sheet.</summary>
    public required int From { get; init; }
    /// <summary>Its number of rows.</summary>
    public required int Count { get; init; }
    /// <summary>Name of the column of x.</summary>
    public required string X { get; init; }
    /// <summary>Name of the column of y.</summary>
    public required string Y { get; init; }
    /// <summary>Whether it is a prediction: a dashed line.</summary>
    public required bool Dashed { get; init; }
    /// <summary>Whether it is marks rather than a line.</summary>
    public bool Marks => !Dashed && Count <= 200;
    /// <summary>Its colour, 0xRRGGBB.</summary>
    public required int Color { get; init; }
}
