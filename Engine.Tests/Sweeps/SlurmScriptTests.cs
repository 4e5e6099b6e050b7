using ScalingTools.Sweeps;

namespace ScalingTools.Tests.Sweeps;

/// <summary>What is submitted, and how files decide; the cluster itself is in Module/Tests/Slurm.Tests.ps1.</summary>
public sealed class SlurmScriptTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_script_says_what_was_asked_for()
    {
        string script = SlurmScript.Text("my sweep", "/store/slurm/1", ["pwsh", "-Command", "it's $env:SLURM_ARRAY_TASK_ID"], 20, new()
        {
            Partition = "gpu", TimeLimit = new TimeSpan(26, 3, 4), Memory = "4G", Threads = 3, ThrottleLimit = 5, Extra = ["--account=physics"],
        });
        Assert.Equal("""
            #!/bin/bash
            #SBATCH --job-name=my-sweep
            #SBATCH --array=0-19%5
            #SBATCH --output="/store/slurm/1/task-%a.log"
            #SBATCH --open-mode=append
            #SBATCH --requeue
            #SBATCH --cpus-per-task=3
            #SBATCH --partition=gpu
            #SBATCH --time=26:03:04
            #SBATCH --mem=4G
            #SBATCH --account=physics
            exec pwsh -Command 'it'\''s $env:SLURM_ARRAY_TASK_ID'

            """, script, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void An_option_of_two_lines_is_refused() =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => SlurmScript.Text("s", "/x", ["pwsh"], 1, new() { Extra = ["--a\nrm -rf /"] })).Error);

    [Theory]
    [InlineData(1000, 0, 1000, 1)]
    [InlineData(1001, 0, 1000, 2)]
    [InlineData(10, 4, 1000, 4)]
    public void Runs_fit_into_the_array(int runs, int asked, int largest, int each) => Assert.Equal(each, SlurmScript.RunsPerTask(runs, asked, largest));

    [Fact]
    public void Too_few_runs_in_a_task_are_refused_with_the_number_that_fits() =>
        Assert.Contains("at least 3", Assert.Throws<ScalingException>(() => SlurmScript.RunsPerTask(2500, 2, 1000)).Advice);

    [Fact]
    public void Tasks_do_their_runs_and_whoever_looks_collects_them()
    {
        using RunStore store = RunStore.Open(_folder.Path, create: true);
        IReadOnlyList<ScalingRun> runs = store.Add("s", Enumerable.Range(0, 10).Select(FakeExecutor.Configuration));
        SlurmSubmission submission = SlurmSweep.Plan(store, "s", runs, new(), 4, (plan, each) => ["worker", plan, $"{each}"]);
        Assert.Equal((4, 3), (submission.Tasks, submission.RunsPerTask));
        Assert.False(Directory.Exists(submission.Folder));
        Directory.CreateDirectory(submission.Folder);
        string plan = Path.Combine(submission.Folder, "plan.jsonl");
        File.WriteAllLines(plan, runs.Select(run => run.ToConfiguration().Canonical));
        store.Queue(runs.Select((run, i) => (run.ToConfiguration().Hash, $"77_{i / 3}")));
        Assert.All(store.Runs(), run => Assert.Equal(("Slurm", RunState.Queued), (run.Executor, run.State)));
        // A local sweep leaves them to the cluster.
        FakeExecutor local = new();
        _ = SweepScheduler.Run(store, runs, local, new()).Count();
        Assert.Equal(0, local.Begun);

        FakeExecutor executor = new((c, _, _) =>
        {
            if ((long)c.Parameters["Number"]! == 5)
                throw new ScalingException(ScalingError.Diverged, "It diverged.", "");
        });
        // Tasks 0, 1 and 3; task 1 twice, as after a crash of the cluster.
        foreach (int task in (int[])[0, 1, 1, 3])
            _ = SlurmSweep.Work(store.Files, plan, task, 3, new Failing(executor), 1, default).Count();
        Assert.Equal(3 + 3 + 1 + 1, executor.Begun);
        Assert.Equal(3, SlurmSweep.Refresh(store, null));
        Assert.Equal("CCCCCFQQQC", string.Concat(store.Runs().Select(run => run.State.ToString()[0])));
        Assert.Equal("It diverged.", store.Runs([RunState.Failed])[0].Error);
        Assert.Equal("77_3", store.Runs()[9].Job);
    }

    // What the executors of the cmdlets do with what a training throws.
    private sealed class Failing(IRunExecutor of) : IRunExecutor
    {
        public string Name => of.Name;

        public IRunSlot Open() => new Slot(of.Open());

        private sealed class Slot(IRunSlot of) : IRunSlot
        {
            public RunFailure? Execute(RunRequest request, IRowSink result, IProgress<double> progress, CancellationToken cancellation)
            {
                try
                {
                    return of.Execute(request, result, progress, cancellation);
                }
                catch (ScalingException e)
                {
                    return RunFailure.Of(e);
                }
            }

            public void Dispose() => of.Dispose();
        }
    }

    [Fact]
    public void Without_Slurm_it_is_said_so()
    {
        ScalingException e = Assert.Throws<ScalingException>(() => new SlurmJobs(commands: "/nowhere").Submit("/nowhere/job.sh"));
        Assert.Equal(ScalingError.SlurmNotFound, e.Error);
        Assert.Contains("Local or Process", e.Advice);
    }
}
