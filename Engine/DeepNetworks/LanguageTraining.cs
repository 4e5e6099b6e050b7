using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>Trains transformers to predict the next token of a text, and measures the cross-entropy on what was held out.</summary>
/// <remarks>
/// Source: arXiv:2409.17858, Fig. 8: a law t^-β fitted to a lazy run predicts t^{-β(2-β)} (one step of the paper's bootstrap, Eq. 62) or t^{-2β/(1+β)} (its limit) for a rich one.
/// Runs follow each other, each on all threads. The same seed gives the same bits on any number of threads.
/// </remarks>
public static class LanguageTraining
{
    // What a slice reads and writes should lie in a core's own cache: some 200 E and 12 V bytes a place.
    private const int SliceBytes = 1 << 20;

    /// <summary>One row for each measurement and run, as soon as it is known; runs in the order of γ_0 and seed.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; TooFewPoints for a text shorter than a sequence; TooLarge. A run that diverges is no exception: its last row says so.</exception>
    public static IEnumerable<LanguageLoss> Run(LanguageTrainingOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(options);
        return DeepRuns.Rows([.. from richness in options.Richness from seed in options.Seeds select (richness, seed)], options, run => $"γ_0 = {Guard.Text(run.richness)}, seed {run.seed}",
            (run, report) => One(options, run.richness, run.seed, report, cancellation), progress);
    }

    /// <summary>The transformer of a run.</summary>
    internal static TransformerOptions Model(LanguageTrainingOptions options, double richness) => new()
    {
        Vocabulary = options.Corpus.Vocabulary, SequenceLength = options.ContextLength, OutputCount = options.Corpus.Vocabulary, Layers = options.Layers, Heads = options.Heads, Width = options.Width,
        Activation = TransformerActivation.Gelu, Normalization = TransformerNormalization.Before, Readout = TransformerReadout.Every, Parameterization = TransformerParameterization.MeanField, Richness = richness,
    };

    /// <summary>Sequences of a slice.</summary>
    internal static int Slice(TransformerOptions model, int batch) => Math.Clamp(SliceBytes / ((200 * model.Width + 12 * model.Vocabulary) * model.SequenceLength), 1, batch);

    private static void Check(LanguageTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Corpus);
        DeepRuns.Check(options);
        foreach (double richness in options.Richness)
            Model(options, richness).Check();
        DeepRuns.CheckMomentum(options.Momentum);
        Guard.Positive((long)options.BatchSize, nameof(options.BatchSize));
        Guard.Positive((long)options.TestSequences, nameof(options.TestSequences));
        long shortest = Math.Min(options.Corpus.TrainTokenCount, options.Corpus.TestTokenCount);
        if (shortest <= options.ContextLength)
            throw new ScalingException(ScalingError.TooFewPoints, $"'{options.Corpus.Name}' has {options.Corpus.TrainTokenCount} tokens to train on and {options.Corpus.TestTokenCount} held out; a sequence needs {options.ContextLength + 1}.",
                $"Give a longer text, or a ContextLength below {Math.Max(1, shortest)}.", options.Corpus.Name);
    }

    private static IEnumerable<LanguageLoss> One(LanguageTrainingOptions options, double richness, long seed, Action<long> report, CancellationToken cancellation)
    {
        TransformerOptions model = Model(options, richness);
        LanguageCorpus corpus = options.Corpus;
        using ParameterSet start = TransformerModel.Parameters(model), set = TransformerModel.Parameters(model);
        TransformerModel.Initialize(start, model, seed);
        TransformerModel.Initialize(set, model, seed);
        int slice = Slice(model, options.BatchSize);
        using OnlineTraining training = new(set, options.BatchSize, slice, DeepRuns.Threads(options), options.LearningRate * model.RateFactor, options.Momentum, options.TestSequences,
            () => new LanguageSlice(corpus, set, start, model, seed, slice, options.TestSequences), DeepRuns.Task(options, model, NetworkLoss.CrossEntropy, start));
        string id = RunId.Of(nameof(LanguageTraining), corpus.Name, corpus.ByteCount, corpus.Vocabulary, seed, richness, options.ContextLength, options.Layers, options.Heads, options.Width, options.LearningRate,
            options.Momentum, options.BatchSize, options.TestSequences);
        double bits = corpus.TestTokenCount / (corpus.TestByteCount * Math.Log(2));
        foreach (DeepRuns.Measured now in DeepRuns.Curve(training, options, report, cancellation))
            yield return new()
            {
                Corpus = corpus.Name, Seed = seed, Richness = richness, Vocabulary = corpus.Vocabulary, ContextLength = options.ContextLength, Layers = options.Layers, Heads = options.Heads, Width = options.Width,
                Parameters = set.Count, LearningRate = options.LearningRate, Momentum = options.Momentum, BatchSize = options.BatchSize, Step = now.Step,
                Tokens = now.Step * options.BatchSize * options.ContextLength, TestLoss = now.Loss, BitsPerByte = now.Loss * bits, Accuracy = now.Accuracy, TrainLoss = now.TrainLoss, Outcome = now.Outcome,
                Advice = now.Advice, Run = id,
            };
    }
}
