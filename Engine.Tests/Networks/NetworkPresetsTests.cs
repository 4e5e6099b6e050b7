using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>The settings of the publications: Nam et al. 2024, App. I and Table of App. K (v3) and their code; Michaud et al. 2023, Section 3.</summary>
public class NetworkPresetsTests
{
    private static TrainingPlan Plan(NetworkPreset preset) => new(new() { Preset = preset });

    private static void CheckPaperTask(SparseParityDataset task, long skills = 5) =>
        Assert.Equal(new SparseParityDataset(skills, 32, 3, 0.6, 5), task);

    [Fact]
    public void Nam2024Time()
    {
        TrainingPlan plan = Plan(NetworkPreset.Nam2024Time);
        TrainingSettings run = Assert.Single(plan.Runs);
        CheckPaperTask(run.Task);
        Assert.Equal((1000, 30_000L, 4000, 0.05, 0.001, NetworkOptimizer.Sgd), (run.Width, run.Steps, run.BatchSize, run.LearningRate, run.InitialScale, run.Optimizer));
        Assert.Equal((0, 0, NetworkLoss.HalfSquaredError, NetworkInitialization.Gaussian, LearningRateKind.Constant), (run.Momentum, run.WeightDecay, run.Loss, run.Initialization, run.Schedule.Kind));
        Assert.Equal(Enumerable.Range(1, 600).Select(i => 50L * i), plan.Measured);
        Assert.Equal((20_000, StrengthMethod.Sampled, null), (plan.TestSamples, plan.Strength, plan.InitialStrengthOverride));
    }

    [Fact]
    public void Nam2024Data()
    {
        TrainingPlan plan = Plan(NetworkPreset.Nam2024Data);
        Assert.Equal([.. Enumerable.Range(1, 20).Select(i => 500L * i), 15_000, 20_000, 25_000, 30_000, 35_000], plan.Runs.Select(run => run.SampleCount!.Value));
        foreach (TrainingSettings run in plan.Runs)
        {
            CheckPaperTask(run.Task);
            Assert.Equal((1000, 500_000L, 2000, 0.05, NetworkOptimizer.Sgd, 0.0), (run.Width, run.Steps, run.BatchSize, run.LearningRate, run.Optimizer, run.WeightDecay));
            Assert.Equal(new LearningRateSchedule { Kind = LearningRateKind.Step, Period = 50_000, Factor = 0.5 }, run.Schedule);
        }
        Assert.Equal([500_000], plan.Measured);
    }

    [Fact]
    public void Nam2024Parameters()
    {
        TrainingPlan plan = Plan(NetworkPreset.Nam2024Parameters);
        Assert.Equal(Enumerable.Range(1, 24).Select(i => 2 * i), plan.Runs.Select(run => run.Width));
        foreach (TrainingSettings run in plan.Runs)
        {
            CheckPaperTask(run.Task);
            Assert.Equal((null, 500_000L, 4000, 0.001, NetworkOptimizer.Adam, 5e-5), (run.SampleCount, run.Steps, run.BatchSize, run.LearningRate, run.Optimizer, run.WeightDecay));
            Assert.Equal(new LearningRateSchedule { Kind = LearningRateKind.Step, Period = 50_000, Factor = 0.5 }, run.Schedule);
        }
        Assert.Equal([500_000], plan.Measured);
    }

    [Fact]
    public void The_code_of_the_authors_has_a_loss_without_the_half_and_another_initial_strength()
    {
        TrainingPlan time = Plan(NetworkPreset.Nam2024TimeCode), calibration = Plan(NetworkPreset.Nam2024CalibrationCode);
        TrainingSettings run = Assert.Single(time.Runs), one = Assert.Single(calibration.Runs);
        Assert.Equal(Plan(NetworkPreset.Nam2024Time).Runs[0] with { Loss = NetworkLoss.SquaredError }, run);
        Assert.Equal(run with { Task = one.Task, LearningRate = 0.02, InitialScale = 0.01 }, one);
        CheckPaperTask(one.Task, 1);
        Assert.Equal((StrengthMethod.Centered, StrengthMethod.Centered), (time.Strength, calibration.Strength));
        Assert.Equal(0.001 * 0.001 / 3.6, time.InitialStrengthOverride);
        Assert.Equal(0.01 * 0.01 / 3.6, calibration.InitialStrengthOverride);
        Assert.Equal(0.5 * 0.5 / 3.6, new TrainingPlan(new() { Preset = NetworkPreset.Nam2024TimeCode, InitialScale = 0.5 }).InitialStrengthOverride);
    }

    [Fact]
    public void Michaud2023()
    {
        TrainingPlan plan = Plan(NetworkPreset.Michaud2023);
        TrainingSettings run = Assert.Single(plan.Runs);
        Assert.Equal(new SparseParityDataset(500, 100, 3, 0.4, subsets: SubsetChoice.Random, labels: LabelConvention.Binary), run.Task);
        Assert.Equal((20_000, 0.001, NetworkOptimizer.Adam, NetworkLoss.CrossEntropy, NetworkInitialization.PyTorch), (run.BatchSize, run.LearningRate, run.Optimizer, run.Loss, run.Initialization));
        Assert.Equal((2, LearningRateKind.Constant), (run.OutputCount, run.Schedule.Kind));
    }

    [Fact]
    public void What_is_given_takes_the_place_of_the_presets_value()
    {
        TrainingPlan plan = new(new()
        {
            Preset = NetworkPreset.Nam2024Parameters, Dataset = new(2, 8, 2), Widths = [7], SampleCounts = [20], Steps = 100, BatchSize = 30, LearningRate = 0.3, WeightDecay = 0,
            Schedule = new(), InitialScale = 0.2, MeasureEvery = 25, MeasureSamples = 11, Strength = StrengthMethod.Exact, Loss = NetworkLoss.SquaredError, Seeds = [4],
        });
        Assert.Equal(new TrainingSettings
        {
            Task = new(2, 8, 2), Width = 7, SampleCount = 20, Steps = 100, BatchSize = 30, LearningRate = 0.3, Schedule = new(), InitialScale = 0.2, Loss = NetworkLoss.SquaredError,
            Optimizer = NetworkOptimizer.Adam, Seed = 4, DataSeed = 4,
        }, Assert.Single(plan.Runs));
        Assert.Equal([25, 50, 75, 100], plan.Measured);
        Assert.Equal((11, StrengthMethod.Exact), (plan.TestSamples, plan.Strength));
        // Another optimiser has its own rate, not the preset's of Adam; a data set with points has its D, not the preset's.
        Assert.Equal(0.05, new TrainingPlan(new() { Preset = NetworkPreset.Nam2024Parameters, Optimizer = NetworkOptimizer.Sgd }).Runs[0].LearningRate);
        Assert.Equal(77, Assert.Single(new TrainingPlan(new() { Preset = NetworkPreset.Nam2024Data, Dataset = new(sampleCount: 77) }).Runs).SampleCount);
        Assert.Equal([10, 30_000], new TrainingPlan(new() { Preset = NetworkPreset.Nam2024Time, MeasureAt = [10] }).Measured);
        Assert.Equal([30_000], new TrainingPlan(new() { Preset = NetworkPreset.Nam2024Time, FinalOnly = true }).Measured);
    }

    [Fact]
    public void Without_a_preset_the_settings_are_those_of_figure_1a()
    {
        TrainingPlan plan = new(new());
        Assert.Equal(Plan(NetworkPreset.Nam2024Time).Runs, plan.Runs);
        Assert.InRange(plan.Measured.Count, 40, 50);
        Assert.Equal((1, 30_000), (plan.Measured[0], plan.Measured[^1]));
        Assert.Equal([30_000], new TrainingPlan(new() { Widths = [1, 2] }).Measured); // a grid is measured at its end
        Assert.Equal([30_000], new TrainingPlan(new() { SampleCounts = [1, null] }).Measured);
        Assert.Equal(plan.Measured, new TrainingPlan(new() { Seeds = [1, 2] }).Measured);
        Assert.Equal(0.001, new TrainingPlan(new() { Optimizer = NetworkOptimizer.Adam }).Runs[0].LearningRate);
        Assert.Equal(10_000_000 / 5000, new TrainingPlan(new() { Dataset = new(5000, 40, subsets: SubsetChoice.Random) }).TestSamples);
    }
}
