namespace ScalingTools.Measurement;

/// <summary>The local exponent -d ln y/d ln x at one x: the slope of the line through the observations around it.</summary>
public sealed record LocalSlope
{
    /// <summary>The group; empty when nothing was grouped.</summary>
    public required string Group { get; init; }
    /// <summary>Column of the resource.</summary>
    public required string X { get; init; }
    /// <summary>Column of the quantity.</summary>
    public required string Y { get; init; }
    /// <summary>The x.</summary>
    public required double At { get; init; }
    /// <summary>Geometric mean of y at this x.</summary>
    public required double Value { get; init; }
    /// <summary>-d ln y/d ln x: positive where y falls; null where there is only one x.</summary>
    public double? Exponent { get; init; }
    /// <summary>Its standard error from the residuals of the line; null where two observations leave none.</summary>
    public double? StandardError { get; init; }
    /// <summary>Smallest x of the line.</summary>
    public required double XMin { get; init; }
    /// <summary>Largest x of the line.</summary>
    public required double XMax { get; init; }
    /// <summary>Observations of the line.</summary>
    public required int Count { get; init; }
}
