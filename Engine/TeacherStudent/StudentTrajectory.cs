namespace ScalingTools.TeacherStudent;

/// <summary>A student on its way, followed by <see cref="Tracker"/>.</summary>
internal abstract class StudentTrajectory(TeacherStudentOptions options) : IDisposable
{
    /// <summary>T_p so far.</summary>
    public EmergenceTracker Tracker { get; } = new(options.Teacher.Directions, options.Width, options.Threshold);

    /// <summary>What is trained.</summary>
    protected TeacherStudentOptions Options { get; } = options;

    /// <summary>To a later time.</summary>
    /// <exception cref="ScalingException">Diverged, NotConverged, FunctionFailed.</exception>
    public abstract void AdvanceTo(double time, CancellationToken cancellation);

    /// <summary>Where it is.</summary>
    public abstract StudentState Measure();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The trajectory of a seed.</summary>
    public static StudentTrajectory Create(TeacherStudentPlan plan, long seed, int threads) => plan.Options.Method == TeacherStudentMethod.PopulationFlow
        ? new OverlapFlow(plan, seed) : new OnlineSgd(plan.Options, seed, threads);
}
