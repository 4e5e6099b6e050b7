namespace ScalingTools.Experiments;

/// <summary>One number that theory gives beside the same number from a simulation or a measurement.</summary>
/// <remarks>Missing is null: an interval where nothing was random, a prediction where theory has none.</remarks>
public sealed record TheoryComparison
{
    /// <summary>What is compared, such as "exponent of Time".</summary>
    public required string Quantity { get; init; }
    /// <summary>Where, such as "alpha = 0.6"; empty where there is but one.</summary>
    public string Case { get; init; } = "";
    /// <summary>What theory says.</summary>
    public double? Predicted { get; init; }
    /// <summary>What was found.</summary>
    public double? Measured { get; init; }
    /// <summary>Lower end of the interval of <see cref="Measured"/>.</summary>
    public double? Low { get; init; }
    /// <summary>Upper end of the interval of <see cref="Measured"/>.</summary>
    public double? High { get; init; }
    /// <summary>Measured/Predicted - 1; null where a number is missing or theory says 0.</summary>
    public double? RelativeDeviation => Predicted is null or 0 ? null : Measured / Predicted - 1;
}
