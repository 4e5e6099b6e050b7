namespace ScalingTools.Sweeps;

/// <summary>How the cost of a sweep is measured.</summary>
public sealed record SweepCostOptions
{
    /// <summary>Runs at a time for the whole; 0 for one for each processor.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>How long a timing run may take.</summary>
    public double ProbeSeconds { get; init; } = 2;

    /// <summary>Timing runs at most.</summary>
    public int Probes { get; init; } = 12;

    /// <summary>A row for each kind of run besides that for the whole.</summary>
    public bool Detailed { get; init; }
}
