namespace ScalingTools.Plotting;

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
