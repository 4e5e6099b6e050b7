using ScalingTools.Sweeps;

namespace ScalingTools.Tests.Sweeps;

public class SweepCostsTests
{
    // A run of so many milliseconds that says how far it is.
    private sealed class Timed(Func<RunConfiguration, double> seconds) : IRunExecutor
    {
        public string Name => "Local";

        public IRunSlot Open() => new Slot(seconds);

        private sealed class Slot(Func<RunConfiguration, double> seconds) : IRunSlot
        {
            public RunFailure? Execute(RunRequest request, IRowSink result, IProgress<double> progress, CancellationToken cancellation)
            {
                System.Diagnostics.Stopwatch clock = System.Diagnostics.Stopwatch.StartNew();
                for (double all = seconds(request.Configuration); clock.Elapsed.TotalSeconds < all;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress.Report(clock.Elapsed.TotalSeconds / all);
                    Thread.Sleep(1);
                }
                return null;
            }

            public void Dispose() { }
        }
    }

    private static double Number(RunConfiguration run, string name) => Convert.ToDouble(run.Parameters[name], System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_power_law_of_cost_is_found_from_a_few_short_timing_runs()
    {
        RunConfiguration[] runs = [.. SweepGrid.Combinations([new("Width", [10, 20, 40, 80, 160]), new("Steps", [100, 200, 400, 800]), new("Seed", [1, 2, 3])]).Select(p => new RunConfiguration(["X"], p))];
        // 20 ms to 2.6 s
        double Seconds(RunConfiguration run) => 2e-5 * Number(run, "Width") * Number(run, "Steps");
        IReadOnlyList<SweepCost> rows = SweepCosts.Measure(runs, new Timed(Seconds), new() { ProbeSeconds = 0.1, Probes = 6, Detailed = true, ThrottleLimit = 1 });
        SweepCost all = rows[^1];
        double truth = runs.Sum(Seconds);
        Assert.Equal(("all", 60, 6), (all.Kind, all.Runs, all.Probes));
        Assert.InRange(all.ProcessorSeconds!.Value / truth, 0.8, 1.25);
        Assert.Equal(all.ProcessorSeconds, all.Seconds);
        Assert.Equal(21, rows.Count);
        Assert.All(rows.SkipLast(1), row => Assert.Equal(3, row.Runs));
        Assert.Contains(rows, row => row.Kind == "Steps=800 Width=160");
        Assert.InRange(all.RelativeError!.Value, 0, 0.25);
    }

    [Fact]
    public void What_is_no_number_has_a_cost_of_its_own()
    {
        RunConfiguration[] runs = [.. SweepGrid.Combinations([new("Method", ["Fast", "Slow"]), new("Width", [1, 2])]).Select(p => new RunConfiguration(["X"], p))];
        IReadOnlyList<SweepCost> rows = SweepCosts.Measure(runs, new Timed(run => (Equals(run.Parameters["Method"], "Slow") ? 0.08 : 0.02) * Number(run, "Width")), new() { ProbeSeconds = 0.05, Probes = 3, Detailed = true });
        Assert.InRange(rows.Single(row => row.Kind == "Method=Slow Width=2").SecondsPerRun!.Value, 0.12, 0.22);
    }

    [Fact]
    public void A_sweep_that_fails_says_why() =>
        Assert.Contains("It diverged", Assert.Throws<ScalingException>(() => SweepCosts.Measure([new(["X"], [])], new Failing(), new())).Problem);

    private sealed class Failing : IRunExecutor, IRunSlot
    {
        public string Name => "Local";

        public IRunSlot Open() => this;

        public RunFailure? Execute(RunRequest request, IRowSink result, IProgress<double> progress, CancellationToken cancellation) => new("Diverged", "It diverged.", "Smaller steps.");

        public void Dispose() { }
    }
}
