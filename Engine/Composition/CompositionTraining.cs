using System.Diagnostics;
using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>Trains attention-only transformers on k-fold composition by several regimes, and measures every hop length.</summary>
/// <remarks>
/// Source: Wang et al. 2025. Runs follow each other, each on all threads. The same seed gives the same bits on any number of threads, and after a resumption.
/// </remarks>
public static class CompositionTraining
{
    /// <summary>One row for each hop length, measurement and run: runs in the order of regime, n and seed.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are.</param>
    /// <param name="cancellation">Stops the work; with a checkpoint path the run saves what it has.</param>
    /// <exception cref="ScalingException">An option out of range, before anything is trained; CheckpointMismatch or PathNotWritable. A run that diverges is no exception: its last rows say so.</exception>
    public static IEnumerable<CompositionAccuracy> Run(CompositionTrainingOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default) =>
        Measurements(options, progress, cancellation).SelectMany(rows => rows);

    /// <summary>The same training with one row for each hop length and run: how many samples it took to reach an accuracy, beside what the theorems say.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="threshold">The accuracy, above 0 and at most 1.</param>
    /// <param name="progress">Told how far all runs are.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">As for <see cref="Run"/>.</exception>
    public static IEnumerable<CompositionThreshold> RunThresholds(CompositionTrainingOptions options, double threshold = 0.9,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!(threshold is > 0 and <= 1))
            throw Guard.OutOfRange(nameof(threshold), threshold, "above 0 and at most 1");
        return CompositionThresholds.Of(Measurements(options, progress, cancellation), threshold);
    }

    /// <summary>What <see cref="Run"/> would do, in words.</summary>
    /// <param name="options">What to train.</param>
    /// <exception cref="ScalingException">An option out of range.</exception>
    public static string Describe(CompositionTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new CompositionPlan(options).ToString();
    }

    /// <summary>How much work <see cref="Run"/> would be, and how long it would take here if no run ends early, from a few steps timed now.</summary>
    /// <param name="options">What to train.</param>
    /// <exception cref="ScalingException">An option out of range.</exception>
    public static TrainingEstimate Estimate(CompositionTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CompositionEstimates.Of(new CompositionPlan(options));
    }

    private static IEnumerable<CompositionAccuracy[]> Measurements(CompositionTrainingOptions options, IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        CompositionPlan plan = new(options);
        return Rows();

        IEnumerable<CompositionAccuracy[]> Rows()
        {
            for (int run = 0; run < plan.Runs.Count; run++)
            {
                CompositionSettings settings = plan.Runs[run];
                int number = run;
                long told = Stopwatch.GetTimestamp();
                IEnumerable<CompositionAccuracy[]> measurements = settings.Regime == CompositionRegime.TheoryCurriculum
                    ? TheoryRun.Execute(plan, settings, cancellation) : new CompositionRun(plan, settings).Execute(Report, cancellation);
                foreach (CompositionAccuracy[] rows in measurements)
                    yield return rows;

                void Report(long step)
                {
                    if (Stopwatch.GetElapsedTime(told).TotalMilliseconds < 50)
                        return;
                    told = Stopwatch.GetTimestamp();
                    progress?.Report(new((number + (double)step / Math.Max(1, settings.Steps)) / plan.Runs.Count, $"{settings.Regime}, seed {settings.Seed}: step {step} of {settings.Steps}"));
                }
            }
        }
    }
}
