using ScalingTools.TeacherStudent;

namespace ScalingTools.Tests.TeacherStudent;

public class TeacherStudentTrainingTests
{
    private static readonly TeacherStudentOptions Options = new() { Teacher = AdditiveTeacher.PowerLaw(3, 1), Dimension = 16, Width = 8, LearningRate = 1e-3, Time = 50, Method = TeacherStudentMethod.Sgd };

    [Fact]
    public void Rows_have_the_measured_times_of_each_seed_and_their_samples()
    {
        TeacherStudentLoss[] rows = [.. TeacherStudentTraining.Run(Options with { MeasureAt = [0, 10], BatchSize = 4, Seeds = [3, 5] })];
        Assert.Equal([(3, 0, 0), (3, 10, 40), (3, 50, 200), (5, 0, 0), (5, 10, 40), (5, 50, 200)], rows.Select(row => (row.Seed, (int)row.Time, (int)row.Samples!.Value)));
        Assert.Equal(2, rows.Select(row => row.Run).Distinct().Count());
        TeacherStudentStrength[] strengths = [.. TeacherStudentTraining.Strengths(Options with { MeasureAt = [0, 10], Method = TeacherStudentMethod.PopulationFlow })];
        Assert.Equal(9, strengths.Length);
        Assert.All(strengths, row => Assert.Null(row.Samples));
        Assert.Equal([1, 2, 3], strengths[..3].Select(row => row.Skill));
        Assert.Equal(1, Options.Teacher.GetCoefficients().Sum(a => a * a), 1e-14);
    }

    [Fact]
    public void Directions_are_learnt_and_their_losses_make_up_the_loss()
    {
        TeacherStudentOptions options = Options with { Method = TeacherStudentMethod.PopulationFlow, Time = 400, LearningRate = 1, Tolerance = 1e-6 };
        TeacherStudentLoss end = TeacherStudentTraining.Run(options).Last();
        Assert.InRange(end.Loss, -1e-9, 1e-4);
        Assert.Equal(3, end.Emerged);
        Assert.Equal(Options.Teacher.GetCoefficients().Sum(), end.NormSquared, 1e-2);
        Assert.All(TeacherStudentTraining.Emergence(options), row =>
        {
            Assert.Equal(1, row.RelativeStrength, 1e-2);
            Assert.InRange(row.Overlap, 0.99, 1);
        });
        // On the way the loss is the directions' plus what lies across them.
        TeacherStudentLoss[] rows = [.. TeacherStudentTraining.Run(options with { MeasureAt = [1, 3, 10] })];
        Assert.All(rows, row => Assert.InRange(row.Loss - row.DirectionLoss, -1e-6, 0.05));
    }

    [Fact]
    public void Sgd_learns_what_the_flow_learns()
    {
        TeacherStudentOptions options = Options with { LearningRate = 2e-4, BatchSize = 4, Time = 60_000, InitialScale = 0.1, MeasureAt = [60_000] };
        TeacherStudentLoss end = TeacherStudentTraining.Run(options).Last(), flow = TeacherStudentTraining.Run(options with { Method = TeacherStudentMethod.PopulationFlow }).Last();
        Assert.InRange(end.Loss, 0, 0.2);
        Assert.InRange(flow.Loss, -1e-9, 0.1);
    }

    [Fact]
    public void Emergence_is_interpolated_between_looks()
    {
        double exact = Emergence(1e-8);
        Assert.Equal(exact, Emergence(1e-6), 2e-3 * exact);
        Assert.Equal(exact, Emergence(1e-5), 1e-2 * exact);

        static double Emergence(double tolerance) => TeacherStudentTraining.Emergence(Options with
        {
            Method = TeacherStudentMethod.PopulationFlow, Time = 100, LearningRate = 1, Tolerance = tolerance,
        }).First().EmergenceTime!.Value;
    }

    [Fact]
    public void Options_out_of_range_are_refused_with_advice()
    {
        Refused(ScalingError.ParameterOutOfRange, Options with { Width = 0 });
        Refused(ScalingError.ParameterOutOfRange, Options with { BatchSize = 0 });
        Refused(ScalingError.ParameterOutOfRange, Options with { LearningRate = -1 });
        Refused(ScalingError.ParameterOutOfRange, Options with { InitialScale = 0 });
        Refused(ScalingError.ParameterOutOfRange, Options with { Threshold = 1 });
        Refused(ScalingError.ParameterOutOfRange, Options with { MeasureAt = [51] });
        Refused(ScalingError.InconsistentInput, Options with { Dimension = 2 });
        Refused(ScalingError.EmptyPipeline, Options with { Seeds = [] });
        Refused(ScalingError.TooLarge, Options with { Width = 2_000_000, Dimension = 2_000_000 });
        Assert.Equal(ScalingError.NotPositive, Assert.Throws<ScalingException>(() => AdditiveTeacher.FromCoefficients([1, -1])).Error);
        Assert.Equal(ScalingError.NotFinite, Assert.Throws<ScalingException>(() => AdditiveTeacher.FromCoefficients([1, double.NaN])).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => AdditiveTeacher.PowerLaw(0, 1)).Error);

        static void Refused(ScalingError error, TeacherStudentOptions options)
        {
            ScalingException refusal = Assert.Throws<ScalingException>(() => TeacherStudentTraining.Run(options));
            Assert.Equal(error, refusal.Error);
            Assert.NotEmpty(refusal.Advice);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Steps_that_diverge_end_the_run(int batch)
    {
        ScalingException diverged = Assert.Throws<ScalingException>(() => TeacherStudentTraining.Run(Options with { LearningRate = 10, InitialScale = 1, BatchSize = batch, Time = 10_000 }).ToArray());
        Assert.Equal(ScalingError.Diverged, diverged.Error);
        Assert.NotEmpty(diverged.Advice);
    }

    [Fact]
    public void A_function_that_fails_in_training_ends_the_run()
    {
        // Finite at all nodes of the quadrature until it has been expanded.
        bool armed = false;
        ActivationFunction activation = ActivationFunction.From("trap", z => armed ? double.NaN : z * z * z * z);
        TeacherStudentOptions options = Options with { Teacher = AdditiveTeacher.PowerLaw(3, 1, activation) };
        _ = activation.Expansion;
        IEnumerable<TeacherStudentLoss> rows = TeacherStudentTraining.Run(options);
        armed = true;
        Assert.Equal(ScalingError.FunctionFailed, Assert.Throws<ScalingException>(() => rows.ToArray()).Error);
    }

    [Fact]
    public void One_thread_is_that_of_the_caller()
    {
        int caller = Environment.CurrentManagedThreadId;
        bool strange = false;
        ActivationFunction activation = ActivationFunction.From("watched", z =>
        {
            strange |= Environment.CurrentManagedThreadId != caller;
            return z * z;
        });
        _ = TeacherStudentTraining.Run(Options with { Teacher = AdditiveTeacher.PowerLaw(3, 1, activation), BatchSize = 8, Threads = 1, Seeds = [1, 2] }).ToArray();
        _ = SingleIndexTraining.Run(new() { Link = activation, Steps = 100, Threads = 1 }).ToArray();
        Assert.False(strange);
    }

    [Fact]
    public void Cancellation_stops_and_progress_ends_at_one()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => TeacherStudentTraining.Run(Options with { Time = 1e9 }, null, stop.Token).ToArray());
        double last = 0;
        _ = TeacherStudentTraining.Run(Options, new Reporter(p => last = p.Fraction)).ToArray();
        Assert.Equal(1, last);
    }

    private sealed class Reporter(Action<ScalingProgress> report) : IProgress<ScalingProgress>
    {
        public void Report(ScalingProgress value) => report(value);
    }
}
