using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// Trains students of N features on a task of M by gradient descent, one-pass SGD or gradient flow: mean losses over draws by <see cref="Run"/>, what is
/// left of single modes by <see cref="ModeErrors"/>.
/// </summary>
/// <remarks>
/// Source: arXiv:2409.17858, Eq. 3–5, 17, 51, 84; arXiv:2402.01092. Features are Gaussian. Draws go on side by side on all processors; the same seed gives the same bits on any number
/// of threads. Gradients of fresh samples and rotations of features are drawn so that losses have the same law as with samples one by one.
/// </remarks>
public static class FeatureLearningTraining
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The loss at each time, ascending: the mean over draws, with its standard deviation and error. Rows come when all draws are done.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all draws are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">
    /// An option out of range; UnstableLearningRate of the kernel at the start, or Diverged later on; TooLarge; InconsistentInput for momentum of a linear network.
    /// </exception>
    public static IEnumerable<FeatureLearningLoss> Run(FeatureLearningOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        FeatureLearningPlan plan = new(options);
        return Rows();

        IEnumerable<FeatureLearningLoss> Rows()
        {
            TrainingCurve[] curves = Train(plan, [], progress, cancellation);
            for (int i = 0; i < plan.Times.Count; i++)
            {
                (double test, double? testSd) = Moments(curves, c => c.TestLoss[i]);
                (double train, double? trainSd) = Moments(curves, c => c.TrainLoss[i]);
                yield return plan.Row(FeatureLearningSource.Simulation, plan.Times[i]) with
                {
                    TestLoss = test, TestLossSd = testSd, TestLossError = testSd / Math.Sqrt(options.Draws), TrainLoss = train, TrainLossSd = trainSd,
                    WeightNorm = Moments(curves, c => c.WeightNorm[i]).Mean,
                };
            }
        }
    }

    /// <summary>H_k at each time, for one mode after the other within a time.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="modes">k, from 1 to M, in the order of descending eigenvalues.</param>
    /// <param name="progress">Told how far all draws are, on the thread that takes the rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">As for <see cref="Run"/>; a mode out of range, or InconsistentInput for one that the target does not have.</exception>
    public static IEnumerable<ModeError> ModeErrors(FeatureLearningOptions options, IReadOnlyList<long> modes, IProgress<ScalingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(modes);
        FeatureLearningPlan plan = new(options);
        foreach (long mode in modes)
            if (mode < 1 || mode > options.Task.ModeCount)
                throw Guard.OutOfRange("Mode", mode, $"between 1 and ModeCount = {options.Task.ModeCount}");
        return Rows();

        IEnumerable<ModeError> Rows()
        {
            TrainingSize.Threads(options, options.Draws, plan.Times.Count, modes: true); // before arrays of M are made
            double[] eigenvalues = options.Task.Eigenvalues(), powers = options.Task.TargetPowers();
            int[] chosen = [.. modes.Select(mode => (int)mode - 1)];
            if (Array.Find(chosen, k => powers[k] == 0) is var none && chosen.Any(k => powers[k] == 0))
                throw new ScalingException(ScalingError.InconsistentInput, $"The target has nothing along mode {none + 1}, so no part of it can be left.", "Choose modes of positive power.", none + 1L);
            TrainingCurve[] curves = Train(plan, chosen, progress, cancellation);
            for (int i = 0; i < plan.Times.Count; i++)
                for (int j = 0; j < chosen.Length; j++)
                {
                    (double mean, double? sd) = Moments(curves, c => c.ModeErrors[i][j]);
                    yield return plan.Row(FeatureLearningSource.Simulation, plan.Times[i], modes[j], eigenvalues[chosen[j]], mean) with { ErrorSd = sd };
                }
        }
    }

    /// <summary>The losses of every draw by itself, at the times to measure at; one draw where nothing is random.</summary>
    internal static IReadOnlyList<TrainingCurve> Curves(FeatureLearningOptions options, IProgress<ScalingProgress>? progress, CancellationToken cancellation) =>
        Train(new FeatureLearningPlan(options), [], progress, cancellation) is var curves && IsRandom(options) ? curves : curves[..1];

    private static bool IsRandom(FeatureLearningOptions options) => options.Width is not null || options.SampleCount is not null || options.BatchSize is not null;

    // All draws, in order, whoever trained them.
    private static TrainingCurve[] Train(FeatureLearningPlan plan, int[] modes, IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        FeatureLearningOptions options = plan.Options;
        bool random = IsRandom(options);
        int draws = random ? options.Draws : 1, next = -1;
        int threads = TrainingSize.Threads(options, draws, plan.Times.Count, modes.Length > 0);
        TrainingCurve[] curves = new TrainingCurve[draws];
        double done = 0;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ConcurrentQueue<(int Draw, Exception Failure)> failures = [];
        Lock gate = new();

        void Work()
        {
            int draw = 0;
            try
            {
                while ((draw = Interlocked.Increment(ref next)) < draws)
                    curves[draw] = TrainingDraw.Run(plan, draw, modes, part =>
                    {
                        lock (gate)
                            done += part;
                    }, stop.Token);
            }
            catch (Exception e) // thrown again by the caller
            {
                failures.Enqueue((draw, e));
                stop.Cancel();
            }
        }

        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"Draws {i}" })];
        foreach (Thread worker in workers)
            worker.Start();
        try
        {
            foreach (Thread worker in workers)
                while (!worker.Join(Pause))
                    progress?.Report(new ScalingProgress(Math.Min(1, Volatile.Read(ref done) / draws), $"{options.Model}, {draws} draws"));
        }
        finally
        {
            stop.Cancel(); // for a report that throws
            foreach (Thread worker in workers)
                worker.Join();
        }
        cancellation.ThrowIfCancellationRequested();
        if (failures.Where(f => f.Failure is not OperationCanceledException).OrderBy(f => f.Draw).FirstOrDefault().Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        progress?.Report(new ScalingProgress(1, $"{options.Model}, {draws} draws"));
        return random ? curves : [.. Enumerable.Repeat(curves[0], options.Draws)];
    }

    private static (double Mean, double? Sd) Moments(TrainingCurve[] curves, Func<TrainingCurve, double> value)
    {
        double[] values = Array.ConvertAll(curves, c => value(c));
        double mean = values.Average();
        return (mean, values.Length > 1 ? Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1)) : null);
    }
}
