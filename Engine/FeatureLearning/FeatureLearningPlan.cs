using System.Globalization;
using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>Options that were checked, with the times to measure at decided.</summary>
internal sealed class FeatureLearningPlan
{
    private const int DefaultMeasurements = 50;

    private readonly ScalingRegime? _regime; // of power laws

    /// <summary>Checks options.</summary>
    /// <exception cref="ScalingException">An option out of range, or two that contradict each other.</exception>
    public FeatureLearningPlan(FeatureLearningOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        long modes = options.Task.ModeCount;
        if (options.Width is { } n && Guard.Positive((long)n, nameof(options.Width)) > modes)
            throw new ScalingException(ScalingError.TooManyParameters, $"Width {n} exceeds ModeCount {modes}.",
                "Students have no more features than the task has modes: choose a smaller Width or a larger ModeCount.", n);
        Guard.SampleCount(options.SampleCount);
        if (options.BatchSize is { } b)
        {
            Guard.Positive((long)b, nameof(options.BatchSize));
            if (options.SampleCount is not null)
                throw new ScalingException(ScalingError.InconsistentInput, "BatchSize and SampleCount exclude each other.",
                    "Samples that are used again are all used at each step: leave BatchSize out, or SampleCount for fresh samples.", b);
        }
        Guard.Positive((long)options.EnsembleSize, nameof(options.EnsembleSize));
        Guard.NotNegative(options.Richness);
        Guard.Positive(options.LearningRate);
        if (!(options.Momentum is >= 0 and < 1))
            throw Guard.OutOfRange(nameof(options.Momentum), options.Momentum, "at least 0 and less than 1");
        if (options.Momentum > 0 && (options.Richness > 0 || options.Method == FeatureMethod.GradientFlow))
            throw new ScalingException(ScalingError.InconsistentInput, "Momentum is for steps of random features.", "Leave Momentum out, or take Richness 0 and GradientDescent.", options.Momentum);
        if (Guard.NotNegative(options.FeatureVariance) != 1 && !Network)
            throw new ScalingException(ScalingError.InconsistentInput, "FeatureVariance is for a linear network: other students start at features of variance 1.", "Leave FeatureVariance out, or take LinearNetwork.", options.FeatureVariance);
        if (options.Momentum > 0 && Network)
            throw new ScalingException(ScalingError.InconsistentInput, "Momentum is for steps of random features, not for a linear network.", "Leave Momentum out, or take RotatedFeatures.", options.Momentum);
        if (options.Method == FeatureMethod.GradientFlow && options.BatchSize is not null)
            throw new ScalingException(ScalingError.InconsistentInput, "Gradient flow has no batches.", "Leave BatchSize out, or take GradientDescent.", options.BatchSize);
        Guard.NotNegative(options.Time);
        Guard.Positive((long)options.Draws, nameof(options.Draws));
        Guard.NotNegative((double)options.Threads, nameof(options.Threads));
        Times = MeasuredTimes(options);
        if (options.Task is { Capacity: { } alpha, Source: { } beta })
            _regime = ScalingRegimes.Of(new ScalingRegimeOptions { Capacity = alpha, Source = beta, Richness = options.Richness });
    }

    /// <summary>What was checked.</summary>
    public FeatureLearningOptions Options { get; }

    /// <summary>Times to measure at, ascending; the last is T.</summary>
    public IReadOnlyList<double> Times { get; }

    /// <summary>A row with everything but what is measured.</summary>
    public FeatureLearningLoss Row(FeatureLearningSource source, double time) => new()
    {
        TimeExponent = _regime?.TimeExponent, WidthExponent = _regime?.WidthExponent, SampleCountExponent = _regime?.DataExponent, ComputeExponent = _regime?.ComputeExponent,
        Source = source, Method = Options.Method, Model = source == FeatureLearningSource.Simulation || Network ? Options.Model : null,
        Seed = source == FeatureLearningSource.Simulation ? Options.Seed : null, Draws = source == FeatureLearningSource.Simulation ? Options.Draws : null,
        Capacity = Options.Task.Capacity, SourceExponent = Options.Task.Source, ModeCount = Options.Task.ModeCount, Richness = Options.Richness, FeatureVariance = Network ? Options.FeatureVariance : null,
        LearningRate = Options.LearningRate, Momentum = Options.Momentum, Width = Options.Width, SampleCount = Options.SampleCount, BatchSize = Options.BatchSize,
        EnsembleSize = Options.EnsembleSize, Time = time, Compute = Options.Width is { } n ? (double)Options.EnsembleSize * n * time : null, Run = Id(source),
    };

    /// <summary>A row of a mode with everything but what is measured.</summary>
    public ModeError Row(FeatureLearningSource source, double time, long mode, double eigenvalue, double error) => new()
    {
        Source = source, Method = Options.Method, Seed = source == FeatureLearningSource.Simulation ? Options.Seed : null,
        Draws = source == FeatureLearningSource.Simulation ? Options.Draws : null, Capacity = Options.Task.Capacity, SourceExponent = Options.Task.Source,
        Richness = Options.Richness, LearningRate = Options.LearningRate, Width = Options.Width, SampleCount = Options.SampleCount, BatchSize = Options.BatchSize,
        Mode = mode, Eigenvalue = eigenvalue, Time = time, Error = error,
        LimitError = Options.Method == FeatureMethod.GradientFlow ? Math.Exp(-Options.LearningRate * InfiniteStart.Of(Options).Kernel * eigenvalue * time)
            : Math.Pow(1 - Options.LearningRate * InfiniteStart.Of(Options).Kernel * eigenvalue, time),
        Run = Id(source),
    };

    /// <summary>The refusal of a learning rate.</summary>
    /// <param name="rate">η.</param>
    /// <param name="largest">The largest that is stable.</param>
    public static ScalingException Unstable(double rate, double largest) => new(ScalingError.UnstableLearningRate,
        $"LearningRate {Guard.Text(rate)} is too large: training would diverge.", string.Create(CultureInfo.InvariantCulture, $"Choose at most {0.9995 * largest:G4}."), rate);

    private string Id(FeatureLearningSource source) => RunId.Of([source, Options.Method, source == FeatureLearningSource.Simulation ? (Options.Model, Options.Seed, Options.Draws) : Network ? Options.Model : null,
        Options.Task.TargetDecay, Options.Task.SpectrumDecay, Options.Task.ModeCount, Options.Task.Trace, Options.Task.InitialLoss, Options.Richness, Options.LearningRate, Options.Momentum,
        Options.Width, Options.SampleCount, Options.BatchSize, Options.EnsembleSize, Options.Time, .. Options.FeatureVariance == 1 ? [] : (object?[])[Options.FeatureVariance]]);

    private bool Network => Options.Model == StudentModel.LinearNetwork;

    private static double[] MeasuredTimes(FeatureLearningOptions options)
    {
        bool steps = options.Method == FeatureMethod.GradientDescent;
        double end = steps ? Math.Round(options.Time) : options.Time;
        IEnumerable<double> times = options.MeasureAt.Count > 0
            ? options.MeasureAt.Select(t => t >= 0 && t <= options.Time ? steps ? Math.Round(t) : t : throw Guard.OutOfRange(nameof(options.MeasureAt), t, $"between 0 and Time = {Guard.Text(options.Time)}"))
            : end <= 0 ? [] : steps ? LogSpace.WholeNumbers(1, (long)end, DefaultMeasurements).Select(t => (double)t)
            : LogSpace.Values(1e-4 * end, end, DefaultMeasurements);
        return [.. times.Append(end).Distinct().Order()];
    }
}
