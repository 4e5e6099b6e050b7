namespace ScalingTools.Measurement;

/// <summary>Where a skill emerges: the crossing of a threshold, per group and skill, over its runs.</summary>
/// <remarks>
/// Positions are geometric means over the runs that cross, deviations standard deviations of log10 x over them (null below two), both because learning
/// curves are read on a logarithmic axis. Switch-on positions are where y first reaches 10, 50 and 90 % of 1.
/// </remarks>
public sealed record EmergenceOnset
{
    /// <summary>The group; empty when nothing was grouped.</summary>
    public required string Group { get; init; }
    /// <summary>k; null where the records name no skill.</summary>
    public long? Skill { get; init; }
    /// <summary>Column of the resource.</summary>
    public required string X { get; init; }
    /// <summary>Column of the strength.</summary>
    public required string Y { get; init; }
    /// <summary>The threshold.</summary>
    public required double Threshold { get; init; }
    /// <summary>What counts as a crossing.</summary>
    public required CrossingRule Crossing { get; init; }
    /// <summary>x of the crossing of the threshold; null where there is none.</summary>
    public double? Onset { get; init; }
    /// <summary>Onset divided by ten to the power of its deviation.</summary>
    public double? OnsetLow { get; init; }
    /// <summary>Onset times ten to the power of its deviation.</summary>
    public double? OnsetHigh { get; init; }
    /// <summary>Standard deviation of log10(onset) over the runs.</summary>
    public double? OnsetDeviation { get; init; }
    /// <summary>The saturation level.</summary>
    public required double SaturationLevel { get; init; }
    /// <summary>x of the crossing of the saturation level.</summary>
    public double? Saturation { get; init; }
    /// <summary>Standard deviation of log10(saturation) over the runs.</summary>
    public double? SaturationDeviation { get; init; }
    /// <summary>log10(saturation/onset), the mean over runs that cross both: how sudden the emergence is.</summary>
    public double? WidthDecades { get; init; }
    /// <summary>x where y first reaches 0.1.</summary>
    public double? TenPercent { get; init; }
    /// <summary>x where y first reaches 0.5.</summary>
    public double? FiftyPercent { get; init; }
    /// <summary>x where y first reaches 0.9.</summary>
    public double? NinetyPercent { get; init; }
    /// <summary>Runs.</summary>
    public required int Runs { get; init; }
    /// <summary>Runs with a crossing of the threshold inside the data.</summary>
    public required int RunsCrossed { get; init; }
    /// <summary>Observations used.</summary>
    public required int Count { get; init; }
    /// <summary>Observations left out: x not positive (such as T = 0), or a value that is not a finite number. Counted per group, over its skills.</summary>
    public required int Excluded { get; init; }
    /// <summary>Largest x looked at.</summary>
    public double? XMax { get; init; }
    /// <summary>What was seen.</summary>
    public required EmergenceOutcome Outcome { get; init; }
    /// <summary>What to change; empty where all is well.</summary>
    public required string Advice { get; init; }

    /// <summary>The exception for the outcome TooFewPoints; null for the others, which are results.</summary>
    public ScalingException? Failure() => Outcome != EmergenceOutcome.TooFewPoints ? null : new ScalingException(ScalingError.TooFewPoints,
        $"{(Group.Length == 0 ? "" : $"{Group}: ")}No run has two usable observations of {Y} against {X}.", Advice, this);
}
