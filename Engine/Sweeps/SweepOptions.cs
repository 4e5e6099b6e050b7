namespace ScalingTools.Sweeps;

/// <summary>How a sweep is run. No result depends on any of it.</summary>
public sealed record SweepOptions
{
    /// <summary>Runs at a time; 0 for one for each processor.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>Threads of each run; 0 for an equal share of the processors.</summary>
    public int Threads { get; init; }

    /// <summary>While this process holds more bytes than this, no further run begins beside another; 0 for three quarters of what the machine (or the container) has.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Does finished runs again.</summary>
    public bool Force { get; init; }

    internal int Slots(int runs) => Math.Max(1, Math.Min(runs, ThrottleLimit > 0 ? ThrottleLimit : Environment.ProcessorCount));

    internal int ThreadsPerRun(int slots) => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount / slots);

    internal long Bytes => MemoryLimit > 0 ? MemoryLimit : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
}
