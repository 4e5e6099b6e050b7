namespace ScalingTools.Measurement;

/// <summary>How a fit ended. <see cref="FitOutcomes.Advice"/> says what to change.</summary>
public enum FitOutcome
{
    /// <summary>The minimum was found and every parameter is determined by the data.</summary>
    Converged,
    /// <summary>The minimum lies on a bound: an offset or prefactor of zero, an exponent or a softness at the end of its range.</summary>
    BoundHit,
    /// <summary>Some combination of the parameters is not determined by the data.</summary>
    NotIdentifiable,
    /// <summary>Fewer usable observations than parameters.</summary>
    TooFewPoints,
    /// <summary>The minimiser stopped before the minimum.</summary>
    NotConverged,
}
