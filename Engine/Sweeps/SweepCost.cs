namespace ScalingTools.Sweeps;

/// <summary>What runs of a sweep take.</summary>
public sealed record SweepCost
{
    /// <summary>"all", or the parameters that tell this kind of run from the others.</summary>
    public required string Kind { get; init; }
    /// <summary>Runs of this kind.</summary>
    public required int Runs { get; init; }
    /// <summary>What one of them takes alone on one thread, on average; null where no timing run said.</summary>
    public double? SecondsPerRun { get; init; }
    /// <summary>Processor time of all of them.</summary>
    public double? ProcessorSeconds { get; init; }
    /// <summary>From begin to end, with so many at a time; null on rows of single kinds.</summary>
    public double? Seconds { get; init; }
    /// <summary>Runs at a time.</summary>
    public required int ThrottleLimit { get; init; }
    /// <summary>Timing runs behind the numbers; 0 on a row whose numbers come from the fit to others.</summary>
    public required int Probes { get; init; }
    /// <summary>The median deviation of the timing runs from the fit, relative; null where there are no more of them than constants in it.</summary>
    public double? RelativeError { get; init; }
}
