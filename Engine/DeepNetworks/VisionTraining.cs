using System.Diagnostics;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>Trains convolutional networks, or their linear approximations, to classify images, and measures the loss on what was held out.</summary>
/// <remarks>
/// Source: arXiv:2409.17858, Section 5.2: where a linear network's loss falls as t^-β, β &lt; 1, a rich one's falls as t^{-2β/(1+β)}.
/// Runs follow each other, each on all threads. The same seed gives the same bits on any number of threads.
/// </remarks>
public static class VisionTraining
{
    private const string DivergedAdvice = "Lower the learning rate.";
    private const int DefaultMeasurements = 30;
    private const int SliceBytes = 1 << 20; // of what a slice reads and writes

    /// <summary>One row for each measurement and run, as soon as it is known; runs in the order of γ_0 and seed.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; TooLarge. A run that diverges is no exception: its last row says so.</exception>
    public static IEnumerable<VisionLoss> Run(VisionTrainingOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(options);
        return Rows();

        IEnumerable<VisionLoss> Rows()
        {
            int runs = options.Richness.Count * options.Seeds.Count, run = 0;
            foreach (double richness in options.Richness)
                foreach (long seed in options.Seeds)
                {
                    int number = run++;
                    long told = Stopwatch.GetTimestamp();
                    foreach (VisionLoss row in One(options, richness, seed, Report, cancellation))
                        yield return row;

                    void Report(long step)
                    {
                        if (Stopwatch.GetElapsedTime(told).TotalMilliseconds < 50)
                            return;
                        told = Stopwatch.GetTimestamp();
                        progress?.Report(new((number + (double)step / Math.Max(1, options.Steps)) / runs, $"γ_0 = {Guard.Text(richness)}, seed {seed}: step {step} of {options.Steps}"));
                    }
                }
        }
    }

    private static void Check(VisionTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Dataset);
        if (options.Richness.Count == 0 || options.Seeds.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "There is no seed or no richness, so no run.", "Give one of each at least.");
        foreach (double richness in options.Richness)
            options.Model(richness).Check();
        Guard.Positive(options.LearningRate);
        Guard.Positive((long)options.BatchSize, nameof(options.BatchSize));
        Guard.NotNegative(options.Steps);
        Guard.NotNegative((double)options.Threads, nameof(options.Threads));
        if (!(options.Momentum is >= 0 and < 1))
            throw Guard.OutOfRange(nameof(options.Momentum), options.Momentum, "at least 0 and below 1");
        if (options.Held < 1 || options.Held >= options.Dataset.Count)
            throw Guard.OutOfRange(nameof(options.TestCount), options.Held, $"at least 1 and below the {options.Dataset.Count} images there are");
        foreach (long step in options.MeasureAt)
            if (step < 0 || step > options.Steps)
                throw Guard.OutOfRange(nameof(options.MeasureAt), step, $"between 0 and Steps = {options.Steps}");
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
        ConvolutionalModel.Initialize(start, seed);
        if (!model.Linearized) // else the change of the weights, 0 at the start, is what is trained
            ConvolutionalModel.Initialize(set, seed);
        int slice = Slice(model, options.BatchSize), threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        using OnlineTraining training = new(set, options.BatchSize, slice, threads, options.LearningRate * model.RateFactor, options.Momentum, options.Held,
            () => new VisionSlice(options, model, set, start, seed, slice));
        string id = RunId.Of(nameof(VisionTraining), options.Dataset.Name, options.Dataset.Source, options.Dataset.Count, options.Held, seed, richness, options.Linearized, options.Layers, options.Filters, options.KernelSize,
            options.LearningRate, options.Momentum, options.BatchSize);
        foreach (long next in (options.MeasureAt.Count > 0 ? options.MeasureAt : options.Steps == 0 ? [] : [0, .. LogSpace.WholeNumbers(1, options.Steps, DefaultMeasurements)]).Append(options.Steps).Distinct().Order())
        {
            training.TrainTo(next, report, cancellation);
            (double loss, double accuracy) = training.Test();
            bool diverged = training.Diverged || !double.IsFinite(loss);
            yield return new()
            {
                Dataset = options.Dataset.Name, Seed = seed, Richness = richness, Linearized = options.Linearized, Layers = options.Layers, Filters = options.Filters, KernelSize = options.KernelSize, Parameters = set.Count,
                LearningRate = options.LearningRate, Momentum = options.Momentum, BatchSize = options.BatchSize, Step = training.Step, Time = options.LearningRate * training.Step,
                TestLoss = diverged ? null : 2 * loss, Accuracy = diverged ? null : accuracy, TrainLoss = 2 * training.TakeTrainLoss(),
                Outcome = diverged ? NetworkOutcome.Diverged : next == options.Steps ? NetworkOutcome.Completed : NetworkOutcome.Training, Advice = diverged ? DivergedAdvice : "", Run = id,
            };
            if (diverged)
                yield break;
        }
    }
}
