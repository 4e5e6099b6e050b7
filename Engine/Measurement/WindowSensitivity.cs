namespace ScalingTools.Measurement;

/// <summary>The exponent measured in one of many windows: how much the choice of window matters.</summary>
public sealed record WindowSensitivity
{
    /// <summary>The group; empty when nothing was grouped.</summary>
    public required string Group { get; init; }
    /// <summary>The form fitted.</summary>
    public required ScalingForm Form { get; init; }
    /// <summary>Column of the resource.</summary>
    public required string X { get; init; }
    /// <summary>Column of the quantity.</summary>
    public required string Y { get; init; }
    /// <summary>Lower end of the window.</summary>
    public required double XMin { get; init; }
    /// <summary>Upper end of the window.</summary>
    public required double XMax { get; init; }
    /// <summary>log10(XMax/XMin).</summary>
    public required double Decades { get; init; }
    /// <summary>p in this window; null where no fit was possible.</summary>
    public double? Exponent { get; init; }
    /// <summary>Its standard error.</summary>
    public double? StandardError { get; init; }
    /// <summary>A in this window.</summary>
    public double? Prefactor { get; init; }
    /// <summary>R² of ln y.</summary>
    public double? RSquared { get; init; }
    /// <summary>Observations in the window.</summary>
    public required int Count { get; init; }
    /// <summary>How the fit ended.</summary>
    public required FitOutcome Outcome { get; init; }
    /// <summary>Whether the stretch deserves to be called a scaling law.</summary>
    public LawSupport Support { get; init; }
}
