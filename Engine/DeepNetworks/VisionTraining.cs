using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>Trains convolutional networks, or their linear approximations, to classify images, and measures the loss on what was held out.</summary>
/// <remarks>
/// Source: arXiv:2409.17858, Section 5.2: where a linear network's loss falls as t^-β, β &lt; 1, a rich one's falls as t^{-2β/(1+β)}.
/// Runs follow each other, each on all threads. The same seed gives the same bits on any number of threads.
/// </remarks>
public static class VisionTraining
{
    private const int SliceBytes = 1 << 20; // of what a slice reads and writes

    /// <summary>One row for each measurement and run, as soon as it is known; runs in the order of γ_0 and seed.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; TooLarge. A run that diverges is no exception: its last row says so.</exception>
    public static IEnumerable<VisionLoss> Run(VisionTrainingOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(options);
        return DeepRuns.Rows([.. from richness in options.Richness from seed in options.Seeds select (richness, seed)], options, run => $"γ_0 = {Guard.Text(run.richness)}, seed {run.seed}",
            (run, report) => One(options, run.richness, run.seed, report, cancellation), progress);
    }

    private static void Check(VisionTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Dataset);
        DeepRuns.Check(options);
        foreach (double richness in options.Richness)
            options.Model(richness).Check();
        DeepRuns.CheckMomentum(options.Momentum);
        Guard.Positive((long)options.BatchSize, nameof(options.BatchSize));
        if (options.Held < 1 || options.Held >= options.Dataset.Count)
            throw Guard.OutOfRange(nameof(options.TestCount), options.Held, $"at least 1 and below the {options.Dataset.Count} images there are");
    }

    /// <summary>Images of a slice: what one reads and writes, mostly patches, should lie in a core's own cache.</summary>
    internal static int Slice(ConvolutionalOptions model, int batch)
    {
        double perImage = 4.0 * model.Height * model.Width * (model.KernelSize * model.KernelSize * (model.Channels + model.Filters / 4.0) + 3 * model.Filters);
        return Math.Clamp((int)(SliceBytes / perImage), 1, batch);
    }

    private static IEnumerable<VisionLoss> One(VisionTrainingOptions options, double richness, long seed, Action<long> report, CancellationToken cancellation)
    {
        ConvolutionalOptions model = options.Model(richness);
        using ParameterSet start = ConvolutionalModel.Parameters(model), set = ConvolutionalModel.Parameters(model);
        start.DrawGaussian(seed);
        if (!model.Linearized) // else the change of the weights, 0 at the start, is what is trained
            set.DrawGaussian(seed);
        int slice = Slice(model, options.BatchSize);
        using OnlineTraining training = new(set, options.BatchSize, slice, DeepRuns.Threads(options), options.LearningRate * model.RateFactor, options.Momentum, options.Held,
            () => new VisionSlice(options, model, set, start, seed, slice), DeepRuns.Task(options, model, NetworkLoss.HalfSquaredError, start));
        string id = RunId.Of(nameof(VisionTraining), options.Dataset.Name, options.Dataset.Source, options.Dataset.Count, options.Held, seed, richness, options.Linearized, options.Layers, options.Filters, options.KernelSize,
            options.LearningRate, options.Momentum, options.BatchSize);
        foreach (DeepRuns.Measured now in DeepRuns.Curve(training, options, report, cancellation))
            yield return new()
            {
                Dataset = options.Dataset.Name, Seed = seed, Richness = richness, Linearized = options.Linearized, Layers = options.Layers, Filters = options.Filters, KernelSize = options.KernelSize, Parameters = set.Count,
                LearningRate = options.LearningRate, Momentum = options.Momentum, BatchSize = options.BatchSize, Step = now.Step, Time = options.LearningRate * now.Step,
                TestLoss = 2 * now.Loss, Accuracy = now.Accuracy, TrainLoss = 2 * now.TrainLoss, Outcome = now.Outcome, Advice = now.Advice, Run = id, // the gradient is that of half the loss
            };
    }
}
