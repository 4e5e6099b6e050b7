using System.Diagnostics;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>Whole runs: their rows, and that nothing but the options decides them.</summary>
public class SparseParityTrainingTests
{
    private static readonly SparseParityDataset Task = new(skillCount: 2, skillBits: 6, sparseBits: 2);

    private static readonly SparseParityTrainingOptions Small = new()
    {
        Dataset = Task, Widths = [20], BatchSize = 50, LearningRate = 0.02, InitialScale = 0.3, Steps = 40, MeasureSamples = 100, Threads = 1,
    };

    // Learns both skills in a fifth of a second.
    private static readonly SparseParityTrainingOptions Learning = Small with { Widths = [30], BatchSize = 100, LearningRate = 0.05, InitialScale = 0.1, Steps = 1000, FinalOnly = true };

    private static NetworkStrength[] Run(SparseParityTrainingOptions options) => [.. SparseParityTraining.Run(options)];

    [Fact]
    public void Rows_are_those_of_data_by_width_by_seed_step_and_skill_in_this_order()
    {
        SparseParityTrainingOptions grid = Small with { SampleCounts = [30, null], Widths = [4, 8], Seeds = [5, 2], MeasureAt = [10, 0] };
        NetworkStrength[] rows = Run(grid);
        long[] steps = [0, 10, 40];
        Assert.Equal(2 * 2 * 2 * 3 * 2, rows.Length);
        var expected = from d in grid.SampleCounts from h in grid.Widths from seed in grid.Seeds from step in steps from k in Enumerable.Range(1, 2)
            select (d, h, seed, step, (long)k);
        Assert.Equal(expected, rows.Select(row => (row.SampleCount, row.Width, row.Seed, row.Step, row.Skill)));
        Assert.All(rows, row => Assert.Equal(row.Step == 40 ? NetworkOutcome.Completed : NetworkOutcome.Training, row.Outcome));
        Assert.All(rows, row => Assert.Equal(row.Step == 0, row.TrainingLoss is null));
        Assert.Equal(8, rows.Select(row => row.Run).Distinct().Count());
        Assert.All(rows, row => Assert.Equal((2L, 0.6, 5.0, 0.02, null), (row.SkillCount, row.Alpha, row.TargetScale, row.LearningRate, row.Preset)));
        Assert.All(rows, row => Assert.Equal(InitialStrength.RootMeanSquare(row.Width, 6, 2, 0.3), row.InitialStrength));
        Assert.All(rows, row => Assert.Equal("", row.Advice));
    }

    [Fact]
    public void Columns_fit_together()
    {
        foreach (NetworkStrength[] step in Run(Small with { MeasureEvery = 10 }).GroupBy(row => row.Step).Select(g => g.ToArray()))
        {
            // L = Σ_k P_s(k) L_k
            Assert.Equal(step.Sum(row => row.Frequency * row.SkillLoss!.Value), step[0].Loss!.Value, 1e-14 * step[0].Loss!.Value);
            Assert.All(step, row => Assert.Equal(step[0].Loss, row.Loss));
            Assert.All(step, row => Assert.Equal(Task.GetSkills().Probability(row.Skill), row.Frequency));
            Assert.All(step, row => Assert.Equal(row.Strength / 5, row.RelativeStrength));
            Assert.All(step, row => Assert.InRange(row.StandardError!.Value, 1e-9, 5));
            Assert.All(step, row => Assert.Null(row.Observations));
        }
        SkillStrength shared = Run(Small)[^1].ToSkillStrength();
        Assert.Equal((40.0, 20L, 2L), (shared.Time!.Value, shared.Parameters, shared.Skill));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rows_do_not_depend_on_threads(int threads)
    {
        // Three runs of which each has three chunks of neurons to share, and one that does.
        SparseParityTrainingOptions several = Small with { Widths = [300, 20, 270], SampleCounts = [null, 40], MeasureEvery = 7, BatchSize = 101, LearningRate = 0.002 };
        Assert.Equal(Run(several), Run(several with { Threads = threads }));
        SparseParityTrainingOptions one = several with { Widths = [300], SampleCounts = [40] };
        Assert.Equal(Run(one), Run(one with { Threads = threads }));
    }

    [Fact]
    public void A_seed_decides_everything_and_nothing_else_does()
    {
        NetworkStrength[] first = Run(Small with { Seeds = [1], SampleCounts = [30] }), second = Run(Small with { Seeds = [2], SampleCounts = [30] });
        Assert.Equal(first, Run(Small with { Seeds = [1], SampleCounts = [30] }));
        Assert.Equal([.. first, .. second], Run(Small with { Seeds = [1, 2], SampleCounts = [30], MeasureAt = [.. first.Select(row => row.Step).Distinct()], Threads = 2 }));
        Assert.All(first.Zip(second), pair => Assert.NotEqual(pair.First.Strength, pair.Second.Strength));
        // Neither how often is measured nor what else is trained.
        Assert.Equal(first[^1] with { Run = "" }, Run(Small with { Seeds = [1], SampleCounts = [30], FinalOnly = true })[^1] with { Run = "" });
        // A run that is named twice is one.
        Assert.Equal(first, Run(Small with { Seeds = [1, 1], SampleCounts = [30, 30], MeasureAt = [.. first.Select(row => row.Step).Distinct()] }));
    }

    [Fact]
    public void Each_seed_has_points_of_its_own_unless_the_data_are_fixed()
    {
        SparseParityDataset data = new(2, 6, 2, sampleCount: 50, seed: 6);
        long[] own = new SparseParityDataset(2, 6, 2, sampleCount: 50, seed: 4).CountSkills();
        Assert.NotEqual(data.CountSkills(), own);
        SparseParityTrainingOptions options = Small with { Dataset = data, FinalOnly = true };
        Assert.Equal(data.CountSkills(), Run(options).Select(row => row.Observations!.Value)); // its own seed
        Assert.Equal(own, Run(options with { Seeds = [4] }).Select(row => row.Observations!.Value));
        Assert.Equal(data.CountSkills(), Run(options with { Seeds = [4], FixedData = true }).Select(row => row.Observations!.Value));
        Assert.NotEqual(Run(options with { Seeds = [4] })[0].Strength, Run(options with { Seeds = [4], FixedData = true })[0].Strength);
        Assert.Equal(Run(options)[0] with { Run = "" }, Run(options with { FixedData = true })[0] with { Run = "" });
        // More points than the data set names, or fewer, are those of the same seed.
        Assert.Equal(new SparseParityDataset(2, 6, 2, sampleCount: 80, seed: 6).CountSkills(), Run(options with { SampleCounts = [80] }).Select(row => row.Observations!.Value));
        Assert.Equal(20, Run(options with { SampleCounts = [20] }).Sum(row => row.Observations));
    }

    [Fact]
    public void A_network_learns_both_skills()
    {
        foreach (NetworkStrength row in Run(Learning with { Seeds = [1, 2, 3] }))
        {
            Assert.InRange(row.RelativeStrength!.Value, 0.95, 1.05);
            Assert.InRange(row.SkillLoss!.Value, 0, 0.05 * 12.5); // of ½S²
        }
        NetworkStrength[] logits = Run(Learning with { Dataset = new(2, 6, 2, labels: LabelConvention.Binary), Optimizer = NetworkOptimizer.Adam, LearningRate = 0.02 });
        Assert.All(logits, row => Assert.InRange(row.RelativeStrength!.Value, 0.95, 1));
        Assert.All(logits, row => Assert.Equal((1.0, null), (row.TargetScale, row.InitialStrength)));
    }

    [Fact]
    public void Exact_strengths_have_no_error()
    {
        NetworkStrength[] exact = Run(Learning with { Strength = StrengthMethod.Exact }), sampled = Run(Learning);
        Assert.All(exact, row => Assert.Null(row.StandardError));
        foreach ((NetworkStrength e, NetworkStrength s) in exact.Zip(sampled))
        {
            Assert.InRange(Math.Abs(e.Strength!.Value - s.Strength!.Value), 0, 4 * s.StandardError!.Value);
            Assert.Equal(s.SkillLoss, e.SkillLoss);
        }
    }

    [Fact]
    public void Finite_data_that_are_learnt_end_training_at_a_step_that_nothing_else_decides()
    {
        SparseParityTrainingOptions options = Small with { Widths = [30], SampleCounts = [8], BatchSize = 32, LearningRate = 0.05, Steps = 20_000, MeasureAt = [1, 1500, 9000] };
        NetworkStrength[] rows = Run(options);
        Assert.Equal([1, 1500, 2000], rows.Select(row => row.Step).Distinct());
        Assert.All(rows, row => Assert.Equal(row.Step == 2000 ? NetworkOutcome.Converged : NetworkOutcome.Training, row.Outcome));
        Assert.InRange(rows[^1].TrainingLoss!.Value, 0, 1e-10 * 12.5);
        Assert.Equal(rows, Run(options with { Threads = 3 }));
        Assert.Equal(2000, Run(options with { MeasureAt = [], MeasureEvery = 333 })[^1].Step);
        Assert.Equal(1000, Run(options with { Steps = 1000, MeasureAt = [], FinalOnly = true })[^1].Step);
        Assert.Equal(NetworkOutcome.Completed, Run(options with { Steps = 2500, MeasureAt = [], FinalOnly = true, StopTolerance = 0 })[^1].Outcome);
    }

    [Theory]
    [InlineData(StrengthMethod.Sampled, 1, 1e4)]
    [InlineData(StrengthMethod.Exact, 1, 1e4)]
    [InlineData(StrengthMethod.Sampled, 1, 3)]
    [InlineData(StrengthMethod.Exact, 3, 10)]
    [InlineData(StrengthMethod.Centered, 40, 1e6)]
    public void A_run_that_diverges_keeps_its_rows_and_says_so(StrengthMethod method, long every, double rate)
    {
        NetworkStrength[] rows = Run(Small with { Widths = [50], LearningRate = rate, Steps = 200, MeasureEvery = every, Strength = method, MeasureSamples = 20 });
        Assert.Equal(rows.Select(row => row.Step).Order(), rows.Select(row => row.Step));
        Assert.Equal(rows.Length, rows.Select(row => (row.Step, row.Skill)).Distinct().Count());
        Assert.All(rows[..^2], row => Assert.Equal(NetworkOutcome.Training, row.Outcome));
        Assert.All(rows[..^2], row => Assert.True(row is { Strength: not null, SkillLoss: not null, Loss: not null } && row.Failure() is null));
        foreach (NetworkStrength row in rows[^2..])
        {
            Assert.Equal(NetworkOutcome.Diverged, row.Outcome);
            Assert.True(row is { Strength: null, RelativeStrength: null, StandardError: null, SkillLoss: null, Loss: null, TrainingLoss: null });
            ScalingException failure = row.Failure()!;
            Assert.Equal(ScalingError.Diverged, failure.Error);
            Assert.Contains($"step {row.Step}", failure.Problem, StringComparison.Ordinal);
            Assert.NotEmpty(failure.Advice);
            Assert.Equal(ScalingError.Diverged, Assert.Throws<ScalingException>(row.ToSkillStrength).Error);
        }
    }

    [Fact]
    public void Other_runs_go_on_where_one_diverges()
    {
        SparseParityTrainingOptions options = Small with { Widths = [400, 8], LearningRate = 3, MeasureEvery = 5 };
        NetworkStrength[] rows = Run(options);
        Assert.Equal(NetworkOutcome.Diverged, rows.Last(row => row.Width == 400).Outcome);
        Assert.Equal(Run(options with { Widths = [8] }), rows.Where(row => row.Width == 8));
    }

    [Fact]
    public void A_neuron_that_is_not_a_number_is_not_a_silent_one()
    {
        TrainingSettings settings = new TrainingPlan(Small).Runs[0];
        foreach (float broken in (float[])[float.NaN, float.PositiveInfinity])
        {
            TwoLayerWeights start = NetworkInitializer.Draw(settings);
            start.HiddenBias[3] = broken;
            start.Hidden[3 * 8 + 2] = -broken; // ∞ - ∞ where the first bit is set
            using TwoLayerTrainer trainer = TwoLayerTrainer.Create(settings, start);
            using StrengthMeasurement measurement = new(settings, StrengthMethod.Sampled, 50);
            Assert.Null(measurement.Measure(trainer));
            trainer.TrainTo(10);
            Assert.True(trainer.Diverged);
            Assert.Equal(0, trainer.Step);
        }
    }

    private static readonly SparseParityTrainingOptions Endless = Small with { Widths = [300], BatchSize = 1000, LearningRate = 1e-4, Steps = 1_000_000_000, MeasureAt = [1], Threads = 2, Seeds = [1, 2, 3] };

    [Fact]
    public void A_consumer_that_has_enough_stops_the_threads()
    {
        int rows = 0;
        Stopwatch clock = new();
        foreach (NetworkStrength row in SparseParityTraining.Run(Endless))
        {
            rows++;
            clock.Start();
            break; // the enumerator is disposed, which waits for the threads
        }
        Assert.Equal(1, rows);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_token_stops_the_threads()
    {
        using CancellationTokenSource source = new();
        Stopwatch clock = new();
        List<NetworkStrength> rows = [];
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (NetworkStrength row in SparseParityTraining.Run(Endless, null, source.Token))
            {
                rows.Add(row);
                clock.Start();
                source.CancelAfter(20);
            }
        });
        Assert.Equal([1, 2], rows.Select(row => row.Skill));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    private sealed class Reports : IProgress<ScalingProgress>
    {
        public List<ScalingProgress> All { get; } = [];
        public void Report(ScalingProgress value) => All.Add(value);
    }

    [Fact]
    public void Progress_grows_from_0_to_1()
    {
        Reports reports = new();
        Assert.NotEmpty(SparseParityTraining.Run(Small with { Seeds = [1, 2, 3], Steps = 200 }, reports).ToArray());
        Assert.Equal(reports.All.Select(p => p.Fraction).Order(), reports.All.Select(p => p.Fraction));
        Assert.Equal(1, reports.All[^1].Fraction);
        Assert.Equal("3 of 3 runs done, 0 training", reports.All[^1].Status);
    }

    [Fact]
    public void The_estimate_counts_what_would_be_done()
    {
        TrainingEstimate one = SparseParityTraining.Estimate(new());
        Assert.Equal((1, 30_000L), (one.Runs, one.Steps));
        Assert.Equal(5 * one.Measurements, one.Rows);
        Assert.Equal(6.0 * 30_000 * 4000 * (1000 * (5 + 32 + 1) + 1001), one.FloatingOperations); // every parameter, the output bias too
        Assert.InRange(one.Seconds, 1e-3, 1e6);
        Assert.InRange(one.Memory, 1_000_000, 100_000_000);
        SparseParityTrainingOptions grid = Small with { Widths = [4, 8], Seeds = [1, 2, 3], SampleCounts = [10, null], MeasureEvery = 10 };
        TrainingEstimate several = SparseParityTraining.Estimate(grid);
        Assert.Equal((12, 480L, 48L, 96L), (several.Runs, several.Steps, several.Measurements, several.Rows));
        Assert.Equal(several.Rows, Run(grid).Length);
        Assert.Equal(several.FloatingOperations, SparseParityTraining.RunTotals(grid).Where(row => row.Outcome != NetworkOutcome.Training).Sum(row => row.Compute));
        Assert.StartsWith("12 runs, 480 steps and 48 measurements in all (96 rows):", several.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, SparseParityTraining.Estimate(Small with { Steps = 0 }).Measurements);
    }

    [Fact]
    public void What_was_decided_is_said() => Assert.Equal(
        $"4 runs of 40 steps, measured 1 time, 3 at a time on 3 threads with vectors of {TwoLayerTrainer.VectorBits} bits, preset Nam2024Time",
        SparseParityTraining.Describe(Small with { Preset = NetworkPreset.Nam2024Time, Seeds = [1, 2, 3, 4], FinalOnly = true, Threads = 3 }));

    [Theory]
    [InlineData(NetworkOptimizer.Sgd, LabelConvention.Signed, 0)]
    [InlineData(NetworkOptimizer.Sgd, LabelConvention.Signed, 50)]
    [InlineData(NetworkOptimizer.Adam, LabelConvention.Binary, 0)]
    public void A_step_allocates_nothing(NetworkOptimizer optimizer, LabelConvention labels, int samples)
    {
        TrainingSettings settings = new TrainingPlan(Small with { Dataset = new(2, 6, 2, labels: labels, sampleCount: samples == 0 ? null : samples), Optimizer = optimizer, LearningRate = 0.001 }).Runs[0];
        using TwoLayerTrainer trainer = TwoLayerTrainer.Create(settings, NetworkInitializer.Draw(settings));
        trainer.TrainTo(2000); // what is compiled or set up on the way is not a step's
        long Allocated(long steps) => Allocation.Of(() => trainer.TrainTo(trainer.Step + steps)); // one thread is the caller's
        Assert.Equal(Allocated(100), Allocated(1100));
    }
}
