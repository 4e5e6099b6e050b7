using System.Diagnostics;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>A run that was stopped, killed or out of disk space goes on as if nothing had happened; a file that is not its own is refused.</summary>
[Collection("Processes")]
public sealed class NetworkCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scalingtools-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SparseParityTrainingOptions Options => new()
    {
        Dataset = new(2, 6, 2), Widths = [200], BatchSize = 60, LearningRate = 0.002, InitialScale = 0.2, Steps = 300, MeasureEvery = 50, MeasureSamples = 50,
        Threads = 1, CheckpointPath = _folder,
    };

    private string[] Files => Directory.GetFiles(_folder);
    private string Single => Assert.Single(Files);

    private static NetworkStrength[] Run(SparseParityTrainingOptions options) => [.. SparseParityTraining.Run(options)];

    private static NetworkStrength[] Uninterrupted(SparseParityTrainingOptions options) => Run(options with { CheckpointPath = null });

    // One run until a step was measured, if it is one to stop at; and from where it went on.
    private static (List<NetworkStrength> Rows, long From) Execute(SparseParityTrainingOptions options, long stopAt = -1, int threads = 1)
    {
        TrainingPlan plan = new(options);
        List<NetworkStrength> rows = [];
        long from = -1;
        using CancellationTokenSource stop = new();
        NetworkRun run = new(plan, plan.Runs[0]);
        NetworkRows toRows = new(plan, plan.Runs[0], run.Id);
        void Emit(MeasuredStep step)
        {
            rows.AddRange(toRows.Strengths(step));
            if (step.Step == stopAt)
                stop.Cancel();
        }
        if (stopAt < 0)
            run.Execute(threads, Emit, (_, f) => from = from < 0 ? f : from, stop.Token);
        else
            Assert.ThrowsAny<OperationCanceledException>(() => run.Execute(threads, Emit, (_, f) => from = from < 0 ? f : from, stop.Token));
        return (rows, from);
    }

    [Fact]
    public void A_run_that_is_stopped_while_it_is_measured_saves_what_it_has()
    {
        TrainingPlan plan = new(Options with { MeasureEvery = null, MeasureAt = [0], Strength = StrengthMethod.Exact });
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new NetworkRun(plan, plan.Runs[0]).Execute(1, _ => { }, (_, _) => { }, stopped.Token));
        Assert.EndsWith("width200-seed1.checkpoint", Single);
    }

    [Theory]
    [InlineData(NetworkOptimizer.Sgd, 0.9, 0)]
    [InlineData(NetworkOptimizer.Sgd, 0.9, 40)]
    [InlineData(NetworkOptimizer.Adam, 0, 0)]
    [InlineData(NetworkOptimizer.Adam, 0, 40)]
    public void A_run_that_was_stopped_goes_on_with_the_same_bits(NetworkOptimizer optimizer, double momentum, int samples)
    {
        SparseParityTrainingOptions options = Options with
        {
            Optimizer = optimizer, Momentum = momentum, SampleCounts = [samples == 0 ? null : samples], WeightDecay = 1e-3,
            Schedule = new() { Kind = LearningRateKind.Cosine, WarmupSteps = 20 },
        };
        NetworkStrength[] expected = Uninterrupted(options);
        Assert.Equal(expected[..4], Execute(options, stopAt: 100).Rows);
        (List<NetworkStrength> rows, long from) = Execute(options, stopAt: 200, threads: 2); // other threads, and stopped once more
        Assert.InRange(from, 101, 199);
        Assert.Equal(expected[..8], rows);
        Assert.InRange(Execute(options, stopAt: 250, threads: 3).From, 201, 249);
        Assert.Equal(expected, Run(options));
        // What has ended comes back, without training.
        (rows, from) = Execute(options);
        Assert.Equal(expected, rows);
        Assert.Equal(0, from);
        Assert.EndsWith($"width200-{(samples == 0 ? "" : "samples40-")}seed1.checkpoint", Single, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_comes_back_without_training()
    {
        SparseParityTrainingOptions options = Options with { Seeds = [-1, 2] };
        NetworkStrength[] rows = Run(options);
        DateTime[] written = [.. Files.Select(File.GetLastWriteTimeUtc)];
        Assert.Equal(2, written.Length);
        Assert.Equal(rows, Run(options));
        Assert.Equal(written, Files.Select(File.GetLastWriteTimeUtc));
        Assert.Equal([.. rows, .. Uninterrupted(options with { Seeds = [3] })], Run(options with { Seeds = [-1, 2, 3] })); // a larger grid goes on from it
    }

    [Fact]
    public void The_end_of_training_is_where_it_would_have_been()
    {
        SparseParityTrainingOptions options = Options with { Widths = [30], SampleCounts = [8], BatchSize = 32, LearningRate = 0.05, InitialScale = 0.3, Steps = 20_000, MeasureEvery = null, MeasureAt = [500, 1500] };
        NetworkStrength[] expected = Uninterrupted(options);
        Assert.Equal((NetworkOutcome.Converged, 2000L), (expected[^1].Outcome, expected[^1].Step));
        Execute(options, stopAt: 500);
        Execute(options, stopAt: 1500); // in the middle of the window of quiet batches
        Assert.Equal(expected, Run(options));
        Assert.Equal(expected, Run(options));
    }

    [Fact]
    public void A_run_that_diverged_comes_back_as_it_was()
    {
        SparseParityTrainingOptions options = Options with { LearningRate = 3, MeasureEvery = 1 };
        NetworkStrength[] rows = Run(options);
        Assert.Equal(NetworkOutcome.Diverged, rows[^1].Outcome);
        Assert.Equal(rows, Run(options));
    }

    // Saved after every slice of at most a fifth of a second or a thousand steps, and before a measurement.
    private static SparseParityTrainingOptions ToBeKilled(string? folder) => new()
    {
        Dataset = new(2, 6, 2), Widths = [40], BatchSize = 200, LearningRate = 0.01, Momentum = 0.5, InitialScale = 0.2, Steps = 8000, MeasureEvery = 100, MeasureSamples = 20,
        Threads = 1, StopTolerance = 0, CheckpointPath = folder, CheckpointSeconds = 0,
    };

    /// <summary>What the process does that is killed: it trains, and prints the steps measured.</summary>
    internal static void TrainUntilKilled(string folder)
    {
        foreach (NetworkStrength row in SparseParityTraining.Run(ToBeKilled(folder)))
            Console.WriteLine(row.Step);
    }

    [Fact]
    public void A_process_that_is_killed_loses_no_more_than_its_last_slice()
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(NetworkCheckpointTests).Assembly.Location, Program.TrainUntilKilled, _folder]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string file = Path.Combine(_folder, "width40-seed1.checkpoint");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(file), TimeSpan.FromMinutes(1)));
        Thread.Sleep(30);
        process.Kill(); // SIGKILL
        string[] printed = process.StandardOutput.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);

        SparseParityTrainingOptions options = ToBeKilled(_folder);
        (List<NetworkStrength> rows, long from) = Execute(options with { CheckpointSeconds = 60 });
        Assert.InRange(from, printed.Length == 0 ? 1 : long.Parse(printed[^1], System.Globalization.CultureInfo.InvariantCulture), 7999);
        Assert.Equal(Uninterrupted(options), rows);
    }

    [Fact]
    public void A_full_disk_costs_nothing_but_the_checkpoint()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is a device of Linux.");
        SparseParityTrainingOptions options = Options with { Steps = 3000, MeasureEvery = 500, CheckpointSeconds = 0 };
        NetworkStrength[] expected = Uninterrupted(options);
        Execute(options, stopAt: 500);
        string file = Single;
        byte[] before = File.ReadAllBytes(file);
        File.CreateSymbolicLink(file + ".new", "/dev/full"); // every write fails with ENOSPC

        List<NetworkStrength> rows = [];
        ScalingException problem = Assert.Throws<ScalingException>(() =>
        {
            foreach (NetworkStrength row in SparseParityTraining.Run(options))
                rows.Add(row);
        });
        Assert.Equal(expected, rows);
        Assert.Equal(ScalingError.PathNotWritable, problem.Error);
        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
        Assert.Contains("last checkpoint is still whole", problem.Advice, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));

        File.Delete(file + ".new");
        (rows, long from) = Execute(options);
        Assert.InRange(from, 500, 600);
        Assert.Equal(expected, rows);
        Assert.NotEqual(before, File.ReadAllBytes(file));
    }

    public static TheoryData<string, SparseParityTrainingOptions> Others => new()
    {
        { "BatchSize = 60 there, BatchSize = 61 here", new() { BatchSize = 61 } },
        { "LearningRate = 0.002 there, LearningRate = 0.003 here", new() { LearningRate = 0.003 } },
        { "Steps = 300 there, Steps = 301 here", new() { Steps = 301 } },
        { "Momentum = 0 there, Momentum = 0.5 here", new() { Momentum = 0.5 } },
        { "Optimizer = Sgd there, Optimizer = Adam here", new() { Optimizer = NetworkOptimizer.Adam } },
        { "InitialScale = 0.2 there, InitialScale = 0.1 here", new() { InitialScale = 0.1 } },
        { "Alpha = 0.6 there, Alpha = 0.3 here", new() { Dataset = new(2, 6, 2, 0.3) } },
        { "SkillBits = 6 there, SkillBits = 7 here", new() { Dataset = new(2, 7, 2) } },
        { "MeasureSamples = 50 there, MeasureSamples = 60 here", new() { MeasureSamples = 60 } },
        { "MeasureAt = 50 100 150 200 250 300 there, MeasureAt = 100 200 300 here", new() { MeasureEvery = 100 } },
        { "Factor = 0.5 there, Factor = 0.25 here", new() { Schedule = new() { Factor = 0.25 } } },
        { "StopTolerance = 1E-10 there, StopTolerance = 0 here", new() { StopTolerance = 0 } },
        { "Strength = Sampled there, Strength = Exact here", new() { Strength = StrengthMethod.Exact } },
        { "Preset =  there, Preset = Nam2024Time here", new() { Preset = NetworkPreset.Nam2024Time } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void The_checkpoint_of_other_settings_is_refused_with_the_setting(string difference, SparseParityTrainingOptions other)
    {
        Run(Options with { Steps = 300 });
        ScalingException problem = Mismatch(Options with
        {
            BatchSize = other.BatchSize ?? 60, LearningRate = other.LearningRate ?? 0.002, Steps = other.Steps ?? 300, Momentum = other.Momentum, Optimizer = other.Optimizer,
            InitialScale = other.InitialScale ?? 0.2, Dataset = other.Dataset ?? new(2, 6, 2), MeasureSamples = other.MeasureSamples ?? 50, MeasureEvery = other.MeasureEvery ?? 50,
            Schedule = other.Schedule, StopTolerance = other.StopTolerance, Strength = other.Strength, Preset = other.Preset,
        });
        Assert.Contains(difference, problem.Problem, StringComparison.Ordinal);
        Assert.Contains(Single, problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        Execute(Options, stopAt: 100);
        byte[] whole = File.ReadAllBytes(Single);
        foreach (int length in (int[])[0, 1, 20, 34, 40, 70, 200, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(Single, whole[..length]);
            Assert.Contains(length < 34 ? "is not a checkpoint of this version" : "is damaged", Mismatch(Options).Problem, StringComparison.Ordinal);
        }
        foreach (int at in (int[])[50, 100, whole.Length / 2, whole.Length - 1])
        {
            byte[] changed = [.. whole];
            changed[at] ^= 4; // one bit, of a weight perhaps, which no format would betray
            File.WriteAllBytes(Single, changed);
            Assert.Contains("is damaged", Mismatch(Options).Problem, StringComparison.Ordinal);
        }
        File.WriteAllBytes(Single, [.. whole, 0]);
        Assert.Contains("is damaged", Mismatch(Options).Problem, StringComparison.Ordinal);
        File.WriteAllBytes(Single, whole);
        Assert.Equal(Uninterrupted(Options), Run(Options));
    }

    [Fact]
    public void A_file_that_is_no_checkpoint_is_refused_and_left_alone()
    {
        Random random = new(1);
        Run(Options with { Steps = 0, MeasureEvery = null });
        for (int i = 0; i < 50; i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            File.WriteAllBytes(Single, bytes);
            Assert.Contains("is not a checkpoint", Mismatch(Options).Problem, StringComparison.Ordinal);
            Assert.Equal(bytes, File.ReadAllBytes(Single));
        }
    }

    private static ScalingException Mismatch(SparseParityTrainingOptions options)
    {
        ScalingException problem = Assert.Throws<ScalingException>(() => Run(options));
        Assert.Equal(ScalingError.CheckpointMismatch, problem.Error);
        Assert.NotEmpty(problem.Advice);
        return problem;
    }

    [Fact]
    public void Other_runs_are_not_lost_with_a_checkpoint_that_is_refused()
    {
        SparseParityTrainingOptions options = Options with { Seeds = [1, 2, 3] };
        NetworkStrength[] expected = Uninterrupted(options);
        File.WriteAllText(Path.Combine(_folder, "width200-seed2.checkpoint"), "notes");
        List<NetworkStrength> rows = [];
        Assert.Equal(ScalingError.CheckpointMismatch, Assert.Throws<ScalingException>(() =>
        {
            foreach (NetworkStrength row in SparseParityTraining.Run(options))
                rows.Add(row);
        }).Error);
        Assert.Equal(expected.Where(row => row.Seed != 2), rows);
    }

    [Fact]
    public void A_folder_is_made_or_named_in_the_error()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        ScalingException problem = Assert.Throws<ScalingException>(() => Run(Options with { CheckpointPath = Path.Combine(file, "below") }));
        Assert.Equal(ScalingError.PathNotWritable, problem.Error);
        Assert.Contains(file, problem.Problem, StringComparison.Ordinal);
        Assert.Equal(ScalingError.PathNotWritable, Assert.Throws<ScalingException>(() => Run(Options with { CheckpointPath = "a\0b" })).Error);
        Run(Options with { CheckpointPath = Path.Combine(_folder, "new", "folder") });
        Assert.True(File.Exists(Path.Combine(_folder, "new", "folder", "width200-seed1.checkpoint")));
    }
}
