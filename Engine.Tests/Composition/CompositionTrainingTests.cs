using ScalingTools.Composition;
using ScalingTools.Networks;

namespace ScalingTools.Tests.Composition;

public class CompositionTrainingTests
{
    private static readonly CompositionTask Small = new(2, 4, 1);

    private static CompositionTrainingOptions Quick(params CompositionRegime[] regimes) => new()
    {
        Task = Small, Regimes = regimes, Steps = 60, BatchSize = 32, Width = 32, MeasureEvery = 10, MeasureSamples = 50, StopAccuracy = 2, Threads = 2,
    };

    [Fact]
    public void Mixed_and_curriculum_learn_four_fold_composition_in_the_order_of_hops_and_direct_stays_at_chance()
    {
        CompositionTrainingOptions options = new()
        {
            Task = new(4, 6, 1), Regimes = [CompositionRegime.Mixed, CompositionRegime.Curriculum], Steps = 300, BatchSize = 32, MeasureEvery = 10, MeasureSamples = 100, StopAccuracy = 0.99,
        };
        ILookup<CompositionRegime, CompositionAccuracy> runs = CompositionTraining.Run(options).ToLookup(row => row.Regime);
        foreach (IGrouping<CompositionRegime, CompositionAccuracy> run in runs)
        {
            Assert.Equal(NetworkOutcome.Converged, run.Last().Outcome);
            Assert.All(run.TakeLast(3), row => Assert.True(row.Accuracy >= 0.99));
            long[] learnt = [.. run.GroupBy(row => row.HopLength).Select(hop => hop.First(row => row.Accuracy > 0.5).Step)];
            Assert.Equal(learnt.Order(), learnt);
            Assert.Equal([1, 2, 4], run.Take(3).Select(row => row.HopLength));
        }
        Assert.Equal([1, 2, 4], runs[CompositionRegime.Curriculum].Select(row => row.Stage).Distinct());
        long most = runs[CompositionRegime.Mixed].Last().Step;
        CompositionAccuracy direct = CompositionTraining.Run(options with { Regimes = [CompositionRegime.Direct], Steps = 3 * most, MeasureEvery = 3 * most }).Last();
        Assert.Equal(4, direct.HopLength);
        Assert.InRange(direct.Accuracy!.Value, 1 / 6.0 - 4 * direct.StandardError!.Value, 1 / 6.0 + 4 * direct.StandardError.Value);
        Assert.True(direct.Loss > Math.Log(6) - 0.02);
    }

    [Fact]
    public void Rows_are_the_same_on_any_number_of_threads_and_other_for_another_seed()
    {
        CompositionTrainingOptions options = Quick(CompositionRegime.Mixed, CompositionRegime.Curriculum, CompositionRegime.Direct, CompositionRegime.TheoryCurriculum) with { SampleCounts = [2, 5] };
        List<CompositionAccuracy> rows = [.. CompositionTraining.Run(options)];
        Assert.Equal(rows, CompositionTraining.Run(options with { Threads = 1 }));
        Assert.Equal(3 * 6 * 2 + 2 * 2 * 2, rows.Count);
        Assert.Equal(5, rows.Select(row => row.Run).Distinct().Count());
        Assert.NotEqual(rows[0].Loss, CompositionTraining.Run(options with { Seeds = [2] }).First().Loss);
        Assert.All(rows, row => Assert.Equal(0.25, row.ChanceLevel));
        Assert.All(rows.Where(row => row.Regime == CompositionRegime.Mixed), row => Assert.Equal(row.Step * 32, row.Samples));
    }

    [Fact]
    public void A_guess_has_the_loss_and_the_accuracy_of_chance()
    {
        CompositionTrainingOptions options = Quick(CompositionRegime.Mixed) with { Task = new(4, 5, 1), ReadoutScale = 1e-6, Steps = 0, MeasureEvery = null, MeasureSamples = 2000 };
        Assert.All(CompositionTraining.Run(options), row =>
        {
            Assert.Equal(Math.Log(5), row.Loss!.Value, 1e-4);
            Assert.InRange(row.Accuracy!.Value, 0.2 - 4 * row.StandardError!.Value, 0.2 + 4 * row.StandardError.Value);
        });
    }

    [Fact]
    public void The_weights_of_hop_lengths_are_those_of_the_regime()
    {
        Assert.Equal([0, 0, 0, 1], CompositionRun.Parts(CompositionRegime.Direct, 4, 0, true));
        Assert.Equal([0.25, 0.25, 0.25, 0.25], CompositionRun.Parts(CompositionRegime.Mixed, 4, 0, true));
        Assert.Equal([0.5, 0.5, 0, 0], CompositionRun.Parts(CompositionRegime.Curriculum, 4, 1, true));
        Assert.Equal([0, 1, 0, 0], CompositionRun.Parts(CompositionRegime.Curriculum, 4, 1, false));
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_rows()
    {
        string folder = Directory.CreateTempSubdirectory("composition").FullName;
        try
        {
            CompositionTrainingOptions options = Quick(CompositionRegime.Curriculum) with { CheckpointPath = folder, CheckpointSeconds = 0, StageAccuracy = 0.5 };
            List<CompositionAccuracy> whole = [.. CompositionTraining.Run(options with { CheckpointPath = null })];
            Assert.Equal(whole[..2], CompositionTraining.Run(options).Take(2)); // nobody takes more
            using CancellationTokenSource stop = new();
            List<CompositionAccuracy> some = [];
            Assert.Throws<OperationCanceledException>(() =>
            {
                foreach (CompositionAccuracy row in CompositionTraining.Run(options, cancellation: stop.Token))
                {
                    some.Add(row);
                    if (row.Step == 30)
                        stop.Cancel();
                }
            });
            Assert.Equal(whole[..some.Count], some);
            Assert.Equal(whole, CompositionTraining.Run(options));
            Assert.Equal(whole, CompositionTraining.Run(options)); // from the file alone
            ScalingException other = Assert.Throws<ScalingException>(() => CompositionTraining.Run(options with { LearningRate = 0.5 }).Count());
            Assert.Equal(ScalingError.CheckpointMismatch, other.Error);
            Assert.Contains("LearningRate", other.Problem, StringComparison.Ordinal);
            File.WriteAllText(Directory.GetFiles(folder).Single(), "notes");
            Assert.Equal(ScalingError.CheckpointMismatch, Assert.Throws<ScalingException>(() => CompositionTraining.Run(options).Count()).Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_run_that_diverges_says_so_in_its_last_rows()
    {
        List<CompositionAccuracy> rows = [.. CompositionTraining.Run(Quick(CompositionRegime.Mixed) with { LearningRate = 1e30 })];
        CompositionAccuracy last = rows[^1];
        Assert.Equal(NetworkOutcome.Diverged, last.Outcome);
        Assert.Null(last.Accuracy);
        Assert.Equal(ScalingError.Diverged, last.Failure()!.Error);
        Assert.NotEqual("", last.Advice);
    }

    [Fact]
    public void Thresholds_are_the_first_samples_from_which_on_a_hop_is_known()
    {
        CompositionTrainingOptions options = new() { Task = new(2, 6, 1), Regimes = [CompositionRegime.Mixed, CompositionRegime.TheoryCurriculum], Steps = 200, MeasureEvery = 5, MeasureSamples = 100, SampleCounts = [1, 3, 100] };
        List<CompositionAccuracy> rows = [.. CompositionTraining.Run(options)];
        List<CompositionThreshold> thresholds = [.. CompositionTraining.RunThresholds(options, 0.8)];
        Assert.Equal([1, 2, 1, 2], thresholds.Select(row => row.HopLength));
        foreach (CompositionThreshold row in thresholds.Take(2))
        {
            CompositionAccuracy[] hop = [.. rows.Where(r => r.Run == row.Run && r.HopLength == row.HopLength)];
            Assert.Equal(hop.Last(r => r.Accuracy < 0.8).Samples + 5 * 64, row.Samples);
            Assert.Equal(hop[^1].Samples, row.Budget);
        }
        CompositionThreshold theory = thresholds[^1];
        Assert.Equal(CompositionRegime.TheoryCurriculum, theory.Regime);
        Assert.Equal(100, theory.Budget);
        CompositionAccuracy[] ends = [.. rows.Where(r => r.Regime == CompositionRegime.TheoryCurriculum && r is { HopLength: 2, Stage: 2 })];
        Assert.Equal(ends.First(r => r.Accuracy >= 0.8).Samples, theory.Samples);
        Assert.Equal(2 * 6 * Math.Log(6), theory.InformationSamples, 1e-12);
        Assert.Equal(16 * Math.Pow(6, 6), theory.CurriculumSamples, 1e-6);
        Assert.Equal(36, theory.DirectQueries, 1e-12);
        Assert.All(CompositionTraining.RunThresholds(options with { Regimes = [CompositionRegime.Mixed], Steps = 5 }, 0.99), row => Assert.Null(row.Samples));
    }

    [Fact]
    public void Theory_is_what_the_theorems_say()
    {
        CompositionTheory theory = CompositionTheory.Of(8, 8);
        Assert.Equal((64, 4, 64 + 5 * 8), (theory.SequenceLength, theory.Layers!.Value, theory.ConstructiveWidth!.Value));
        Assert.Equal(8 * Math.Log(40320), theory.Information, 1e-10);
        Assert.Equal(Math.Pow(2, 30), theory.CurriculumSamples, 1e-3);
        Assert.Equal(Math.Pow(2, 24), theory.DirectQueries, 1e-6);
        Assert.Null(CompositionTheory.Of(6, 4).Layers);
        Assert.Null(CompositionTheory.Of(6, 4).ConstructiveWidth);
    }

    [Fact]
    public void An_estimate_counts_what_would_be_done()
    {
        TrainingEstimate estimate = CompositionTraining.Estimate(Quick(CompositionRegime.Mixed, CompositionRegime.TheoryCurriculum) with { Seeds = [1, 2, 3], SampleCounts = [10, 20] });
        Assert.Equal((9, 3 * 60 + 6 * 2), (estimate.Runs, estimate.Steps));
        Assert.Equal((3 * 6 + 6 * 2) * 2, estimate.Rows);
        Assert.InRange(estimate.Seconds, 0.001, 100);
        Assert.Contains("3 runs of k = 2, N = 4: 2 layers of width 32", CompositionTraining.Describe(Quick(CompositionRegime.Mixed) with { Seeds = [1, 2, 3] }), StringComparison.Ordinal);
    }

    public static TheoryData<ScalingError, CompositionTrainingOptions> Bad() => new()
    {
        { ScalingError.InconsistentInput, Quick(CompositionRegime.Mixed) with { Task = new(6, 3) } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { Width = 0 } },
        { ScalingError.TooLarge, Quick(CompositionRegime.Mixed) with { Width = 100_000 } },
        { ScalingError.TooLarge, Quick(CompositionRegime.Mixed) with { BatchSize = int.MaxValue } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { BatchSize = 0 } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { Steps = -1 } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { LearningRate = double.NaN } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { SquareDecay = 1 } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { StageAccuracy = 1.1 } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { MeasureSamples = 1 } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { MeasureEvery = 0 } },
        { ScalingError.InconsistentInput, Quick(CompositionRegime.Mixed) with { MeasureAt = [5] } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { MeasureEvery = null, MeasureAt = [61] } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { Threads = -1 } },
        { ScalingError.ParameterOutOfRange, Quick(CompositionRegime.Mixed) with { CheckpointPath = " " } },
        { ScalingError.NoSamples, Quick(CompositionRegime.TheoryCurriculum) with { SampleCounts = [0] } },
        { ScalingError.EmptyPipeline, Quick() },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_options_are_refused_before_anything_is_trained(ScalingError error, CompositionTrainingOptions options)
    {
        Assert.Equal(error, Assert.Throws<ScalingException>(() => CompositionTraining.Run(options)).Error);
        Assert.Equal(error, Assert.Throws<ScalingException>(() => CompositionTraining.Describe(options)).Error);
    }
}
