using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>Rows of the loss over all skills: weights, the smallest so far, counts, theory, resumption, presets.</summary>
public class NetworkTotalTests
{
    // Few points, so that the network overfits: its test loss has a minimum long before the end.
    private static readonly SparseParityTrainingOptions Overfit = new()
    {
        Dataset = new SparseParityDataset(4, 12, 2, 0.4, subsets: SubsetChoice.Random, labels: LabelConvention.Binary), SampleCounts = [200], Widths = [24],
        Steps = 600, BatchSize = 50, Optimizer = NetworkOptimizer.Adam, LearningRate = 0.01, Initialization = NetworkInitialization.PyTorch, MeasureEvery = 20, MeasureSamples = 500,
    };

    [Fact]
    public void The_loss_is_that_of_the_skills_with_their_exact_weights()
    {
        NetworkTotal[] totals = [.. SparseParityTraining.RunTotals(Overfit)];
        NetworkStrength[] skills = [.. SparseParityTraining.Run(Overfit)];
        Assert.Equal(30, totals.Length);
        Assert.Equal(120, skills.Length);
        double norm = Enumerable.Range(1, 4).Sum(k => Math.Pow(k, -1.4));
        foreach (NetworkTotal row in totals)
        {
            NetworkStrength[] of = [.. skills.Where(skill => skill.Step == row.Step)];
            // Σ k^-1.4 L_k / Σ k^-1.4: the rarest skill counts with its frequency, not with its share of a sample
            Assert.Equal(of.Sum(skill => Math.Pow(skill.Skill, -1.4) / norm * skill.SkillLoss!.Value), row.Loss!.Value, 1e-12);
            Assert.All(of, skill => Assert.Equal((row.Loss, row.TrainingLoss, row.Outcome, row.Run), (skill.Loss, skill.TrainingLoss, skill.Outcome, skill.Run)));
        }
    }

    [Fact]
    public void The_best_loss_is_the_smallest_so_far_and_early_stopping_would_help()
    {
        NetworkTotal[] rows = [.. SparseParityTraining.RunTotals(Overfit)];
        for (int i = 0; i < rows.Length; i++)
        {
            NetworkTotal best = rows[..(i + 1)].MinBy(row => row.Loss)!;
            Assert.Equal((best.Loss, (long?)best.Step), (rows[i].BestLoss, rows[i].BestStep));
        }
        Assert.True(rows[^1].Loss > 1.1 * rows[^1].BestLoss && rows[^1].TrainingLoss < rows[^1].BestLoss, "The settings overfit, or the test tests nothing.");
    }

    [Theory]
    [InlineData(LabelConvention.Binary, 24 * (4 + 12 + 1) + 2 * (24 + 1))]
    [InlineData(LabelConvention.Signed, 24 * (4 + 12 + 1) + 24 + 1)]
    public void Parameters_compute_and_exponents_are_those_of_the_definitions(LabelConvention labels, long parameters)
    {
        NetworkTotal row = SparseParityTraining.RunTotals(Overfit with
        {
            Dataset = new SparseParityDataset(4, 12, 2, 0.4, subsets: SubsetChoice.Random, labels: labels), Steps = 20,
        }).Last();
        Assert.Equal(parameters, row.ParameterCount);
        Assert.Equal(6.0 * parameters * 50 * 20, row.Compute);
        Assert.Equal((0.4 / 1.4, 0.4 / 1.4, 0.4), (row.TimeExponent, row.SamplesExponent, row.ParametersExponent));
        Assert.Equal(NetworkOutcome.Completed, row.Outcome);
    }

    [Fact]
    public void A_resumed_run_remembers_its_best_loss_and_rows_of_skills_use_the_same_checkpoint()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            NetworkTotal[] whole = [.. SparseParityTraining.RunTotals(Overfit)];
            SparseParityTrainingOptions kept = Overfit with { CheckpointPath = folder, CheckpointSeconds = 0, Threads = 1 };
            using (CancellationTokenSource stop = new())
                Assert.Throws<OperationCanceledException>(() =>
                {
                    foreach (NetworkTotal row in SparseParityTraining.RunTotals(kept, cancellation: stop.Token))
                        stop.Cancel();
                });
            Assert.Equal(whole, SparseParityTraining.RunTotals(kept));
            Assert.Equal(whole, SparseParityTraining.RunTotals(kept));
            Assert.Equal(whole.Select(row => row.Loss), SparseParityTraining.Run(kept).Where(skill => skill.Skill == 1).Select(skill => skill.Loss));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_run_that_diverges_has_no_loss_but_keeps_its_best()
    {
        NetworkTotal[] rows = [.. SparseParityTraining.RunTotals(new()
        {
            Dataset = new SparseParityDataset(2, 10), Widths = [20], Steps = 200, BatchSize = 100, LearningRate = 1e4, InitialScale = 0.3, MeasureAt = [0, 1, 2, 100], MeasureSamples = 100,
        })];
        NetworkTotal last = rows[^1];
        Assert.Equal(NetworkOutcome.Diverged, last.Outcome);
        Assert.Null(last.Loss);
        Assert.Equal((rows[0].Loss, (long?)0), (last.BestLoss, last.BestStep));
        Assert.Equal(ScalingError.Diverged, last.Failure()!.Error);
        Assert.Null(rows[0].Failure());
    }

    [Fact]
    public void An_estimate_counts_the_rows_of_either_kind()
    {
        Assert.Equal(120, SparseParityTraining.Estimate(Overfit).Rows);
        Assert.Equal(30, SparseParityTraining.Estimate(Overfit, totals: true).Rows);
    }

    // github.com/ejmichaud/quantization-model, experiments P-scaling-15 and D-scaling-6: int(2**linspace(log2 10, log2 500, 30)) and the same of 10^4 and 5·10^6.
    // python: [int(w * (1 + 1e-12)) for w in np.geomspace(10, 500, 30)]
    [Fact]
    public void The_grids_of_Michaud_2023_are_those_of_the_authors_code()
    {
        SparseParityTrainingOptions widths = NetworkPresets.Apply(new() { Preset = NetworkPreset.Michaud2023Parameters });
        Assert.Equal([10, 11, 13, 14, 17, 19, 22, 25, 29, 33, 38, 44, 50, 57, 66, 75, 86, 99, 113, 129, 148, 169, 194, 222, 254, 291, 333, 381, 436, 500], widths.Widths);
        Assert.Equal((200_000L, 20_000, 1000, true), (widths.Steps, widths.BatchSize, widths.MeasureSamples, widths.FinalOnly));
        SparseParityTrainingOptions data = NetworkPresets.Apply(new() { Preset = NetworkPreset.Michaud2023Data });
        Assert.Equal([10_000, 12_389, 15_350, 19_019, 23_565, 29_197, 36_174, 44_820, 55_532, 68_803, 85_247, 105_620, 130_862, 162_137, 200_886, 248_896, 308_380, 382_080,
            473_394, 586_530, 726_705, 900_381, 1_115_563, 1_382_173, 1_712_499, 2_121_769, 2_628_852, 3_257_122, 4_035_543, 5_000_000], data.SampleCounts);
        Assert.Equal((1_000_000L, 500, 100), (data.Steps, data.Widths.Single(), data.MeasureEvery));
    }
}
