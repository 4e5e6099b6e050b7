using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>Online SGD on single-index teachers: curves by <see cref="Run"/>, the lengths of search and descent by <see cref="Phases"/>.</summary>
/// <remarks>Runs go on side by side; the same seed gives the same bits on any number of threads.</remarks>
public static class SingleIndexTraining
{
    private const double SearchEnd = 0.9, DescentEnd = 0.1, RunEnd = 0.01, MeasureRatio = 1.02, LookRatio = 1.001, Divergence = 1e3;

    private sealed record Point(long Step, double Overlap, double Norm, double Loss);

    private sealed record Curve(int Dimension, long Seed, double Rate, double Start, List<Point> Points, long? Search, long? Descent);

    /// <summary>Loss and overlap of one dimension and seed after the other, at steps about 2 % apart.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; InconsistentInput for a constant link; Diverged; FunctionFailed.</exception>
    public static IEnumerable<SingleIndexLoss> Run(SingleIndexOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(options);
        return Train(options, progress, cancellation).SelectMany(curve =>
        {
            SingleIndexPopulation population = new(options.Link, options.Spherical, curve.Rate);
            (double Overlap, double Norm)[] flow = population.Flow(curve.Start, [.. curve.Points.Select(p => (double)p.Step)], cancellation);
            return curve.Points.Select((point, i) => new SingleIndexLoss
            {
                Activation = options.Link.Name, InformationExponent = Exponent(options), Spherical = options.Spherical, Seed = curve.Seed, Dimension = curve.Dimension,
                LearningRate = curve.Rate, BatchSize = options.BatchSize, Time = point.Step, Samples = options.BatchSize * point.Step, Loss = point.Loss, Overlap = point.Overlap, Norm = point.Norm,
                FlowLoss = population.Loss(flow[i].Overlap, flow[i].Norm), FlowOverlap = flow[i].Overlap, FlowNorm = flow[i].Norm, Run = Id(options, curve),
            });
        });
    }

    /// <summary>Search and descent of one dimension and seed after the other.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">As for <see cref="Run"/>.</exception>
    public static IEnumerable<SingleIndexPhase> Phases(SingleIndexOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(options);
        int k = Exponent(options);
        return Train(options, progress, cancellation).Select(curve =>
        {
            (double? search, double? descent) = options.Spherical ? FlowPhases(options.Link, curve) : (null, null);
            return new SingleIndexPhase
            {
                Activation = options.Link.Name, InformationExponent = k, Spherical = options.Spherical, Seed = curve.Seed, Dimension = curve.Dimension, LearningRate = curve.Rate,
                BatchSize = options.BatchSize, InitialOverlap = curve.Start, SearchSteps = curve.Search, DescentSteps = curve.Descent - curve.Search,
                FlowSearchSteps = search, FlowDescentSteps = descent, DimensionExponent = -RateDecay(options) - Math.Max(0, k / 2.0 - 1), Run = Id(options, curve),
            };
        });
    }

    private static IEnumerable<Curve> Train(SingleIndexOptions options, IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount, seeds = options.Seeds.Count, runs = options.Dimensions.Count * seeds;
        return RunCrew.Run(runs, threads, (i, done, stop) => Train(options, options.Dimensions[i / seeds], options.Seeds[i % seeds], done, stop), $"{runs} runs", progress, cancellation);
    }

    private static Curve Train(SingleIndexOptions options, int dimension, long seed, Action<double> done, CancellationToken cancellation)
    {
        double rate = options.LearningRate * Math.Pow(dimension, -RateDecay(options)), start = options.InitialOverlap ?? DrawOverlap(dimension, seed), before = 0;
        SingleIndexPopulation population = new(options.Link, options.Spherical, rate);
        SingleIndexSgd student = new(options, dimension, rate, seed, start);
        double initial = population.Loss(start, 1), loss = initial;
        List<Point> points = [new(0, start, 1, initial)];
        long? search = null, descent = null;
        long step = 0, measure = 1;
        while (step < options.Steps && loss >= RunEnd * initial)
        {
            cancellation.ThrowIfCancellationRequested();
            long end = Math.Min(options.Steps, (long)(step * LookRatio) + 1);
            // Off the sphere the loss is an integral: it is looked at where it is written down.
            for (end = options.Spherical ? end : Math.Min(options.Steps, measure); step < end; step++)
                student.Step();
            if (!(student.Norm < Divergence)) // NaN too
                throw new ScalingException(ScalingError.Diverged, $"Training diverged by step {step} at LearningRate {Guard.Text(options.LearningRate)} in dimension {dimension}.",
                    "Choose a smaller LearningRate, a larger BatchSize, or Spherical.", options.LearningRate);
            loss = population.Loss(student.Overlap, student.Norm);
            search ??= loss <= SearchEnd * initial ? step : null;
            descent ??= loss <= DescentEnd * initial ? step : null;
            if (step < measure && step < options.Steps && loss >= RunEnd * initial)
                continue;
            points.Add(new(step, student.Overlap, student.Norm, loss));
            measure = (long)(step * MeasureRatio) + 1;
            done((double)step / options.Steps - before);
            before = (double)step / options.Steps;
        }
        done(1 - before);
        return new(dimension, seed, rate, start, points, search, descent);
    }

    // 2η t = ∫ dm/(κ'(m)(1-m²)) up to the overlaps at which the loss 2κ(1) - 2κ(m) is a part of the first.
    private static (double? Search, double? Descent) FlowPhases(ActivationFunction link, Curve curve)
    {
        double first = link.Kernel.Value(1) - link.Kernel.Value(curve.Start);
        double? search = Steps(SearchEnd), all = Steps(DescentEnd);
        return (search, all - search);

        double? Steps(double part)
        {
            (double low, double high) = (curve.Start, 1);
            for (int i = 0; i < 60; i++)
                (low, high) = (low + high) / 2 is var m && link.Kernel.Value(1) - link.Kernel.Value(m) > part * first ? (m, high) : (low, m);
            return RowValue.Finite(new AlignmentTime(link.Kernel, low).From(curve.Start) / (2 * curve.Rate));
        }
    }

    // A coordinate of a uniform unit vector, made positive.
    private static double DrawOverlap(int dimension, long seed)
    {
        RandomStream stream = new(seed, dimension, RandomPurpose.Initialization);
        double x = stream.NextGaussian();
        return Math.Abs(x) / Math.Sqrt(x * x + ChiSquareSampler.Next(stream, dimension - 1));
    }

    private static int Exponent(SingleIndexOptions options) => options.Link.Expansion.InformationExponent!.Value;

    private static double RateDecay(SingleIndexOptions options) => options.LearningRateDecay ?? Math.Max(1, Exponent(options) / 2.0);

    private static string Id(SingleIndexOptions options, Curve curve) => RunId.Of("SingleIndex", options.Link.Name, curve.Dimension, curve.Seed, curve.Rate, options.BatchSize, options.Steps,
        options.Spherical, options.InitialOverlap);

    private static void Check(SingleIndexOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Link);
        if (options.Dimensions.Count == 0 || options.Seeds.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "There is no dimension or no seed, so no run.", "Give one of each at least.");
        foreach (int dimension in options.Dimensions)
            if (dimension < 2)
                throw Guard.OutOfRange("Dimension", dimension, "at least 2");
        Guard.Positive(options.LearningRate);
        if (options.LearningRateDecay is { } decay)
            Guard.NotNegative(decay, nameof(options.LearningRateDecay));
        Guard.Positive((long)options.BatchSize, nameof(options.BatchSize));
        Guard.NotNegative((double)options.Steps, nameof(options.Steps));
        Guard.NotNegative((double)options.Threads, nameof(options.Threads));
        if (options.InitialOverlap is { } overlap && !(overlap is > 0 and < 1))
            throw Guard.OutOfRange(nameof(options.InitialOverlap), overlap, "between 0 and 1");
        if (options.Link.Expansion.InformationExponent is null)
            throw new ScalingException(ScalingError.InconsistentInput, $"The link {options.Link.Name} is constant: there is nothing to learn.", "Choose a link that varies.", options.Link.Name);
    }
}
