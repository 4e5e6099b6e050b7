using ScalingTools.Backends;

namespace ScalingTools.Composition;

/// <summary>Training of an attention-only transformer on k-fold composition, whatever computes it.</summary>
internal abstract class CompositionTrainer : IDisposable
{
    private const int FirstTest = 100_000;

    private PromptBatch? _test;

    /// <summary>The model of a run at its start.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="device">The backend that trains; null for the managed engine.</param>
    public static CompositionTrainer Create(CompositionSettings settings, int threads, BackendDevice? device) =>
        device is null ? new AttentionTrainer(settings, threads) : new BackendAttentionTrainer(settings, device, threads);

    /// <summary>Steps done.</summary>
    public long Step { get; protected set; }
    /// <summary>Accuracy on the last batch before its step, for each hop length; what is not trained on too.</summary>
    public abstract double[] BatchAccuracy { get; }
    /// <summary>Mean cross-entropy on the last batch before its step, for each hop length.</summary>
    public abstract double[] BatchLoss { get; }
    /// <summary>Whether a loss was not finite.</summary>
    public bool Diverged { get; protected set; }
    /// <summary>Bytes in all.</summary>
    public abstract long Bytes { get; }

    /// <summary>One step on fresh prompts.</summary>
    /// <param name="parts">The weight of the loss of each hop length; those of weight 0 are not trained on. Sum 1.</param>
    public abstract void TrainStep(ReadOnlySpan<double> parts);

    /// <summary>Loss and accuracy of each hop length on test prompts, with the standard error of the accuracy from prompt to prompt.</summary>
    /// <param name="prompts">How many prompts, the same at every step.</param>
    public abstract (double Loss, double Accuracy, double StandardError)[] Measure(int prompts);

    /// <summary>Writes all that the training depends on.</summary>
    public abstract void Save(BinaryWriter to);

    /// <summary>Takes the training up where it was saved.</summary>
    public abstract void Load(BinaryReader from);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    protected abstract void Dispose(bool disposing);

    /// <summary>Test prompts of a run, the same at every step.</summary>
    protected PromptBatch TestPrompts(CompositionSettings settings, int prompts)
    {
        if (_test?.Count != prompts)
        {
            _test = new PromptBatch(settings.Task, prompts);
            _test.Fill(settings.Seed, Numerics.RandomPurpose.TestSamples, FirstTest);
        }
        return _test;
    }

    /// <summary>The standard error of a mean over prompts.</summary>
    protected static double StandardError(double[] single, double mean)
    {
        double variance = single.Length < 2 ? double.NaN : single.Sum(a => (a - mean) * (a - mean)) / (single.Length - 1);
        return Math.Sqrt(variance / single.Length);
    }
}
