using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>The settings of published experiments.</summary>
internal static class NetworkPresets
{
    private static readonly LearningRateSchedule Halved = new() { Kind = LearningRateKind.Step };

    // D of Fig. 1(b): 500 … 10,000 by 500, then to 35,000 by 5,000; H of Fig. 1(c): 2 … 48.
    private static readonly long?[] DataCounts = [.. Enumerable.Range(1, 20).Select(i => (long?)(500 * i)), .. Enumerable.Range(3, 5).Select(i => (long?)(5000 * i))];
    private static readonly int[] ParameterWidths = [.. Enumerable.Range(1, 24).Select(i => 2 * i)];

    // Michaud et al. 2023, Section 3 and their code (P-scaling-15, D-scaling-6): 30 widths from 10 to 500, 30 data set sizes from 10,000 to 5,000,000, at equal ratios,
    // made whole downwards. Their widths are a rounding error lower where the ratio is exact (9 for 10).
    private static readonly int[] MichaudWidths = [.. Grid(10, 500).Select(h => (int)h)];
    private static readonly long?[] MichaudCounts = [.. Grid(10_000, 5_000_000).Select(d => (long?)d)];

    /// <summary>Options in which what the preset says stands where nothing was given.</summary>
    public static SparseParityTrainingOptions Apply(SparseParityTrainingOptions given)
    {
        SparseParityTrainingOptions preset = Of(given.Preset);
        bool measures = given.MeasureEvery is not null || given.MeasureAt.Count > 0 || given.FinalOnly;
        return given with
        {
            Architecture = given.Architecture ?? preset.Architecture,
            Layers = given.Layers ?? preset.Layers,
            Heads = given.Heads ?? preset.Heads,
            HiddenWidth = given.HiddenWidth ?? preset.HiddenWidth,
            Momentum = given.Momentum ?? (given.Optimizer is null || given.Optimizer == preset.Optimizer ? preset.Momentum : null),
            Dataset = given.Dataset ?? preset.Dataset ?? new SparseParityDataset(),
            Widths = given.Widths.Count > 0 ? given.Widths : preset.Widths,
            SampleCounts = given.SampleCounts.Count > 0 ? given.SampleCounts : given.Dataset?.SampleCount is null ? preset.SampleCounts : [],
            Steps = given.Steps ?? preset.Steps,
            BatchSize = given.BatchSize ?? preset.BatchSize,
            LearningRate = given.LearningRate ?? (given.Optimizer is null || given.Optimizer == preset.Optimizer ? preset.LearningRate : null),
            Schedule = given.Schedule ?? preset.Schedule,
            Optimizer = given.Optimizer ?? preset.Optimizer,
            WeightDecay = given.WeightDecay ?? preset.WeightDecay,
            Loss = given.Loss ?? preset.Loss,
            Initialization = given.Initialization ?? preset.Initialization,
            InitialScale = given.InitialScale ?? preset.InitialScale,
            MeasureEvery = measures ? given.MeasureEvery : preset.MeasureEvery,
            FinalOnly = measures ? given.FinalOnly : preset.FinalOnly,
            MeasureSamples = given.MeasureSamples ?? preset.MeasureSamples,
            Strength = given.Strength ?? preset.Strength,
        };
    }

    /// <summary>What the authors' code takes for R_k(0): σ²/3.6. null for other presets.</summary>
    /// <remarks>
    /// It is about what a measurement on 20,000 samples gives at initialisation, which is its noise, 0.4 σ²; the strength itself is
    /// <see cref="Networks.InitialStrength"/>.
    /// </remarks>
    public static double? InitialStrength(SparseParityTrainingOptions options) =>
        options.Preset is NetworkPreset.Nam2024TimeCode or NetworkPreset.Nam2024CalibrationCode ? options.InitialScale * options.InitialScale / 3.6 : null;

    private static SparseParityTrainingOptions Of(NetworkPreset? preset)
    {
        SparseParityTrainingOptions time = new()
        {
            Widths = [1000], Steps = 30_000, BatchSize = 4000, LearningRate = 0.05, Optimizer = NetworkOptimizer.Sgd, InitialScale = 0.001,
            MeasureEvery = 50, MeasureSamples = 20_000,
        };
        SparseParityTrainingOptions code = time with { Loss = NetworkLoss.SquaredError, Strength = StrengthMethod.Centered };
        SparseParityTrainingOptions trained = time with { Steps = 500_000, Schedule = Halved, MeasureEvery = null, FinalOnly = true };
        SparseParityTrainingOptions michaud = new()
        {
            Dataset = new SparseParityDataset(500, 100, 3, 0.4, subsets: SubsetChoice.Random, labels: LabelConvention.Binary),
            Widths = [500], Steps = 200_000, BatchSize = 20_000, LearningRate = 0.001, Optimizer = NetworkOptimizer.Adam,
            Initialization = NetworkInitialization.PyTorch, MeasureSamples = 1000,
        };
        SparseParityTrainingOptions small = new()
        {
            Architecture = NetworkArchitecture.Transformer, Dataset = new SparseParityDataset(5, 16, 3, 0.9, 1), Widths = [64], Steps = 15_000, BatchSize = 512, LearningRate = 0.001,
            Optimizer = NetworkOptimizer.Adam, MeasureEvery = 50, MeasureSamples = 2000,
        };
        return preset switch
        {
            null => new(),
            NetworkPreset.Nam2024Time => time,
            NetworkPreset.Nam2024Data => trained with { BatchSize = 2000, SampleCounts = DataCounts },
            NetworkPreset.Nam2024Parameters => trained with { Widths = ParameterWidths, Optimizer = NetworkOptimizer.Adam, LearningRate = 0.001, WeightDecay = 5e-5 },
            NetworkPreset.Nam2024TimeCode => code,
            NetworkPreset.Nam2024CalibrationCode => code with { Dataset = new SparseParityDataset(skillCount: 1), LearningRate = 0.02, InitialScale = 0.01 },
            NetworkPreset.Michaud2023 => michaud,
            NetworkPreset.Michaud2023Parameters => michaud with { Widths = MichaudWidths, FinalOnly = true },
            NetworkPreset.Michaud2023Data => michaud with { SampleCounts = MichaudCounts, Steps = 1_000_000, MeasureEvery = 100 },
            NetworkPreset.Nam2024Transformer => small with
            {
                Dataset = new SparseParityDataset(5, 32, 3, 0.9, 1), Widths = [512], Steps = 500_000, BatchSize = 5000, LearningRate = 5e-5, Optimizer = NetworkOptimizer.Sgd, Momentum = 0.9, WeightDecay = 1e-5,
                MeasureEvery = 100, MeasureSamples = 20_000,
            },
            NetworkPreset.Nam2024TransformerSmall => small,
            NetworkPreset.Nam2024TransformerQuick => small with { Dataset = new SparseParityDataset(5, 16, 2, 0.9, 1), Steps = 1500, MeasureEvery = 20 },
            _ => throw Guard.OutOfRange(nameof(SparseParityTrainingOptions.Preset), preset, "a preset"),
        };
    }
    private static IEnumerable<double> Grid(double first, double last) =>
        Enumerable.Range(0, 30).Select(i => Math.Floor(first * Math.Pow(last / first, i / 29.0) * (1 + 1e-12)));
}
