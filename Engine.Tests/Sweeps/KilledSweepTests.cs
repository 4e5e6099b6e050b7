using System.Diagnostics;
using ScalingTools.Sweeps;

namespace ScalingTools.Tests.Sweeps;

/// <summary>kill -9 at random moments of a sweep of 200 runs.</summary>
public class KilledSweepTests
{
    private const int Runs = 200;

    /// <summary>The process that is killed: does what is left of the sweep, and says what it has finished.</summary>
    internal static void SweepUntilKilled(string folder)
    {
        using RunStore store = RunStore.Open(folder, create: true);
        IReadOnlyList<ScalingRun> runs = store.Add("s", Enumerable.Range(0, Runs).Select(FakeExecutor.Configuration));
        store.Recover();
        foreach (ScalingRun run in SweepScheduler.Run(store, store.Runs([RunState.Planned, RunState.Interrupted]), new FakeExecutor((_, _, _) => Thread.Sleep(8)), new() { ThrottleLimit = 2 }))
            Console.WriteLine(run.Configuration);
        Console.WriteLine($"end of {runs.Count}");
    }

    [Fact]
    public void After_twenty_kills_every_run_is_there_once_and_nothing_that_was_reported_is_lost()
    {
        using TestFolder folder = new();
        HashSet<string> reported = [];
        Random moments = new(1);
        int kills = 0;
        for (bool ended = false; !ended;)
        {
            ProcessStartInfo start = new("dotnet", ["exec", typeof(KilledSweepTests).Assembly.Location, Program.SweepUntilKilled, folder.Path]) { RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            if (kills < 20)
            {
                // From the first row on, or before it: while the store is opened and the plan is made.
                if (kills % 4 > 0 && process.StandardOutput.ReadLine() is { } first)
                    reported.Add(first);
                Thread.Sleep(moments.Next(kills % 4 > 0 ? 60 : 250));
                process.Kill();
                kills++;
            }
            string[] lines = process.StandardOutput.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
            ended = lines.Contains($"end of {Runs}");
            // The last line of a killed process may be cut.
            reported.UnionWith(lines.Where(line => line.Length == "cfg-".Length + 12));
            process.WaitForExit();

            using RunStore store = RunStore.Open(folder.Path, create: true);
            Assert.Null(store.Notice);
            store.Recover();
            HashSet<string> completed = [.. store.Runs([RunState.Completed]).Select(run => run.Configuration)];
            Assert.Empty(reported.Except(completed));
            Assert.Empty(store.Runs([RunState.Running, RunState.Failed]));
        }
        Assert.Equal(20, kills);
        using (RunStore store = RunStore.Open(folder.Path))
        {
            IReadOnlyList<ScalingRun> runs = store.Runs();
            Assert.Equal(Runs, runs.Select(run => run.Configuration).Distinct().Count());
            Assert.All(runs, run => Assert.Equal((RunState.Completed, 3L), (run.State, run.RowCount)));
            // Every file is whole, and there is nothing else.
            Assert.Equal(Runs, store.Files.All().Count());
            Assert.All(store.Files.All(), path => Assert.Equal(3, RunReader.Check(path).Rows));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "runs"), "*.part", SearchOption.AllDirectories));
        }
        // The index agrees with the files.
        File.Delete(Path.Combine(folder.Path, "index.db"));
        using (RunStore store = RunStore.Open(folder.Path))
            Assert.Equal(Runs, store.Runs([RunState.Completed]).Count);
    }
}
