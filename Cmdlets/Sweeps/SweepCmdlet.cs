using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Who does the runs of a sweep.</summary>
public enum SweepExecutor
{
    /// <summary>This process, several at a time.</summary>
    Local,
    /// <summary>Processes of this machine, one for each run at a time: a crash takes one run with it and not the session.</summary>
    Process,
    /// <summary>A Slurm cluster, as one job array.</summary>
    Slurm,
}

/// <summary>What Invoke-ScalingSweep and Resume-ScalingSweep share: who does runs, how many at a time, and as what.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public abstract class SweepCmdlet : ScalingCmdlet
{
    /// <summary>The folder of the store.</summary>
    public abstract string Store { get; set; }

    /// <summary>Who does the runs: this process, processes of this machine, or a Slurm cluster.</summary>
    /// <value>Local</value>
    [Parameter]
    public SweepExecutor Executor { get; set; }

    /// <summary>Runs at a time.</summary>
    /// <value>one for each processor; on a cluster, as many as it gives</value>
    [Parameter, ValidateRange(1, 10_000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Threads of each run. The rows do not depend on it.</summary>
    /// <value>an equal share of the processors; one on a cluster</value>
    [Parameter, ValidateRange(1, 10_000)]
    public int? Threads { get; set; }

    /// <summary>While this process holds more bytes than this, no further run begins beside another.</summary>
    /// <value>three quarters of what the machine has</value>
    [Parameter, ValidateRange(1, long.MaxValue)]
    public long? MemoryLimit { get; set; }

    /// <summary>Runs in the background and returns a job, for Wait-Job, Receive-Job and Stop-Job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Slurm: the partition.</summary>
    /// <value>the cluster's default</value>
    [Parameter]
    public string? Partition { get; set; }

    /// <summary>Slurm: the time limit of a task; it takes 2:00:00, or a number of seconds.</summary>
    /// <value>the partition's default</value>
    [Parameter, SecondsAreSpan]
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>Slurm: the memory of a task, such as 4G.</summary>
    /// <value>the partition's default</value>
    [Parameter]
    public string? Memory { get; set; }

    /// <summary>Slurm: runs of a task, one after the other.</summary>
    /// <value>the fewest that fit into an array</value>
    [Parameter, ValidateRange(1, 1_000_000)]
    public int? RunsPerTask { get; set; }

    /// <summary>Slurm: further options of sbatch, such as --account=physics.</summary>
    [Parameter]
    public string[] SlurmOption { get; set; } = [];

    /// <summary>Slurm: waits until the cluster is done, instead of returning when it has the runs.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Whether finished runs are done again.</summary>
    private protected virtual bool Again => false;

    private protected string Folder => GetUnresolvedProviderPathFromPSPath(Store);

    /// <summary>Opens the store and says what had to be repaired.</summary>
    private protected RunStore OpenStore(bool create)
    {
        RunStore store = RunStore.Open(Folder, create);
        if (store.Notice is { } notice)
            WriteWarning(notice);
        return store;
    }

    /// <summary>Does the runs of an open store, or has them done; disposes the store.</summary>
    private protected void RunAll(RunStore store, string sweep, IReadOnlyList<ScalingRun> runs)
    {
        bool owned = true;
        try
        {
            int finished = Again ? 0 : runs.Count(run => run.State == RunState.Completed);
            Explain($"{runs.Count} runs, {finished} of them finished before; {Executor}, {Options().ThrottleLimit} at a time (0: one for each processor).");
            if (Executor == SweepExecutor.Slurm)
                Submit(store, sweep, runs);
            else if (AsJob)
            {
                SweepJob job = new(MyInvocation.Line, store, cancellation => SweepScheduler.Run(store, runs, NewExecutor(), Options(), null, cancellation), runs.Count);
                owned = false;
                JobRepository.Add(job);
                WriteObject(job);
            }
            else
                WriteRows(SweepScheduler.Run(store, runs, NewExecutor(), Options(), Progress, Cancellation).Select(RunRow.Of));
        }
        finally
        {
            if (owned)
                store.Dispose();
        }
    }

    private void Submit(RunStore store, string sweep, IReadOnlyList<ScalingRun> runs)
    {
        ScalingRun[] open = [.. runs.Where(run => run.State is not (RunState.Queued or RunState.Running) && (Again || run.State != RunState.Completed))];
        if (open.Length > 0)
        {
            if (!SlurmJobs.Exists())
                throw new ScalingException(ScalingError.SlurmNotFound, "Slurm's commands are not on this machine.", "Submit from a login node of the cluster, or use -Executor Local or Process.");
            SlurmJobs jobs = new();
            SlurmSubmission submission = SlurmSweep.Plan(store, sweep, open, new()
            {
                Partition = Partition, TimeLimit = TimeLimit, Memory = Memory, Threads = Threads ?? 1, ThrottleLimit = ThrottleLimit ?? 0, RunsPerTask = RunsPerTask ?? 0, Extra = SlurmOption,
            }, jobs.LargestArray(), (plan, each) => WorkerProcess.Task(store.Files.Folder, plan, each, Threads ?? 1));
            if (!ShouldProcess($"{open.Length} runs as {submission.Tasks} tasks:\n{submission.Script}", "Submit to Slurm"))
                return;
            SlurmSweep.Submit(store, submission, jobs);
        }
        if (Wait)
            while (SlurmSweep.Refresh(store, SlurmJobs.Exists() ? new() : null) is var left and > 0)
            {
                Progress.Report(new(1 - (double)left / Math.Max(left, runs.Count), $"{left} runs are queued or running"));
                if (Cancellation.WaitHandle.WaitOne(1000))
                    return;
            }
        WriteRows(runs.Select(run => RunRow.Of(store.Run(run.ToConfiguration().Hash)!)));
    }

    private IRunExecutor NewExecutor() => Executor == SweepExecutor.Process ? new ProcessExecutor() : new RunspaceExecutor();

    private SweepOptions Options() => new() { ThrottleLimit = ThrottleLimit ?? 0, Threads = Threads ?? 0, MemoryLimit = MemoryLimit ?? 0, Force = Again };
}
