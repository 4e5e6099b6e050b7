using System.Text;
using ScalingTools.Networks;
using ScalingTools.Sweeps;

namespace ScalingTools.Tests.Sweeps;

public sealed class RunStoreTests : IDisposable
{
    private static readonly int[] At = [1, 10];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RunStore Open(bool create = true) => RunStore.Open(_folder.Path, create);

    private static RunConfiguration[] Configurations(int count) => [.. Enumerable.Range(0, count).Select(FakeExecutor.Configuration)];

    private static List<ScalingRun> RunAll(RunStore store, int count, IRunExecutor? executor = null, SweepOptions? options = null) =>
        [.. SweepScheduler.Run(store, store.Add("s", Configurations(count)), executor ?? new FakeExecutor(), options ?? new())];

    [Fact]
    public void A_configuration_is_the_same_whatever_the_order_and_the_numeric_types()
    {
        RunConfiguration a = new(["X"], [new("Width", 16), new("Rate", 0.1), new("At", At)]), b = new(["X"], [new("At", new object[] { 1.0, 10L }), new("Rate", 0.1), new("Width", 16.0)]);
        Assert.Equal("""{"commands":["X"],"parameters":{"At":[1,10],"Rate":0.1,"Width":16},"version":"0.1.0"}""", a.Canonical);
        Assert.Equal(a, b);
        // printf '%s' '<the text above>' | sha256sum
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(a.Canonical))), a.Hash);
        Assert.StartsWith("cfg-", a.Id);
        Assert.Equal(a, RunConfiguration.Parse(a.Canonical));
        Assert.NotEqual(a, new(["X"], a.Parameters, "0.2.0"));
        Assert.NotEqual(a, new(["Y"], a.Parameters));
    }

    [Fact]
    public void Infinity_survives_as_a_parameter_and_objects_do_not()
    {
        Assert.Equal(new(["X"], [new("Time", double.PositiveInfinity)]), RunConfiguration.Parse(new RunConfiguration(["X"], [new("Time", double.PositiveInfinity)]).Canonical));
        ScalingException e = Assert.Throws<ScalingException>(() => new RunConfiguration(["X"], [new("Task", new Version(1, 2))]));
        Assert.Equal(ScalingError.ParameterOutOfRange, e.Error);
        Assert.Contains("Task is a Version", e.Message);
    }

    [Fact]
    public void A_grid_has_every_combination_once_the_last_axis_fastest()
    {
        string[] all = [.. SweepGrid.Combinations([new("A", [1, 2]), new("B", ["x", "y", "z"])]).Select(c => $"{c[0].Value}{c[1].Value}")];
        Assert.Equal(["1x", "1y", "1z", "2x", "2y", "2z"], all);
        Assert.Single(SweepGrid.Combinations([]));
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => SweepGrid.Combinations([new("A", [])])).Error);
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => SweepGrid.Combinations([new("A", new object?[10000]), new("B", new object?[10000])])).Error);
    }

    [Fact]
    public void Runs_are_done_once_and_come_back_from_the_store()
    {
        FakeExecutor executor = new();
        using (RunStore store = Open())
        {
            List<ScalingRun> runs = RunAll(store, 20, executor);
            Assert.Equal(20, runs.Count);
            Assert.All(runs, run => Assert.Equal((RunState.Completed, 3L, 1), (run.State, run.RowCount, run.Attempts)));
        }
        using (RunStore store = Open())
        {
            Assert.Equal(20, RunAll(store, 20, executor).Count);
            Assert.Equal(20, executor.Begun);
            IReadOnlyList<ScalingRun> runs = store.Runs();
            Assert.Equal(Configurations(20), runs.Select(run => run.ToConfiguration()));
            StoredRow row = store.Rows(runs[7]).ElementAt(1);
            Assert.Equal([7L, Math.Sqrt(8), "α1"], row.Values);
            RunAll(store, 3, executor, new() { Force = true });
            Assert.Equal(23, executor.Begun);
            Assert.Equal(2, store.Runs()[0].Attempts);
        }
    }

    [Fact]
    public void Results_are_the_same_bytes_whatever_the_order_and_the_number_at_a_time()
    {
        string Bytes(int throttle, bool reversed)
        {
            using TestFolder folder = new();
            using RunStore store = RunStore.Open(folder.Path, create: true);
            IEnumerable<RunConfiguration> all = Configurations(30);
            _ = SweepScheduler.Run(store, store.Add("s", reversed ? all.Reverse() : all), new FakeExecutor(), new() { ThrottleLimit = throttle }).Count();
            return string.Join('\n', store.Files.All().Select(path => Path.GetRelativePath(folder.Path, path) + File.ReadAllText(path)));
        }
        Assert.Equal(Bytes(1, false), Bytes(7, true));
    }

    [Fact]
    public void A_failed_run_is_a_row_with_its_error_and_the_others_go_on()
    {
        FakeExecutor executor = new((c, _, _) =>
        {
            if ((long)c.Parameters["Number"]! == 3)
                throw new ScalingException(ScalingError.Diverged, "It diverged.", "Smaller steps.");
            if ((long)c.Parameters["Number"]! == 4)
                throw new InvalidOperationException("a defect");
        });
        using RunStore store = Open();
        List<ScalingRun> runs = RunAll(store, 6, executor);
        Assert.Equal(4, runs.Count(run => run.State == RunState.Completed));
        ScalingRun[] failed = [.. store.Runs([RunState.Failed])];
        Assert.Equal(("Diverged", "It diverged.", "Smaller steps."), (failed[0].ErrorId, failed[0].Error, failed[0].Advice));
        Assert.Equal("InternalError", failed[1].ErrorId);
        Assert.Contains("a defect", failed[1].Error);
        // Done again, without the failure, it is a result like any other.
        Assert.All(RunAll(store, 6), run => Assert.Equal(RunState.Completed, run.State));
        Assert.DoesNotContain(store.Files.All(), path => path.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void Cancellation_keeps_what_was_finished_and_the_rest_goes_on_later()
    {
        using CancellationTokenSource stop = new();
        int done = 0;
        FakeExecutor executor = new((_, _, cancellation) =>
        {
            if (Interlocked.Increment(ref done) == 5)
                stop.Cancel();
            cancellation.ThrowIfCancellationRequested();
        });
        using RunStore store = Open();
        Assert.ThrowsAny<OperationCanceledException>(() => SweepScheduler.Run(store, store.Add("s", Configurations(50)), executor, new() { ThrottleLimit = 2 }, cancellation: stop.Token).Count());
        int finished = store.Runs([RunState.Completed]).Count;
        Assert.InRange(finished, 3, 5);
        Assert.Empty(store.Runs([RunState.Running]));
        FakeExecutor rest = new();
        _ = SweepScheduler.Run(store, store.Runs(), rest, new()).Count();
        Assert.Equal(50 - finished, rest.Begun);
        Assert.Equal(50, store.Runs([RunState.Completed]).Count);
    }

    [Fact]
    public void A_run_that_complains_when_it_is_stopped_is_interrupted_and_has_not_failed()
    {
        using CancellationTokenSource stop = new();
        FakeExecutor executor = new((_, _, _) =>
        {
            stop.Cancel();
            throw new InvalidOperationException("stopped before it began");
        });
        using RunStore store = Open();
        Assert.ThrowsAny<OperationCanceledException>(() => SweepScheduler.Run(store, store.Add("s", Configurations(3)), executor, new() { ThrottleLimit = 1 }, cancellation: stop.Token).Count());
        Assert.Equal([RunState.Interrupted, RunState.Planned, RunState.Planned], store.Runs().Select(run => run.State));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(long.MaxValue, 4)]
    public void No_run_begins_beside_another_while_there_is_no_memory_for_it(long limit, int most)
    {
        int now = 0, largest = 0;
        Lock gate = new();
        FakeExecutor executor = new((_, _, _) =>
        {
            lock (gate)
                largest = Math.Max(largest, ++now);
            Thread.Sleep(20);
            lock (gate)
                now--;
        });
        using RunStore store = Open();
        Assert.All(RunAll(store, 12, executor, new() { ThrottleLimit = 4, MemoryLimit = limit }), run => Assert.Equal(RunState.Completed, run.State));
        Assert.Equal(most, largest);
    }

    [Fact]
    public void A_consumer_that_stops_stops_the_work()
    {
        FakeExecutor executor = new((_, _, _) => Thread.Sleep(5));
        using RunStore store = Open();
        _ = SweepScheduler.Run(store, store.Add("s", Configurations(200)), executor, new() { ThrottleLimit = 2 }).First();
        Assert.True(executor.Begun < 100, $"{executor.Begun} of 200 were begun");
        Assert.Empty(store.Runs([RunState.Running]));
    }

    [Fact]
    public async Task Two_stores_on_one_folder_share_the_work()
    {
        FakeExecutor one = new((_, _, _) => Thread.Sleep(2)), other = new((_, _, _) => Thread.Sleep(2));
        using RunStore first = Open(), second = Open();
        Task<int> a = Task.Run(() => SweepScheduler.Run(first, first.Add("s", Configurations(100)), one, new()).Count()), b = Task.Run(() => SweepScheduler.Run(second, second.Add("s", Configurations(100)), other, new()).Count());
        Assert.All(await Task.WhenAll(a, b), rows => Assert.Equal(100, rows));
        Assert.Equal(100, one.Begun + other.Begun);
        Assert.Equal(100, first.Runs([RunState.Completed]).Count);
        Assert.All(first.Runs(), run => Assert.Equal(1, run.Attempts));
    }

    [Fact]
    public void A_run_whose_worker_is_gone_is_found_and_done_again()
    {
        using RunStore store = Open();
        IReadOnlyList<ScalingRun> runs = store.Add("s", Configurations(5));
        // Workers: one of this machine who left no lock, one whose lock is open, one who lives; one of another machine who was heard of just now, and one never heard of again.
        WorkerSign lives = WorkerSign.Here() with { Id = "lives" }, died = WorkerSign.Here() with { Id = "died" };
        died.Lock(store.Files).Dispose();
        File.WriteAllText(Path.Combine(_folder.Path, "workers", "died.lock"), "");
        using FileStream life = lives.Lock(store.Files);
        foreach (WorkerSign worker in (WorkerSign[])[lives with { Id = "gone" }, died, lives, lives with { Id = "far", Host = "elsewhere" }, lives with { Id = "silent", Host = "elsewhere", Heartbeat = WorkerSign.Now() - 1_000_000 }])
            store.Beat(worker);
        foreach ((ScalingRun run, string worker) in runs.Zip((string[])["gone", "died", "lives", "far", "silent"]))
            Assert.True(store.Take(run.ToConfiguration().Hash, worker, "Local", force: false));
        Assert.Equal(3, store.Recover());
        Assert.Equal("IIRRI", string.Concat(store.Runs().Select(run => run.State.ToString()[0])));
        List<ScalingRun> rest = RunAll(store, 5);
        Assert.Equal(3, rest.Count(run => run.State == RunState.Completed));
        Assert.Equal("22112", string.Concat(store.Runs().Select(run => run.Attempts)));
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("text")]
    [InlineData("missing")]
    public void A_lost_index_is_made_again_from_the_files(string how)
    {
        List<(string, RunState, long?)> before;
        using (RunStore store = Open())
        {
            RunAll(store, 10, new FakeExecutor((c, _, _) =>
            {
                if ((long)c.Parameters["Number"]! == 2)
                    throw new ScalingException(ScalingError.Diverged, "It diverged.", "");
            }));
            store.Add("later", [FakeExecutor.Configuration(100), FakeExecutor.Configuration(101)]);
            store.Remove(store.Runs()[5]);
            before = [.. store.Runs().Select(run => (run.Configuration, run.State, run.RowCount))];
            Assert.Equal(11, before.Count);
        }
        string index = Path.Combine(_folder.Path, "index.db");
        if (how == "missing")
            File.Delete(index);
        else if (how == "text")
            File.WriteAllText(index, "this is no database, whatever its name is\n" + new string('x', 10000));
        else
        {
            using FileStream file = new(index, FileMode.Open);
            file.Position = 4096 + 10;
            file.Write(Enumerable.Repeat((byte)0xff, (int)file.Length - 4200).ToArray());
        }
        using (RunStore store = Open(create: false))
        {
            Assert.Contains("made again", store.Notice);
            Assert.Equal(before, store.Runs().Select(run => (run.Configuration, run.State, run.RowCount)));
            Assert.Equal("later", store.Runs()[^1].Sweep);
        }
        using (RunStore store = Open(create: false))
            Assert.Null(store.Notice);
    }

    [Fact]
    public void A_damaged_result_is_seen_and_done_again()
    {
        string path;
        using (RunStore store = Open())
        {
            RunAll(store, 3);
            path = store.Files.Result(FakeExecutor.Configuration(1).Hash);
            File.WriteAllText(path, File.ReadAllText(path).Replace("α1", "α2", StringComparison.Ordinal));
            Assert.Equal(ScalingError.StoreDamaged, Assert.Throws<ScalingException>(() => RunReader.Check(path)).Error);
            File.WriteAllText(path, string.Join('\n', File.ReadLines(path).SkipLast(1)));
            Assert.Equal(ScalingError.StoreDamaged, Assert.Throws<ScalingException>(() => store.Rows(store.Runs()[1]).Count()).Error);
        }
        File.Delete(Path.Combine(_folder.Path, "index.db"));
        using (RunStore store = Open())
        {
            Assert.Equal([RunState.Completed, RunState.Planned, RunState.Completed], store.Runs().Select(run => run.State));
            RunAll(store, 3);
            Assert.Equal(3, store.Rows(store.Runs()[1]).Count());
        }
    }

    [Fact]
    public void A_plan_whose_last_line_was_cut_off_keeps_the_others()
    {
        using (RunStore store = Open())
            store.Add("s", Configurations(3));
        string plan = Path.Combine(_folder.Path, "plan.jsonl");
        File.WriteAllText(plan, File.ReadAllText(plan)[..^20]);
        File.Delete(Path.Combine(_folder.Path, "index.db"));
        using (RunStore store = Open())
        {
            Assert.Equal(2, store.Runs().Count);
            store.Add("s", Configurations(4));
        }
        File.Delete(Path.Combine(_folder.Path, "index.db"));
        using (RunStore store = Open())
            Assert.Equal(4, store.Runs().Count);
    }

    [Fact]
    public void A_store_of_a_newer_version_is_left_alone()
    {
        using (Open())
        {
        }
        string mark = Path.Combine(_folder.Path, "store.json");
        File.WriteAllText(mark, """{"format":2}""");
        ScalingException e = Assert.Throws<ScalingException>(() => Open());
        Assert.Equal(ScalingError.StoreVersion, e.Error);
        Assert.Contains("Update ScalingTools", e.Advice);
        File.WriteAllText(mark, "nonsense");
        Assert.Equal(ScalingError.StoreDamaged, Assert.Throws<ScalingException>(() => Open()).Error);
    }

    [Fact]
    public void Where_there_is_no_store_there_are_no_runs()
    {
        using TestFolder empty = new();
        Assert.Equal(ScalingError.RunNotFound, Assert.Throws<ScalingException>(() => RunStore.Open(empty.Path)).Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty.Path));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_said_so()
    {
        string file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        Assert.Equal(ScalingError.PathNotWritable, Assert.Throws<ScalingException>(() => RunStore.Open(file + "/store", create: true)).Error);
    }

    [Fact]
    public void Removed_runs_are_gone_and_running_ones_are_not_removed()
    {
        using RunStore store = Open();
        RunAll(store, 2);
        ScalingRun run = store.Runs()[0];
        Assert.True(store.Take(run.ToConfiguration().Hash, "w", "Local", force: true));
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(() => store.Remove(run)).Error);
        store.Remove(store.Runs()[1]);
        Assert.Single(store.Runs());
        Assert.False(File.Exists(store.Files.Result(FakeExecutor.Configuration(1).Hash)));
    }

    [Fact]
    public void Rows_of_every_type_come_back_as_they_were()
    {
        // Every row type of the engine, each property with a value of its own, through the file and back.
        using RunStore store = Open();
        Type[] types = [.. typeof(RunStore).Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsSealed: true } && t.GetMethod("<Clone>$") is not null && !t.Name.EndsWith("Options", StringComparison.Ordinal) && t != typeof(ScalingRun))];
        List<object> rows = [.. types.Select(Filled)];
        RunConfiguration configuration = FakeExecutor.Configuration(0);
        using (RunWriter writer = store.Files.Begin(configuration))
        {
            foreach (object row in rows)
                writer.Write(row);
            writer.Complete();
        }
        Assert.Equal(rows, RunReader.Rows(store.Files.Result(configuration.Hash)).Select(row => row.ToRow()));
        Assert.Contains(rows, row => row is NetworkStrength);
    }

    private static object Filled(Type type)
    {
        object row = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        int n = 1;
        foreach (System.Reflection.PropertyInfo property in type.GetProperties().Where(p => p.SetMethod is not null))
        {
            Type value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(row, value.IsEnum ? Enum.GetValues(value).GetValue(0) : value == typeof(string) ? $"t{n}" : Convert.ChangeType(value == typeof(double) ? 1 / (n + 2.0) : value == typeof(bool) ? 1 : n, value, null));
            n++;
        }
        return row;
    }
}
