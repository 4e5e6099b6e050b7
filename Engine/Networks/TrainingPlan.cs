using ScalingTools.Backends;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>Options with everything decided: the runs in their order, and when to measure.</summary>
internal sealed class TrainingPlan
{
    private const int CacheBytes = 1 << 18; // half of a second-level cache
    private const int DefaultMeasurements = 50, DefaultTestSamples = 20_000, DefaultTestTotal = 10_000_000;

    /// <summary>Fills in what is left open and checks the rest.</summary>
    /// <exception cref="ScalingException">An option out of range, or two that contradict each other.</exception>
    public TrainingPlan(SparseParityTrainingOptions given)
    {
        SparseParityTrainingOptions options = NetworkPresets.Apply(given);
        Preset = options.Preset;
        SparseParityDataset task = options.Dataset!;
        CheckTask(task);
        bool binary = task.Labels == LabelConvention.Binary;
        NetworkLoss loss = options.Loss ?? (binary ? NetworkLoss.CrossEntropy : NetworkLoss.HalfSquaredError);
        if (binary != (loss == NetworkLoss.CrossEntropy))
            throw new ScalingException(ScalingError.InconsistentInput, $"{loss} does not go with {task.Labels} labels.",
                "CrossEntropy is for labels 0 and 1 (Labels = Binary), the squared errors for ±S (Labels = Signed).", loss);
        Strength = options.Strength ?? StrengthMethod.Sampled;
        bool transformer = options.Architecture == NetworkArchitecture.Transformer;
        CheckArchitecture(options, transformer);
        if (Strength == StrengthMethod.Exact && binary)
            throw new ScalingException(ScalingError.InconsistentInput, "Strengths of logits cannot be had exactly: p_1 - p_0 is not a sum over neurons.",
                "Use Sampled or Centered.", Strength);
        if (Strength == StrengthMethod.Exact && task.SkillBits > NeuronStrength.MaxSkillBits)
            throw new ScalingException(ScalingError.TooLarge, $"Exact strengths over {task.SkillBits} bits do not fit in memory.",
                $"Use Sampled or Centered for more than {NeuronStrength.MaxSkillBits} bits.", task.SkillBits);
        InitialStrengthOverride = NetworkPresets.InitialStrength(options);

        NetworkOptimizer optimizer = options.Optimizer ?? (transformer ? NetworkOptimizer.Adam : NetworkOptimizer.Sgd);
        double momentum = options.Momentum ?? 0;
        if (!(momentum is >= 0 and < 1))
            throw Guard.OutOfRange(nameof(options.Momentum), momentum, "at least 0 and less than 1");
        if (momentum != 0 && optimizer != NetworkOptimizer.Sgd)
            throw new ScalingException(ScalingError.InconsistentInput, "Momentum is for Sgd; Adam and AdamW have their own.", "Leave Momentum out.", momentum);
        long steps = options.Steps ?? (transformer ? 10_000 : 30_000);
        if (steps < 0)
            throw Guard.OutOfRange(nameof(options.Steps), steps, "zero or a positive whole number");
        if (steps > 1_000_000_000_000)
            throw new ScalingException(ScalingError.TooLarge, $"{steps} steps would take years.", "Give at most 10^12 Steps.", steps);
        LearningRateSchedule schedule = options.Schedule ?? new();
        schedule.Check();
        TrainingSettings one = new()
        {
            Task = task, Width = 1, Steps = steps,
            BatchSize = (int)Guard.Positive((long)(options.BatchSize ?? (transformer ? 512 : 4000)), nameof(options.BatchSize)),
            LearningRate = Guard.Positive(options.LearningRate ?? (optimizer == NetworkOptimizer.Sgd ? 0.05 : 0.001), nameof(options.LearningRate)),
            Optimizer = optimizer, Momentum = momentum, WeightDecay = Guard.NotNegative(options.WeightDecay ?? 0, nameof(options.WeightDecay)),
            Schedule = schedule, Loss = loss, Initialization = options.Initialization ?? (transformer ? NetworkInitialization.PyTorch : NetworkInitialization.Gaussian),
            InitialScale = Guard.Positive(options.InitialScale ?? 0.001, nameof(options.InitialScale)),
        };

        IReadOnlyList<int> widths = options.Widths.Count > 0 ? options.Widths : [transformer ? 64 : 1000];
        IReadOnlyList<long?> counts = options.SampleCounts.Count > 0 ? options.SampleCounts : [task.SampleCount];
        IReadOnlyList<long> seeds = options.Seeds.Count > 0 ? options.Seeds : [task.Seed];
        Runs = [.. (from d in counts from width in widths from seed in seeds
            select (transformer ? one with { Transformer = Model(options, one, width) } : one) with { SampleCount = Guard.SampleCount(d), Width = (int)Guard.Positive((long)width, "Width"), Seed = seed, DataSeed = options.FixedData ? task.Seed : seed }).Distinct()];
        foreach (TrainingSettings run in Runs)
            CheckMemory(run);
        TestSamples = options.MeasureSamples ?? (int)Math.Clamp(DefaultTestTotal / task.SkillCount, 2, transformer ? 2000 : DefaultTestSamples);
        if (TestSamples < 2)
            throw Guard.OutOfRange(nameof(options.MeasureSamples), TestSamples, "at least 2");
        if (TestSamples * task.SkillCount > int.MaxValue / 8)
            throw new ScalingException(ScalingError.TooLarge, $"{TestSamples} test samples of each of {task.SkillCount} skills do not fit in memory.", "Use a smaller MeasureSamples.", TestSamples);
        StopTolerance = Guard.NotNegative(options.StopTolerance);
        Measured = MeasureSteps(options, steps, widths.Count > 1 || counts.Count > 1);
        CheckpointPath = options.CheckpointPath is { } path && string.IsNullOrWhiteSpace(path)
            ? throw Guard.OutOfRange(nameof(options.CheckpointPath), path, "the path of a folder") : options.CheckpointPath;
        CheckpointSeconds = Guard.NotNegative(options.CheckpointSeconds);
        Threads = options.Threads == 0 ? Environment.ProcessorCount : (int)Guard.Positive((long)options.Threads, nameof(options.Threads));
        // What a step reads again, a bit for each sample and neuron above all, should lie in the caches of the cores that share a run.
        // A transformer's slices fit there anyway.
        long wanted = transformer ? 1 : Runs.Max(run => ((long)run.Width * run.BatchSize / 8 + CacheBytes - 1) / CacheBytes);
        Device = ScalingBackends.Get(options.Backend, options.Device);
        // A backend shares each run among all threads, or among those of a GPU.
        RunsAtOnce = Device is not null ? 1 : (int)Math.Min(Runs.Count, Math.Max(1, Threads / Math.Clamp(wanted, 1, Threads)));
        ThreadsPerRun = Threads / RunsAtOnce;
    }

    public NetworkPreset? Preset { get; }
    /// <summary>The grid of D × H × seed.</summary>
    public IReadOnlyList<TrainingSettings> Runs { get; }
    /// <summary>Steps to measure at, ascending; the last is T.</summary>
    public IReadOnlyList<long> Measured { get; }
    public StrengthMethod Strength { get; }
    /// <summary>Test samples of each skill.</summary>
    public int TestSamples { get; }
    public double StopTolerance { get; }
    public string? CheckpointPath { get; }
    public double CheckpointSeconds { get; }
    /// <summary>Threads in all.</summary>
    public int Threads { get; }
    /// <summary>Runs that train side by side.</summary>
    public int RunsAtOnce { get; }
    /// <summary>Threads that each of them has.</summary>
    public int ThreadsPerRun { get; }
    /// <summary>The backend that trains; null for the managed engine.</summary>
    public BackendDevice? Device { get; }
    /// <summary>R_k(0) where a preset says what to take it for.</summary>
    public double? InitialStrengthOverride { get; }

    /// <summary>What was decided, in words.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Count(Runs.Count, "run")} of {Count(Runs[0].Steps, "step")}, measured {Count(Measured.Count, "time")}, {RunsAtOnce} at a time on {Count(Threads, "thread")} with {(Device is null ? $"vectors of {TwoLayerTrainer.VectorBits} bits" : $"{Device.Backend.Version} on {Device.Device}")}{(Preset is null ? "" : $", preset {Preset}")}");

    private static string Count(long count, string what) => FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    // One token for each bit.
    private static TransformerOptions Model(SparseParityTrainingOptions options, TrainingSettings settings, int width)
    {
        TransformerOptions model = new()
        {
            Vocabulary = 2, SequenceLength = settings.SkillCount + settings.SkillBits, OutputCount = settings.OutputCount, Layers = options.Layers ?? 1, Heads = options.Heads ?? 4, Width = width,
            HiddenWidth = options.HiddenWidth, RectifiedEmbedding = true, Readout = TransformerReadout.Flattened,
        };
        model.Check();
        return model;
    }

    private void CheckArchitecture(SparseParityTrainingOptions options, bool transformer)
    {
        if (transformer && Strength == StrengthMethod.Exact)
            throw new ScalingException(ScalingError.InconsistentInput, "Strengths of a transformer cannot be had exactly: it is not a sum over neurons.", "Use Sampled or Centered.", Strength);
        if (transformer && options.Initialization == NetworkInitialization.Gaussian)
            throw new ScalingException(ScalingError.InconsistentInput, "A transformer starts from PyTorch's initialisation.", "Leave Initialization out, or give PyTorch.", options.Initialization);
        if (transformer && options.InitialScale is { } scale)
            throw new ScalingException(ScalingError.InconsistentInput, "InitialScale is for two-layer networks.", "Leave InitialScale out.", scale);
        if (!transformer && (options.Layers ?? options.Heads ?? options.HiddenWidth) is { } size)
            throw new ScalingException(ScalingError.InconsistentInput, "Layers, Heads and HiddenWidth are for transformers.", "Give Architecture Transformer, or leave them out.", size);
    }

    private static void CheckTask(SparseParityDataset task)
    {
        const int Most = 1 << 20;
        if (task.SkillCount > Most || task.SkillBits > Most)
            throw new ScalingException(ScalingError.TooLarge, $"A network on {task.SkillCount} skills and {task.SkillBits} bits does not fit in memory.",
                "Networks take some thousand skills; the multilinear model takes any number.", Math.Max(task.SkillCount, task.SkillBits));
    }

    // Numbers of bytes and of words are 32-bit integers in places.
    private static void CheckMemory(TrainingSettings run)
    {
        if (run.SampleCount > int.MaxValue / 64)
            throw TooLarge($"{run.SampleCount} points do not fit in memory.", "Leave SampleCount out for endless data, which so many points are as good as.", run.SampleCount);
        if ((long)run.BatchSize * (run.SkillBits / 64 + 2) > int.MaxValue / 8)
            throw TooLarge($"Batches of {run.BatchSize} samples do not fit in memory.", "Use a smaller BatchSize.", run.BatchSize);
        if (run.Transformer is null && run.Width * (run.SkillCount + run.SkillBits + 1L + run.OutputCount) > int.MaxValue / 8)
            throw TooLarge($"A network of width {run.Width} on {run.SkillCount + run.SkillBits} bits does not fit in memory.", "Use a smaller Width.", run.Width);

        static ScalingException TooLarge(string problem, string advice, object? offender) => new(ScalingError.TooLarge, problem, advice, offender);
    }

    private static long[] MeasureSteps(SparseParityTrainingOptions options, long steps, bool severalSizes)
    {
        if (options.MeasureEvery is { } every && (options.MeasureAt.Count > 0 || options.FinalOnly) || options.MeasureAt.Count > 0 && options.FinalOnly)
            throw new ScalingException(ScalingError.InconsistentInput, "MeasureEvery, MeasureAt and FinalOnly exclude each other.", "Give one of them.", options.MeasureEvery);
        IEnumerable<long> at = [];
        if (options.MeasureEvery is { } interval)
        {
            Guard.Positive(interval, nameof(options.MeasureEvery));
            if (steps / interval > 10_000_000)
                throw new ScalingException(ScalingError.TooLarge, $"A measurement every {interval} of {steps} steps is more than ten million.", "Use a larger MeasureEvery.", interval);
            at = Enumerable.Range(1, (int)(steps / interval)).Select(i => i * interval);
        }
        else if (options.MeasureAt.Count > 0)
            at = options.MeasureAt.Select(step => step >= 0 && step <= steps ? step : throw Guard.OutOfRange(nameof(options.MeasureAt), step, $"between 0 and Steps = {steps}"));
        else if (!options.FinalOnly && !severalSizes && steps > 0)
            at = LogSpace.WholeNumbers(1, steps, DefaultMeasurements);
        return [.. at.Append(steps).Distinct().Order()];
    }
}
