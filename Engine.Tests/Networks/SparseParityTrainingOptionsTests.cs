using System.Diagnostics;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>Options that cannot be used are refused by name, before any training.</summary>
public class SparseParityTrainingOptionsTests
{
    private static readonly SparseParityDataset Binary = new(labels: LabelConvention.Binary);

    private static LearningRateSchedule Step => new() { Kind = LearningRateKind.Step };

    public static TheoryData<string, SparseParityTrainingOptions, ScalingError> Bad => new()
    {
        { "width", new() { Widths = [10, 0] }, ScalingError.ParameterOutOfRange },
        { "batch", new() { BatchSize = 0 }, ScalingError.ParameterOutOfRange },
        { "steps", new() { Steps = -1 }, ScalingError.ParameterOutOfRange },
        { "too many steps", new() { Steps = long.MaxValue }, ScalingError.TooLarge },
        { "no samples", new() { SampleCounts = [null, 0] }, ScalingError.NoSamples },
        { "rate 0", new() { LearningRate = 0 }, ScalingError.ParameterOutOfRange },
        { "rate NaN", new() { LearningRate = double.NaN }, ScalingError.ParameterOutOfRange },
        { "rate infinite", new() { LearningRate = double.PositiveInfinity }, ScalingError.ParameterOutOfRange },
        { "momentum 1", new() { Momentum = 1 }, ScalingError.ParameterOutOfRange },
        { "momentum < 0", new() { Momentum = -0.1 }, ScalingError.ParameterOutOfRange },
        { "momentum NaN", new() { Momentum = double.NaN }, ScalingError.ParameterOutOfRange },
        { "momentum of Adam", new() { Momentum = 0.9, Optimizer = NetworkOptimizer.Adam }, ScalingError.InconsistentInput },
        { "decay", new() { WeightDecay = -1 }, ScalingError.ParameterOutOfRange },
        { "every 0", new() { MeasureEvery = 0 }, ScalingError.ParameterOutOfRange },
        { "every step of many", new() { MeasureEvery = 1, Steps = 100_000_000 }, ScalingError.TooLarge },
        { "beyond the end", new() { Steps = 10, MeasureAt = [11] }, ScalingError.ParameterOutOfRange },
        { "before the start", new() { MeasureAt = [-1] }, ScalingError.ParameterOutOfRange },
        { "every and at", new() { MeasureEvery = 1, MeasureAt = [1] }, ScalingError.InconsistentInput },
        { "every and final", new() { MeasureEvery = 1, FinalOnly = true }, ScalingError.InconsistentInput },
        { "at and final", new() { MeasureAt = [1], FinalOnly = true }, ScalingError.InconsistentInput },
        { "one test sample", new() { MeasureSamples = 1 }, ScalingError.ParameterOutOfRange },
        { "test samples", new() { MeasureSamples = int.MaxValue }, ScalingError.TooLarge },
        { "logits of signs", new() { Loss = NetworkLoss.CrossEntropy }, ScalingError.InconsistentInput },
        { "squares of parities", new() { Dataset = Binary, Loss = NetworkLoss.SquaredError }, ScalingError.InconsistentInput },
        { "exact logits", new() { Dataset = Binary, Strength = StrengthMethod.Exact }, ScalingError.InconsistentInput },
        { "exact of 49 bits", new() { Dataset = new(5, 49), Strength = StrengthMethod.Exact }, ScalingError.TooLarge },
        { "scale 0", new() { InitialScale = 0 }, ScalingError.ParameterOutOfRange },
        { "period 0", new() { Schedule = Step with { Period = 0 } }, ScalingError.ParameterOutOfRange },
        { "factor 0", new() { Schedule = Step with { Factor = 0 } }, ScalingError.ParameterOutOfRange },
        { "factor > 1", new() { Schedule = Step with { Factor = 1.1 } }, ScalingError.ParameterOutOfRange },
        { "factor NaN", new() { Schedule = Step with { Factor = double.NaN } }, ScalingError.ParameterOutOfRange },
        { "warm-up < 0", new() { Schedule = Step with { WarmupSteps = -1 } }, ScalingError.ParameterOutOfRange },
        { "threads", new() { Threads = -1 }, ScalingError.ParameterOutOfRange },
        { "tolerance < 0", new() { StopTolerance = -1e-10 }, ScalingError.ParameterOutOfRange },
        { "tolerance NaN", new() { StopTolerance = double.NaN }, ScalingError.ParameterOutOfRange },
        { "seconds", new() { CheckpointSeconds = -1 }, ScalingError.ParameterOutOfRange },
        { "no path", new() { CheckpointPath = " " }, ScalingError.ParameterOutOfRange },
        { "a billion skills", new() { Dataset = new(1_000_000_000) }, ScalingError.TooLarge },
        { "a billion bits", new() { Dataset = new(5, 1_000_000_000) }, ScalingError.TooLarge },
        { "a billion points", new() { SampleCounts = [10, 3_000_000_000] }, ScalingError.TooLarge },
        { "a billion neurons", new() { Widths = [int.MaxValue] }, ScalingError.TooLarge },
        { "a batch of billions", new() { BatchSize = int.MaxValue }, ScalingError.TooLarge },
        { "preset", new() { Preset = (NetworkPreset)77 }, ScalingError.ParameterOutOfRange },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_options_are_refused_at_once(string name, SparseParityTrainingOptions options, ScalingError error)
    {
        Stopwatch clock = Stopwatch.StartNew();
        ScalingException problem = Assert.Throws<ScalingException>(() => SparseParityTraining.Run(options).First());
        Assert.True(error == problem.Error, $"{name}: {problem.Error}, {problem.Message}");
        Assert.NotEmpty(problem.Advice);
        Assert.Equal(error, Assert.Throws<ScalingException>(() => SparseParityTraining.Estimate(options)).Error);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public void Nothing_happens_before_rows_are_asked_for() => Assert.NotNull(SparseParityTraining.Run(new() { Widths = [0] }));

    [Fact]
    public void Many_bits_are_no_more_work_than_they_must_be()
    {
        // 30,000 bits: the search for a layout must not try every number of tables.
        Stopwatch clock = Stopwatch.StartNew();
        InputLayout layout = new(10_000, 30_000, 1000);
        Assert.Equal(30_000, layout.KeyBits + layout.GroupSizes.Sum());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
    }
}
