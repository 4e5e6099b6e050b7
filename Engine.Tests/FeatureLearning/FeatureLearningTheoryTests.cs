using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public class FeatureLearningTheoryTests
{
    private static readonly PowerLawTask Task = PowerLawTask.FromCapacity(1.5, 0.5, 200);
    private static readonly FeatureLearningOptions Options = new() { Task = Task, LearningRate = 0.2, Time = 60 };

    // Every way to a solution, all of them at t = 0, 3, 20 and 60.
    public static TheoryData<int?, long?, int?, double, double, FeatureMethod> Ways => new()
    {
        { null, null, null, 0, 0, FeatureMethod.GradientDescent }, { null, null, null, 0, 0.5, FeatureMethod.GradientDescent }, { null, null, null, 0.5, 0, FeatureMethod.GradientDescent },
        { 50, null, 8, 0.5, 0, FeatureMethod.GradientDescent }, { 50, 40L, null, 0.5, 0, FeatureMethod.GradientDescent }, { 50, 40L, null, 0, 0.5, FeatureMethod.GradientDescent },
        { null, null, null, 0, 0, FeatureMethod.GradientFlow }, { 50, 40L, null, 0, 0, FeatureMethod.GradientFlow }, { null, null, null, 0.5, 0, FeatureMethod.GradientFlow },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rows_start_at_the_target_and_say_what_they_are_of(int? width, long? samples, int? batch, double richness, double momentum, FeatureMethod method)
    {
        FeatureLearningOptions options = Options with { Width = width, SampleCount = samples, BatchSize = batch, Richness = richness, Momentum = momentum, Method = method, MeasureAt = [0, 3, 20], EnsembleSize = 2 };
        FeatureLearningLoss[] rows = [.. FeatureLearningTheory.Run(options)];
        Assert.Equal([0.0, 3, 20, 60], rows.Select(row => row.Time));
        Assert.Equal(Task.InitialLoss, rows[0].TestLoss!.Value, 1e-6);
        Assert.Equal(Task.InitialLoss, rows[0].TrainLoss!.Value, 1e-6);
        Assert.Equal(0, rows[0].WeightNorm!.Value, 1e-12);
        Assert.All(rows, row => Assert.Equal((FeatureLearningSource.Theory, width, samples, 2, null), (row.Source, row.Width, row.SampleCount, row.EnsembleSize, row.Seed)));
        Assert.All(rows.Zip(rows[1..]), pair => Assert.InRange(pair.Second.TestLoss!.Value, 0, pair.First.TestLoss!.Value));
        Assert.All(rows, row => Assert.True(samples is null ? row.TrainLoss == row.TestLoss : row.TrainLoss <= row.TestLoss * 1.000001));
        Assert.Equal(rows, FeatureLearningTheory.Run(options with { Threads = 3 }));
        Assert.Equal(1, FeatureLearningTheory.Run(options with { MeasureAt = [60] }).Single().TestLoss!.Value / rows[^1].TestLoss!.Value, 1e-7);

        ModeError[] errors = [.. FeatureLearningTheory.ModeErrors(options, [1, 5, 150])];
        Assert.Equal(12, errors.Length);
        Assert.All(errors[..3], error => Assert.Equal(1, error.Error, 1e-12));
        Assert.All(errors[1..].Zip(errors), pair => Assert.True(pair.First.Time > pair.Second.Time || pair.First.Error >= pair.Second.Error - 1e-9));
    }

    // A march reaches 200 steps; beyond them frequencies take over. Steps of small η are near the flow.
    [Fact]
    public void Long_runs_of_random_features_go_on_where_short_ones_end()
    {
        foreach (FeatureLearningOptions finite in (FeatureLearningOptions[])[Options with { Width = 40, BatchSize = 16, EnsembleSize = 2 }, Options with { Width = 40, SampleCount = 60, EnsembleSize = 2 }])
        {
            FeatureLearningLoss march = FeatureLearningTheory.Run(finite with { Time = 200 }).Last(), frequencies = FeatureLearningTheory.Run(finite with { Time = 201, MeasureAt = [200] }).First();
            Assert.Equal(1, frequencies.TestLoss!.Value / march.TestLoss!.Value, 1e-6);
            Assert.Equal(1, frequencies.TrainLoss!.Value / march.TrainLoss!.Value, 1e-6);
            Assert.Equal(1, frequencies.WeightNorm!.Value / march.WeightNorm!.Value, 1e-6);
            Assert.Equal(FeatureLearningTheory.ModeErrors(finite with { Time = 200 }, [4]).Last().Error, FeatureLearningTheory.ModeErrors(finite with { Time = 201, MeasureAt = [200] }, [4]).First().Error, 1e-7);
        }
        FeatureLearningOptions small = Options with { Width = 40, SampleCount = 60, LearningRate = 0.01, MeasureAt = [1e3, 1e4, 1e6], Time = 1e6 };
        foreach ((FeatureLearningLoss steps, FeatureLearningLoss flow) in FeatureLearningTheory.Run(small).Zip(FeatureLearningTheory.Run(small with { Method = FeatureMethod.GradientFlow })))
        {
            Assert.Equal(1, steps.TestLoss!.Value / flow.TestLoss!.Value, 1e-3);
            Assert.Equal(1, steps.TrainLoss!.Value / flow.TrainLoss!.Value, 1e-3);
        }
    }

    // C_× + (C_0 - C_×)/E: many students are better than one, and the first two share all that differs.
    [Fact]
    public void Students_of_an_ensemble_average_out_their_features()
    {
        double Loss(int students, FeatureMethod method) => FeatureLearningTheory.Run(Options with { Width = 20, SampleCount = 100, EnsembleSize = students, Method = method }).Last().TestLoss!.Value;
        foreach (FeatureMethod method in Enum.GetValues<FeatureMethod>())
        {
            double one = Loss(1, method), two = Loss(2, method), four = Loss(4, method);
            Assert.True(four < two && two < one);
            Assert.Equal(two, one + (four - one) * 2 / 3, 1e-9);
        }
    }

    [Fact]
    public void Infinite_random_features_forget_each_mode_at_its_rate()
    {
        double[] lambda = Task.Eigenvalues(), power = Task.TargetPowers();
        FeatureLearningLoss steps = FeatureLearningTheory.Run(Options).Last(), flow = FeatureLearningTheory.Run(Options with { Method = FeatureMethod.GradientFlow }).Last();
        Assert.Equal(1, steps.TestLoss!.Value / lambda.Zip(power, (l, p) => p * Math.Pow(1 - 0.2 * l, 120)).Sum(), 1e-5);
        Assert.Equal(1, flow.TestLoss!.Value / lambda.Zip(power, (l, p) => p * Math.Exp(-0.4 * l * 60)).Sum(), 1e-5);
        foreach (FeatureMethod method in Enum.GetValues<FeatureMethod>())
            Assert.All(FeatureLearningTheory.ModeErrors(Options with { Method = method }, [1, 3, 200]), error => Assert.Equal(error.LimitError, error.Error, 1e-9));
        // the march, at N too large to matter
        Assert.All(FeatureLearningTheory.ModeErrors(Options with { BatchSize = 1 << 30, Task = PowerLawTask.FromCapacity(1.5, 0.5, 50) }, [1, 3, 50]), error => Assert.Equal(error.LimitError, error.Error, 1e-9));
    }

    [Fact]
    public void Losses_are_sums_of_mode_errors_for_infinite_numbers()
    {
        double[] power = Task.TargetPowers();
        foreach (FeatureMethod method in Enum.GetValues<FeatureMethod>())
        {
            FeatureLearningOptions options = Options with { Richness = 1, Method = method, MeasureAt = [60] };
            double sum = FeatureLearningTheory.ModeErrors(options, [.. Enumerable.Range(1, 200).Select(k => (long)k)]).Sum(error => power[error.Mode - 1] * error.Error * error.Error);
            Assert.Equal(1, FeatureLearningTheory.Run(options).Single().TestLoss!.Value / sum, 1e-4);
        }
    }

    [Fact]
    public void A_task_with_a_spectrum_of_its_own_is_the_same_task()
    {
        PowerLawTask own = PowerLawTask.FromSpectrum(Task.Eigenvalues(), Task.TargetPowers());
        foreach (FeatureLearningOptions options in (FeatureLearningOptions[])[Options with { Richness = 0.5 }, Options with { Width = 50, BatchSize = 8 }, Options with { Width = 50, Method = FeatureMethod.GradientFlow }])
        {
            Assert.Equal(1, FeatureLearningTheory.Run(options with { Task = own }).Last().TestLoss!.Value / FeatureLearningTheory.Run(options).Last().TestLoss!.Value, 1e-5);
            Assert.Equal(FeatureLearningTheory.ModeErrors(options, [7]).Last().Error, FeatureLearningTheory.ModeErrors(options with { Task = own }, [7]).Last().Error, 1e-5);
        }
    }

    [Fact]
    public void What_has_no_theory_is_refused_with_advice()
    {
        Assert.Equal(ScalingError.InconsistentInput, Error(Options with { Model = StudentModel.LinearNetwork, Width = 10 }).Error);
        Assert.Contains("GradientDescent", Error(Options with { Method = FeatureMethod.GradientFlow, Richness = 0.1, Width = 10 }).Advice, StringComparison.Ordinal);
        Assert.Equal(ScalingError.TooLarge, Error(Options with { Time = 2_000_000, Width = 10, Richness = 0.1 }).Error);
        Assert.Equal(ScalingError.TooLarge, Error(Options with { Time = 60_000, Width = 10, Richness = 0.1 }).Error);
        Assert.Equal(ScalingError.TooLarge, Error(Options with { Time = 1_000_000, BatchSize = 10 }).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => FeatureLearningTheory.ModeErrors(Options, [201])).Error);
    }

    [Fact]
    public void Unstable_learning_rates_are_refused_and_the_advice_is_stable()
    {
        Assert.Contains("Choose at most 1.999.", Error(Options with { LearningRate = 2 }).Advice, StringComparison.Ordinal);
        foreach (FeatureLearningOptions options in (FeatureLearningOptions[])[
            Options with { LearningRate = 1.5, Width = 20, BatchSize = 2 }, Options with { LearningRate = 3, SampleCount = 30 }, Options with { LearningRate = 1.5, Richness = 10 },
            Options with { LearningRate = 0.9, Richness = 10, Width = 100, BatchSize = 50 }])
        {
            ScalingException error = Error(options);
            Assert.Equal(ScalingError.UnstableLearningRate, error.Error);
            double advised = double.Parse(error.Advice[error.Advice.LastIndexOf(' ')..].TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(FeatureLearningTheory.Run(options with { LearningRate = 0.98 * advised }).Last().TestLoss!.Value, 0, 10 * Task.InitialLoss);
        }
    }

    private static ScalingException Error(FeatureLearningOptions options) => Assert.Throws<ScalingException>(() => FeatureLearningTheory.Run(options).Last());
}
