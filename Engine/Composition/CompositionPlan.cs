using ScalingTools.Backends;
using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>Options with everything decided: the runs in their order, and when to measure.</summary>
internal sealed class CompositionPlan
{
    private const int DefaultMeasurements = 50, LargestWidth = 4096;

    /// <summary>Fills in what is left open and checks the rest.</summary>
    /// <exception cref="ScalingException">An option out of range, or two that contradict each other.</exception>
    public CompositionPlan(CompositionTrainingOptions options)
    {
        CompositionTask task = options.Task ?? throw new ScalingException(ScalingError.EmptyPipeline, "There is no task.", "Give one of New-CompositionTask.");
        Levels = task.LayerCount;
        int width = options.Width ?? Math.Max(64, SingleProduct.Padded(3 * task.SequenceLength / 2));
        Guard.Positive((long)width, nameof(options.Width));
        Guard.Positive((long)options.BatchSize, nameof(options.BatchSize));
        if (options.Steps < 0 || options.Steps > 1_000_000_000)
            throw Guard.OutOfRange(nameof(options.Steps), options.Steps, "from 0 to 10^9");
        if (options.MeasureSamples < 2)
            throw Guard.OutOfRange(nameof(options.MeasureSamples), options.MeasureSamples, "at least 2");
        if (!(options.SquareDecay is > 0 and < 1))
            throw Guard.OutOfRange(nameof(options.SquareDecay), options.SquareDecay, "between 0 and 1");
        if (!(options.StageAccuracy is > 0 and <= 1))
            throw Guard.OutOfRange(nameof(options.StageAccuracy), options.StageAccuracy, "above 0 and at most 1");
        Guard.Positive(options.StopAccuracy);
        options.Schedule.Check();
        if (width > LargestWidth)
            throw new ScalingException(ScalingError.TooLarge, $"Matrices of Width {width} are too large to train here.", $"Choose a Width up to {LargestWidth}; 3kN/2 is enough.", width);
        if (Math.Max((long)options.BatchSize, options.MeasureSamples) * task.SequenceLength > 1 << 28)
            throw new ScalingException(ScalingError.TooLarge, $"{Math.Max(options.BatchSize, options.MeasureSamples)} prompts of {task.SequenceLength} tokens do not fit in memory.",
                "Use a smaller BatchSize or MeasureSamples.", options.BatchSize);
        CompositionSettings one = new()
        {
            Task = task, Regime = CompositionRegime.Mixed, Seed = 0, Width = width, Steps = options.Steps, BatchSize = options.BatchSize,
            LearningRate = Guard.Positive(options.LearningRate ?? 0.2 / width, nameof(options.LearningRate)), Schedule = options.Schedule, SquareDecay = options.SquareDecay,
            EmbeddingScale = Guard.Positive(options.EmbeddingScale), KeyQueryScale = Guard.NotNegative(options.KeyQueryScale), ValueScale = Guard.Positive(options.ValueScale),
            ReadoutScale = Guard.NotNegative(options.ReadoutScale), AlignedReadout = options.AlignedReadout, StageAccuracy = options.StageAccuracy, StopAccuracy = options.StopAccuracy,
            Replay = options.Replay, SampleCount = null,
        };
        if (options.Regimes.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "There is no regime, so no run.", "Give one at least.");
        int[] counts = [.. options.SampleCounts.Count > 0 ? options.SampleCounts : [4, 8, 16, 32, 64, 128, 256]];
        foreach (int n in counts)
            if (Guard.SampleCount(n) > 1_000_000)
                throw new ScalingException(ScalingError.TooLarge, $"{n} samples of the theory's curriculum would take hours.", "Choose at most 10^6.", n);
        Runs = [.. (from regime in options.Regimes from n in regime == CompositionRegime.TheoryCurriculum ? counts.Select(n => (int?)n) : [null]
            from seed in options.Seeds.Count > 0 ? options.Seeds : [task.Seed]
            select one with { Regime = regime, Seed = seed, SampleCount = n }).Distinct()];
        MeasureSamples = options.MeasureSamples;
        Device = ScalingBackends.Get(options.Backend, options.Device);
        if (Device is not null && options.Regimes.Contains(CompositionRegime.TheoryCurriculum))
            throw new ScalingException(ScalingError.InconsistentInput, "TheoryCurriculum is one step for each stage in double precision, which the managed engine makes.", "Leave Backend out, or choose another Regime.", options.Backend);
        Measured = MeasureSteps(options);
        CheckpointPath = options.CheckpointPath is { } path && string.IsNullOrWhiteSpace(path)
            ? throw Guard.OutOfRange(nameof(options.CheckpointPath), path, "the path of a folder") : options.CheckpointPath;
        CheckpointSeconds = Guard.NotNegative(options.CheckpointSeconds);
        Threads = options.Threads == 0 ? Environment.ProcessorCount : (int)Guard.Positive((long)options.Threads, nameof(options.Threads));
    }

    /// <summary>Regime × n × seed.</summary>
    public IReadOnlyList<CompositionSettings> Runs { get; }
    /// <summary>How many hop lengths there are.</summary>
    public int Levels { get; }
    /// <summary>Steps to measure at, ascending.</summary>
    public long[] Measured { get; }
    /// <summary>Test prompts.</summary>
    public int MeasureSamples { get; }
    public string? CheckpointPath { get; }
    public double CheckpointSeconds { get; }
    public int Threads { get; }
    /// <summary>The backend that trains practical runs; null for the managed engine.</summary>
    public BackendDevice? Device { get; }

    /// <summary>What was decided, in words.</summary>
    public override string ToString()
    {
        CompositionSettings run = Runs[0];
        return FormattableString.Invariant(
            $"{Runs.Count} run{(Runs.Count == 1 ? "" : "s")} of k = {run.Task.Length}, N = {run.Task.Size}: {Levels} layers of width {run.Width}, {run.Shape.ParameterCount:N0} parameters, {run.Steps} steps of {run.BatchSize} prompts, learning rate {run.LearningRate:G3}, measured at most {Measured.Length} times, on {Threads} thread{(Threads == 1 ? "" : "s")}{(Device is null ? "" : $" with {Device.Backend.Version} on {Device.Device}")}");
    }

    private static long[] MeasureSteps(CompositionTrainingOptions options)
    {
        long steps = options.Steps;
        if (options.MeasureEvery is not null && options.MeasureAt.Count > 0)
            throw new ScalingException(ScalingError.InconsistentInput, "MeasureEvery and MeasureAt exclude each other.", "Give one of them.", options.MeasureEvery);
        IEnumerable<long> at = [];
        if (options.MeasureEvery is { } every)
        {
            Guard.Positive(every, nameof(options.MeasureEvery));
            if (steps / every > 10_000_000)
                throw new ScalingException(ScalingError.TooLarge, $"A measurement every {every} of {steps} steps is more than ten million.", "Use a larger MeasureEvery.", every);
            at = Enumerable.Range(1, (int)(steps / every)).Select(i => i * every);
        }
        else if (options.MeasureAt.Count > 0)
            at = options.MeasureAt.Select(step => step >= 0 && step <= steps ? step : throw Guard.OutOfRange(nameof(options.MeasureAt), step, $"between 0 and Steps = {steps}"));
        else if (steps > 0)
            at = LogSpace.WholeNumbers(1, steps, DefaultMeasurements);
        return [.. at.Append(steps).Distinct().Order()];
    }
}
