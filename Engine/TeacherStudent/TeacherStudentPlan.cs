using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>Options that were checked, with the times to measure at decided.</summary>
internal sealed class TeacherStudentPlan
{
    private const int DefaultMeasurements = 50;

    /// <summary>Checks options.</summary>
    /// <exception cref="ScalingException">An option out of range; InconsistentInput for P > d; TooLarge.</exception>
    public TeacherStudentPlan(TeacherStudentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        AdditiveTeacher teacher = options.Teacher ?? throw new ArgumentNullException(nameof(options));
        teacher.CheckDimension(options.Dimension);
        Guard.Positive((long)options.Width, nameof(options.Width));
        Guard.Positive((long)options.BatchSize, nameof(options.BatchSize));
        Guard.Positive(options.LearningRate);
        Guard.NotNegative(options.Time);
        Guard.Positive(options.InitialScale);
        Guard.Positive(options.Tolerance);
        Guard.NotNegative((double)options.Threads, nameof(options.Threads));
        if (!(options.Threshold is > 0 and < 1))
            throw Guard.OutOfRange(nameof(options.Threshold), options.Threshold, "between 0 and 1");
        if (options.Seeds.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "There is no seed, so no run.", "Give one seed at least.");
        Span = StudentStart.Span(teacher.Directions, options.Dimension, options.Width);
        CheckSize(options);
        Times = MeasuredTimes(options);
        LawLimitation = teacher.LawLimitation;
    }

    /// <summary>What was checked.</summary>
    public TeacherStudentOptions Options { get; }

    /// <summary>Times to measure at, ascending; the last is T.</summary>
    public IReadOnlyList<double> Times { get; }

    /// <summary>D = P + min(m, d - P), the dimension of what teacher and student span.</summary>
    public int Span { get; }

    /// <summary>Why there is no law; null where there is.</summary>
    public string? LawLimitation { get; }

    /// <summary>Id of the run of a seed.</summary>
    public string Run(long seed) => RunId.Of("TeacherStudent", Options.Method, seed, Options.Teacher.Activation, string.Join(',', Options.Teacher.GetCoefficients().Select(a => Guard.Text(a))),
        Options.Dimension, Options.Width, Options.LearningRate, Options.Method == TeacherStudentMethod.Sgd ? Options.BatchSize : null, Options.Time, Options.InitialScale,
        Options.Method == TeacherStudentMethod.PopulationFlow ? Options.Tolerance : null);

    /// <summary>n = B t; null for a flow.</summary>
    public double? Samples(double time) => Options.Method == TeacherStudentMethod.Sgd ? Options.BatchSize * time : null;

    // Half of the memory for all runs together.
    private void CheckSize(TeacherStudentOptions options)
    {
        double m = options.Width, d = options.Method == TeacherStudentMethod.Sgd ? options.Dimension : Math.Max(Span, m);
        double bytes = sizeof(double) * (options.Method == TeacherStudentMethod.Sgd ? m * d + options.BatchSize * (d + 3 * m) + m * Span : 14 * m * d + 4 * m * m);
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        if (bytes > available || m * d > int.MaxValue / 16)
            throw new ScalingException(ScalingError.TooLarge, $"A run of this size takes about {bytes / (1 << 30):F1} GiB, more than half of the memory there is or than a matrix may have.",
                "Choose a smaller Width, BatchSize or, for Sgd, Dimension.", bytes);
    }

    private static double[] MeasuredTimes(TeacherStudentOptions options)
    {
        bool steps = options.Method == TeacherStudentMethod.Sgd;
        double end = steps ? Math.Round(options.Time) : options.Time;
        IEnumerable<double> times = options.MeasureAt.Count > 0
            ? options.MeasureAt.Select(t => t >= 0 && t <= options.Time ? steps ? Math.Round(t) : t : throw Guard.OutOfRange(nameof(options.MeasureAt), t, $"between 0 and Time = {Guard.Text(options.Time)}"))
            : end <= 0 ? [] : steps ? LogSpace.WholeNumbers(1, (long)end, DefaultMeasurements).Select(t => (double)t)
            : LogSpace.Values(1e-3 * end, end, DefaultMeasurements);
        return [.. times.Append(end).Distinct().Order()];
    }
}
