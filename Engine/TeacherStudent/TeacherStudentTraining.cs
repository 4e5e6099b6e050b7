using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>Trains students of an additive teacher: losses by <see cref="Run"/>, directions by <see cref="Strengths"/>, times of emergence by <see cref="Emergence"/>.</summary>
/// <remarks>Runs go on side by side, and a batch of Sgd too where only one runs; the same seed gives the same bits on any number of threads.</remarks>
public static class TeacherStudentTraining
{
    private const int Reports = 100;

    /// <summary>The loss at each time, ascending, of one seed after the other.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; InconsistentInput for more directions than dimensions; Diverged; TooLarge; FunctionFailed.</exception>
    public static IEnumerable<TeacherStudentLoss> Run(TeacherStudentOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        TeacherStudentPlan plan = new(options);
        return Train(plan, progress, cancellation).SelectMany(curve => curve.Losses(plan));
    }

    /// <summary>Every direction at each time, ascending, of one seed after the other.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">As for <see cref="Run"/>.</exception>
    public static IEnumerable<TeacherStudentStrength> Strengths(TeacherStudentOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        TeacherStudentPlan plan = new(options);
        return Train(plan, progress, cancellation).SelectMany(curve => curve.Strengths(plan));
    }

    /// <summary>Every direction at the end of training, of one seed after the other: when it emerged and when the theory expected it.</summary>
    /// <param name="options">What to train; MeasureAt is not looked at.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">As for <see cref="Run"/>.</exception>
    public static IEnumerable<TeacherStudentStrength> Emergence(TeacherStudentOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Strengths(options with { MeasureAt = [options.Time] }, progress, cancellation);
    }

    /// <summary>Flows of one skill at a time, added up, against the flow of all, at each time, of one seed after the other.</summary>
    /// <param name="options">What to train; a flow, whatever the method says.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">As for <see cref="Run"/>.</exception>
    public static IEnumerable<AdditiveModelLoss> AdditiveModel(TeacherStudentOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Method = TeacherStudentMethod.PopulationFlow };
        AdditiveTeacher teacher = options.Teacher;
        TeacherStudentPlan joint = new(options);
        TeacherStudentPlan[] plans = [joint, .. Enumerable.Range(0, teacher.Directions).Select(p => new TeacherStudentPlan(options with { Teacher = teacher.Only(p) }))];
        return Rows();

        IEnumerable<AdditiveModelLoss> Rows()
        {
            int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
            IEnumerable<StudentCurve> curves = RunCrew.Run(plans.Length * options.Seeds.Count, threads,
                (i, done, stop) => Train(plans[i % plans.Length], options.Seeds[i / plans.Length], 1, done, stop), $"{plans.Length} flows for each of {options.Seeds.Count} seeds", progress, cancellation);
            foreach (StudentCurve[] set in curves.Chunk(plans.Length))
            {
                AlignmentEvent?[] events = AlignmentOrder.Of(joint, set[0].Seed);
                for (int k = 0; k < joint.Times.Count; k++)
                {
                    double loss = set[0].States[k].Loss, sum = set[1..].Sum(curve => curve.States[k].Loss);
                    yield return new AdditiveModelLoss
                    {
                        Seed = set[0].Seed, Activation = teacher.Activation, Decay = teacher.Decay, Directions = teacher.Directions, Dimension = options.Dimension,
                        Width = options.Width, LearningRate = options.LearningRate, Time = joint.Times[k], Loss = loss, AdditiveLoss = sum,
                        PredictedLoss = TeacherStudentTheory.PredictedLoss(options, events, joint.Times[k]), Ratio = sum / loss, Run = joint.Run(set[0].Seed),
                    };
                }
            }
        }
    }

    /// <summary>One run of a plan.</summary>
    internal static StudentCurve Train(TeacherStudentPlan plan, long seed, int threads, Action<double> done, CancellationToken cancellation)
    {
        using StudentTrajectory trajectory = StudentTrajectory.Create(plan, seed, threads);
        double end = Math.Max(plan.Times[^1], double.Epsilon), time = 0, before = 0;
        List<StudentState> states = [];
        foreach (double next in plan.Times)
        {
            do
            {
                time = plan.Options.Method == TeacherStudentMethod.Sgd ? Math.Min(next, time + Math.Max(1, Math.Floor(end / Reports))) : next;
                trajectory.AdvanceTo(time, cancellation);
                done(time / end - before);
                before = time / end;
            }
            while (time < next);
            states.Add(trajectory.Measure());
        }
        return new StudentCurve(seed, [.. states], trajectory.Tracker.Times);
    }

    private static IEnumerable<StudentCurve> Train(TeacherStudentPlan plan, IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        TeacherStudentOptions options = plan.Options;
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount, runs = Math.Min(threads, options.Seeds.Count);
        return RunCrew.Run(options.Seeds.Count, runs, (i, done, stop) => Train(plan, options.Seeds[i], threads / runs, done, stop), $"{options.Method}, {options.Seeds.Count} runs",
            progress, cancellation);
    }
}
