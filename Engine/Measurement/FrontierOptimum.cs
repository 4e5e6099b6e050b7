namespace ScalingTools.Measurement;

/// <summary>The best model size at one compute budget, and the loss it reaches.</summary>
public sealed record FrontierOptimum
{
    /// <summary>The group; empty when nothing was grouped.</summary>
    public required string Group { get; init; }
    /// <summary>Lower envelope or parabola.</summary>
    public required FrontierMethod Method { get; init; }
    /// <summary>C.</summary>
    public required double Compute { get; init; }
    /// <summary>N*(C): a size that was tried for the envelope, the vertex for the parabola; null where there is none.</summary>
    public double? Parameters { get; init; }
    /// <summary>T*(C), interpolated along log N between the sizes at this compute; null where the records have no time.</summary>
    public double? Time { get; init; }
    /// <summary>L*(C).</summary>
    public double? Loss { get; init; }
    /// <summary>Sizes that reach this compute (parabola: that were used).</summary>
    public required int Sizes { get; init; }
    /// <summary>R² of the parabola; null for the envelope.</summary>
    public double? RSquared { get; init; }
    /// <summary>Whether the optimum is inside the sizes tried.</summary>
    public required FrontierOutcome Outcome { get; init; }
}
