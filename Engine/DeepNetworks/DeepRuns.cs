using System.Diagnostics;
using ScalingTools.Backends;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>What trainings of deep networks share: runs one after another, each on all threads, measured at given steps.</summary>
internal static class DeepRuns
{
    private const int DefaultMeasurements = 30;

    /// <summary>What is known of a run at one step.</summary>
    /// <param name="Step">Steps done.</param>
    /// <param name="Loss">On what is held out; null after divergence.</param>
    /// <param name="Accuracy">The part of it that is right; null after divergence.</param>
    /// <param name="TrainLoss">Mean of the batches since the last measurement; null before the first step.</param>
    /// <param name="Outcome">Training, Completed or Diverged.</param>
    /// <param name="Advice">What to do about a divergence; empty otherwise.</param>
    public readonly record struct Measured(long Step, double? Loss, double? Accuracy, double? TrainLoss, NetworkOutcome Outcome, string Advice);

    /// <summary>Whether the options that all trainings have are right.</summary>
    /// <exception cref="ScalingException">EmptyPipeline; ParameterOutOfRange; BackendNotFound, BackendVersion, DeviceNotFound.</exception>
    public static void Check(DeepTrainingOptions options)
    {
        if (options.Richness.Count == 0 || options.Seeds.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "There is no seed or no richness, so no run.", "Give one of each at least.");
        foreach (double richness in options.Richness)
            Guard.Positive(richness, nameof(options.Richness));
        Guard.Positive(options.LearningRate);
        Guard.NotNegative(options.Steps);
        Guard.NotNegative((double)options.Threads, nameof(options.Threads));
        ScalingBackends.Get(options.Backend, options.Device);
        foreach (long step in options.MeasureAt)
            if (step < 0 || step > options.Steps)
                throw Guard.OutOfRange(nameof(options.MeasureAt), step, $"between 0 and Steps = {options.Steps}");
    }

    /// <summary>What a backend is to train; null where the managed engine does.</summary>
    /// <param name="options">Which backend.</param>
    /// <param name="network">The model record.</param>
    /// <param name="loss">Of a row.</param>
    /// <param name="start">θ_0 of a model that is taken relative to its start.</param>
    public static BackendTask? Task(DeepTrainingOptions options, object network, NetworkLoss loss, ParameterSet? start = null) =>
        ScalingBackends.Get(options.Backend, options.Device) is { } device ? new(device, network, loss, start) : null;

    /// <summary>The same of a momentum.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static void CheckMomentum(double momentum)
    {
        if (!(momentum is >= 0 and < 1))
            throw Guard.OutOfRange(nameof(momentum), momentum, "at least 0 and below 1");
    }

    /// <summary>The rows of every run, in the order of the runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="options">How long each is.</param>
    /// <param name="name">What a run is called while it is being done.</param>
    /// <param name="rows">The rows of a run, told where to report how many steps are done.</param>
    /// <param name="progress">Told how far all runs are.</param>
    public static IEnumerable<TRow> Rows<TRun, TRow>(IReadOnlyList<TRun> runs, DeepTrainingOptions options, Func<TRun, string> name, Func<TRun, Action<long>, IEnumerable<TRow>> rows, IProgress<ScalingProgress>? progress)
    {
        for (int run = 0; run < runs.Count; run++)
        {
            int number = run;
            long told = Stopwatch.GetTimestamp();
            foreach (TRow row in rows(runs[run], Report))
                yield return row;

            void Report(long step)
            {
                if (Stopwatch.GetElapsedTime(told).TotalMilliseconds < 50)
                    return;
                told = Stopwatch.GetTimestamp();
                progress?.Report(new((number + (double)step / Math.Max(1, options.Steps)) / runs.Count, $"{name(runs[number])}: step {step} of {options.Steps}"));
            }
        }
    }

    /// <summary>Trains to each step that is measured, until the loss is not finite.</summary>
    /// <param name="training">The run, at its start.</param>
    /// <param name="options">When to measure.</param>
    /// <param name="report">Told how many steps are done.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IEnumerable<Measured> Curve(OnlineTraining training, DeepTrainingOptions options, Action<long> report, CancellationToken cancellation)
    {
        foreach (long next in Steps(options))
        {
            training.TrainTo(next, report, cancellation);
            (double loss, double accuracy) = training.Test();
            bool diverged = training.Diverged || !double.IsFinite(loss);
            yield return diverged
                ? new(training.Step, null, null, training.TakeTrainLoss(), NetworkOutcome.Diverged, "Lower the learning rate.")
                : new(training.Step, loss, accuracy, training.TakeTrainLoss(), next == options.Steps ? NetworkOutcome.Completed : NetworkOutcome.Training, "");
            if (diverged)
                yield break;
        }
    }

    /// <summary>Threads that a run has.</summary>
    public static int Threads(DeepTrainingOptions options) => options.Threads > 0 ? options.Threads : Environment.ProcessorCount;

    private static IEnumerable<long> Steps(DeepTrainingOptions options) =>
        (options.MeasureAt.Count > 0 ? options.MeasureAt : options.Steps == 0 ? [] : [0, .. LogSpace.WholeNumbers(1, options.Steps, DefaultMeasurements)]).Append(options.Steps).Distinct().Order();
}
