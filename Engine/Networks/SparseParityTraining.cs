using System.Collections.Concurrent;

namespace ScalingTools.Networks;

/// <summary>
/// Trains two-layer ReLU networks on multitask sparse parity over a grid of data set size × width × seed, and measures how well each skill is learnt.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Section 6 and App. I; Michaud et al. 2023 for 0/1 labels. Runs are independent and go on side by side on all
/// processors; a run alone uses them all, and wide networks are shared by a few threads each. The same seed gives the same bits on any number of threads and with vectors of any width.
/// </remarks>
public static class SparseParityTraining
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// One row for each skill, measurement and run: runs in the order of D, H and seed, and within each the measurements in order. A row comes as soon
    /// as it is known and those before it are out.
    /// </summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work; with a checkpoint path every run saves what it has.</param>
    /// <exception cref="ScalingException">
    /// An option out of range, before anything is trained; CheckpointMismatch or PathNotWritable of a run after the rows of all others. A run that diverges is
    /// no exception: its last rows say so.
    /// </exception>
    public static IEnumerable<NetworkStrength> Run(SparseParityTrainingOptions options,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default) =>
        Train(options, (rows, step) => rows.Strengths(step), progress, cancellation);

    /// <summary>The same training with one row for each measurement and run: the loss over all skills, and the smallest so far. Checkpoints are those of <see cref="Run"/>.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work; with a checkpoint path every run saves what it has.</param>
    /// <exception cref="ScalingException">As for <see cref="Run"/>.</exception>
    public static IEnumerable<NetworkTotal> RunTotals(SparseParityTrainingOptions options,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default) =>
        Train(options, (rows, step) => rows.Total(step), progress, cancellation);

    /// <summary>What <see cref="Run"/> would do, in words: how many runs and steps, how many at a time, on what.</summary>
    /// <param name="options">What to train.</param>
    /// <exception cref="ScalingException">An option out of range.</exception>
    public static string Describe(SparseParityTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TrainingPlan(options).ToString();
    }

    /// <summary>What <see cref="Run"/> or <see cref="RunTotals"/> would do, how much work that is, and how long it would take here, from a few steps of each size timed now.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="totals">Whether rows are those of <see cref="RunTotals"/>.</param>
    /// <exception cref="ScalingException">An option out of range.</exception>
    public static TrainingEstimate Estimate(SparseParityTrainingOptions options, bool totals = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        TrainingEstimate estimate = TrainingEstimates.Of(new TrainingPlan(options));
        return totals ? estimate with { Rows = estimate.Measurements } : estimate;
    }

    private static IEnumerable<TRow> Train<TRow>(SparseParityTrainingOptions options, Func<NetworkRows, MeasuredStep, TRow[]> toRows,
        IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Rows();

        IEnumerable<TRow> Rows()
        {
            TrainingPlan plan = new(options);
            using TrainingCrew<TRow> crew = new(plan, toRows, cancellation);
            foreach (BlockingCollection<TRow[]> run in crew.Rows)
                while (!run.IsCompleted)
                {
                    bool some = run.TryTake(out TRow[]? rows, Pause);
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(crew.Progress());
                    if (some)
                        foreach (TRow row in rows!)
                            yield return row;
                }
            crew.ThrowIfFailed();
        }
    }
}
