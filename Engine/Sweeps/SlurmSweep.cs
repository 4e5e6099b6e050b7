namespace ScalingTools.Sweeps;

/// <summary>The runs of a store that a Slurm cluster does: submitted as one array, done by tasks that write files only, collected by whoever looks.</summary>
public static class SlurmSweep
{
    /// <summary>Plans a submission; nothing is written.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sweep">A name for the job.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="largestArray">Tasks that an array may have.</param>
    /// <param name="worker">The command line of a task, from the plan's path and the runs of a task.</param>
    public static SlurmSubmission Plan(RunStore store, string sweep, IReadOnlyList<ScalingRun> runs, SlurmOptions options, int largestArray, Func<string, int, IEnumerable<string>> worker)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(worker);
        string folder = Path.Combine(store.Files.Folder, "slurm", $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("n")[..6]}");
        int each = SlurmScript.RunsPerTask(runs.Count, options.RunsPerTask, largestArray), tasks = (runs.Count + each - 1) / each;
        return new(folder, SlurmScript.Text(sweep, folder, worker(Path.Combine(folder, "plan.jsonl"), each), tasks, options), tasks, each, runs);
    }

    /// <summary>Submits the runs. They are Queued as soon as Slurm has them.</summary>
    /// <returns>The job's id.</returns>
    public static string Submit(RunStore store, SlurmSubmission submission, SlurmJobs jobs)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(jobs);
        string script = Path.Combine(submission.Folder, "job.sh");
        try
        {
            Directory.CreateDirectory(submission.Folder);
            File.WriteAllLines(Path.Combine(submission.Folder, "plan.jsonl"), submission.Runs.Select(run => run.Settings.Canonical));
            File.WriteAllText(script, submission.Script);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreMark.NotWritable(store.Files.Folder, e);
        }
        // What is there already would be taken for what the tasks are going to write.
        foreach (ScalingRun run in submission.Runs)
            store.Files.DeleteOutcome(run.Settings.Hash);
        string job = jobs.Submit(script);
        store.Queue(submission.Runs.Select((run, i) => (run.Settings.Hash, $"{job}_{i / submission.RunsPerTask}")));
        return job;
    }

    /// <summary>Brings the index up to date with what tasks wrote and with what the queue says. Without Slurm on this machine, with the files alone.</summary>
    /// <returns>How many runs are still queued or running.</returns>
    public static int Refresh(RunStore store, SlurmJobs? jobs)
    {
        ArgumentNullException.ThrowIfNull(store);
        List<ScalingRun> open = [.. Open(store).Where(run => !store.Adopt(run.Settings.Hash))];
        if (jobs is null || open.Count == 0)
            return open.Count;
        IReadOnlyDictionary<string, string> queue = jobs.Queue(open.Select(JobOf));
        List<ScalingRun> gone = [.. open.Where(run => !queue.ContainsKey(run.Job))];
        IReadOnlyDictionary<string, string> endings = gone.Count > 0 ? jobs.Endings(gone.Select(JobOf)) : new Dictionary<string, string>();
        foreach (ScalingRun run in open)
        {
            string hash = run.Settings.Hash;
            if (queue.TryGetValue(run.Job, out string? state))
            {
                RunState now = state is "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "REQUEUE_FED" or "SPECIAL_EXIT" or "CONFIGURING" ? RunState.Queued : RunState.Running;
                if (now != run.State)
                    store.Queue(hash, now, run.Job, begun: now == RunState.Running);
            }
            else if (!store.Adopt(hash))
            {
                string ending = endings.GetValueOrDefault(run.Job, "");
                store.Set(hash, RunState.Interrupted, failure: new(nameof(ScalingError.WorkerLost), $"Its task {run.Job} left the queue without a result{(ending.Length > 0 ? $": {ending}" : "")}.",
                    ending == "TIMEOUT" ? "Resume-ScalingSweep with a longer time limit." : "Resume-ScalingSweep does it again; what the task said is in the store's slurm folder."));
            }
        }
        return Open(store).Count();
    }

    /// <summary>Ends the jobs of runs that are queued or running on the cluster.</summary>
    /// <returns>The runs that were.</returns>
    public static IReadOnlyList<ScalingRun> Stop(RunStore store, SlurmJobs jobs, string? sweep = null)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        List<ScalingRun> open = [.. Open(store).Where(run => sweep is null || run.Sweep == sweep)];
        jobs.Cancel(open.Select(run => run.Job));
        foreach (ScalingRun run in open.Where(run => !store.Adopt(run.Settings.Hash)))
            store.Set(run.Settings.Hash, RunState.Interrupted);
        return [.. open.Select(run => store.Run(run.Settings.Hash)!)];
    }

    /// <summary>Does the runs of one task. To be called by the task, which knows nothing of the index.</summary>
    /// <param name="files">The store's files.</param>
    /// <param name="plan">The submission's plan.jsonl.</param>
    /// <param name="task">The task's number, from 0.</param>
    /// <param name="runsPerTask">Runs of each task.</param>
    /// <param name="executor">Who does them.</param>
    /// <param name="threads">Threads of a run.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The failures.</returns>
    public static IEnumerable<(RunConfiguration Run, RunFailure? Failure)> Work(RunFiles files, string plan, int task, int runsPerTask, IRunExecutor executor, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(executor);
        using IRunSlot slot = executor.Open();
        foreach (string line in File.ReadLines(plan).Skip(task * runsPerTask).Take(runsPerTask))
        {
            RunConfiguration run = RunConfiguration.Parse(line);
            if (File.Exists(files.Result(run.Hash)))
                continue;
            files.DeleteUnfinished(run.Hash);
            using RunWriter result = files.Begin(run);
            RunFailure? failure = slot.Execute(new(run, files.Checkpoints(run.Hash), threads), result, new Progress<double>(), cancellation);
            if (failure is null)
            {
                result.Complete();
                files.DeleteCheckpoints(run.Hash);
            }
            else
                result.Fail(failure);
            yield return (run, failure);
        }
    }

    private static IEnumerable<ScalingRun> Open(RunStore store) => store.Runs([RunState.Queued, RunState.Running]).Where(run => run.Executor == SlurmJobs.Name);

    private static string JobOf(ScalingRun run) => run.Job.Split('_')[0];
}
