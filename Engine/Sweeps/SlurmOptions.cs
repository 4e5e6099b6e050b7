namespace ScalingTools.Sweeps;

/// <summary>What Slurm is asked for. No result depends on it.</summary>
public sealed record SlurmOptions
{
    /// <summary>--partition; null for the cluster's default.</summary>
    public string? Partition { get; init; }

    /// <summary>--time of a task; null for the partition's default.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>--mem of a task, such as 4G; null for the partition's default.</summary>
    public string? Memory { get; init; }

    /// <summary>--cpus-per-task, and the threads of a run.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Tasks at a time; 0 for as many as the cluster gives.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>Runs of a task, one after the other; 0 for the fewest that fit into the arrays that the cluster allows.</summary>
    public int RunsPerTask { get; init; }

    /// <summary>Further options of sbatch, each as it would stand after #SBATCH, such as --account=physics.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];
}
