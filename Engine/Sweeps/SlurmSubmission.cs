namespace ScalingTools.Sweeps;

/// <summary>What will be submitted to Slurm: one array.</summary>
/// <param name="folder">The folder of the submission.</param>
/// <param name="script">The job script.</param>
/// <param name="tasks">Tasks of the array.</param>
/// <param name="runsPerTask">Runs of each.</param>
/// <param name="runs">The runs.</param>
public sealed class SlurmSubmission(string folder, string script, int tasks, int runsPerTask, IReadOnlyList<ScalingRun> runs)
{
    /// <summary>The folder of the submission.</summary>
    public string Folder => folder;

    /// <summary>The job script.</summary>
    public string Script => script;

    /// <summary>Tasks of the array.</summary>
    public int Tasks => tasks;

    /// <summary>Runs of each task, one after the other.</summary>
    public int RunsPerTask => runsPerTask;

    /// <summary>The runs.</summary>
    public IReadOnlyList<ScalingRun> Runs => runs;
}
