using ScalingTools.RandomFeatures;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// Solves the mean-field equations of a student with moving features: its mean loss over draws of features and samples, right to O(1/N), O(1/P) and O(1/B), without a simulation.
/// </summary>
/// <remarks>
/// <para>
/// Source: arXiv:2409.17858, App. C and D; γ = 0 is arXiv:2402.01092. The cheapest exact way is taken: random features in the frequency domain, at any time of flow and any
/// number of steps; N, P, B → ∞ as a state that moves; otherwise one march through all pairs of times, work O(T³) and memory O(T²), where T = 1,000 takes seconds.
/// </para>
/// <para>Modes are grouped (<see cref="SpectrumBins"/>): M = 10^9 costs what a hundred do, and groups change results by less than 1e-5.</para>
/// </remarks>
public static class FeatureLearningTheory
{
    // The part of memory a march may take.
    private const double UsableMemory = 0.8;
    private const int MostMarched = 200, MostNoisy = 400_000;

    /// <summary>One row for each time to measure at, ascending.</summary>
    /// <param name="options">Task, N, P, B, E, γ, η, method and times; of Model, whether it is a linear network. Draws and Seed do not matter.</param>
    /// <param name="progress">Told how far the solution is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">
    /// An option out of range; InconsistentInput for a linear network of finite N, P or B, and for gradient flow of finite N or P with γ > 0; UnstableLearningRate; TooLarge for too many steps.
    /// </exception>
    public static IEnumerable<FeatureLearningLoss> Run(FeatureLearningOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        FeatureLearningPlan plan = Check(options);
        return Rows();

        IEnumerable<FeatureLearningLoss> Rows()
        {
            foreach ((double time, MeanFieldMoment moment) in Moments(plan, progress, cancellation))
                yield return plan.Row(FeatureLearningSource.Theory, time) with { TestLoss = moment.TestLoss, TrainLoss = moment.TrainLoss, WeightNorm = moment.WeightNorm };
        }
    }

    /// <summary>H_k(t), how much of modes is not learnt yet: one row for each time and mode.</summary>
    /// <param name="options">As for <see cref="Run"/>.</param>
    /// <param name="modes">k, from 1 to M.</param>
    /// <param name="progress">Told how far the solution is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">As for <see cref="Run"/>, and a mode that the task does not have.</exception>
    public static IEnumerable<ModeError> ModeErrors(FeatureLearningOptions options, IReadOnlyList<long> modes, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        FeatureLearningPlan plan = Check(options);
        ArgumentNullException.ThrowIfNull(modes);
        double[] eigenvalues = Eigenvalues(plan.Options.Task, modes);
        return Rows();

        IEnumerable<ModeError> Rows()
        {
            foreach ((double time, double[] errors) in Errors(plan, eigenvalues, progress, cancellation))
                for (int i = 0; i < modes.Count; i++)
                    yield return plan.Row(FeatureLearningSource.Theory, time, modes[i], eigenvalues[i], errors[i]);
        }
    }

    private static FeatureLearningPlan Check(FeatureLearningOptions options)
    {
        FeatureLearningPlan plan = new(options);
        if (options.Model == StudentModel.LinearNetwork && !IsPopulation(options))
            throw new ScalingException(ScalingError.InconsistentInput, "The linear network is solved for infinite Width, SampleCount and BatchSize alone.", "Leave these out, simulate it, or take RotatedFeatures.", options.Model);
        if (options.Method == FeatureMethod.GradientFlow && options.Richness > 0 && !IsPopulation(options))
            throw new ScalingException(ScalingError.InconsistentInput, "Gradient flow of moving features is solved for infinite Width and SampleCount alone.",
                "Use GradientDescent with a small LearningRate, Richness 0, or leave Width and SampleCount out.", options.Richness);
        return plan;
    }

    internal static bool IsPopulation(FeatureLearningOptions options) => options is { Width: null, SampleCount: null, BatchSize: null };

    private static bool IsLazyFlow(FeatureLearningOptions options) => options is { Method: FeatureMethod.GradientFlow, Richness: 0, Model: not StudentModel.LinearNetwork };

    private static IEnumerable<(double Time, MeanFieldMoment Moment)> Moments(FeatureLearningPlan plan, IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        FeatureLearningOptions options = plan.Options;
        SpectrumBins bins = Bins(options);
        IEnumerable<(double, MeanFieldMoment)> moments = options.Method == FeatureMethod.GradientFlow
            ? IsLazyFlow(options) ? Lazy(plan, bins) : Flow(plan, new PopulationFlow(bins, InfiniteStart.Of(options)), cancellation)
            : IsPopulation(options) ? Population(plan, bins, cancellation)
            : Frequencies(options, bins) is { } lazy ? plan.Times.Zip(lazy.At(plan.Times, cancellation), (time, m) => (time, new MeanFieldMoment(m.Test, m.Train, m.Norm)))
            : March(plan, new MeanFieldMarch(MeanFieldStability.Checked(options, bins), Setting(options, bins)), cancellation);
        foreach ((double time, MeanFieldMoment moment) in moments)
        {
            cancellation.ThrowIfCancellationRequested();
            Report(plan, time, progress);
            yield return (time, moment);
        }
    }

    private static IEnumerable<(double Time, double[] Errors)> Errors(FeatureLearningPlan plan, double[] eigenvalues, IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        FeatureLearningOptions options = plan.Options;
        SpectrumBins bins = Bins(options);
        IEnumerable<(double, double[])> errors;
        if (IsLazyFlow(options))
        {
            LazyFlow flow = new(bins, options.LearningRate, options.Width, options.SampleCount, options.EnsembleSize);
            errors = plan.Times.Select(time => (time, flow.ModeErrors(time, eigenvalues)));
        }
        else if (IsPopulation(options))
        {
            // Modes asked for are nodes without weight.
            SpectrumBins more = bins.With(eigenvalues);
            if (options.Method == FeatureMethod.GradientFlow)
            {
                PopulationFlow flow = new(more, InfiniteStart.Of(options));
                errors = Flow(plan, flow, cancellation).Select(row => (row.Item1, flow.Errors[bins.Length..].ToArray()));
            }
            else
            {
                PopulationSteps steps = new(MeanFieldStability.Checked(options, more), options.LearningRate, InfiniteStart.Of(options), options.Momentum);
                errors = Steps(plan, steps, cancellation).Select(row => (row.Item1, steps.Errors.Slice(bins.Length, eigenvalues.Length).ToArray()));
            }
        }
        else if (Frequencies(options, bins) is { } lazy)
            errors = plan.Times.Select(time => (time, lazy.ModeErrors(time, eigenvalues)));
        else
            errors = MarchErrors(plan, new MeanFieldMarch(MeanFieldStability.Checked(options, bins), Setting(options, bins)), eigenvalues, cancellation);
        foreach ((double time, double[] values) in errors)
        {
            cancellation.ThrowIfCancellationRequested();
            Report(plan, time, progress);
            yield return (time, values);
        }
    }

    private static void Report(FeatureLearningPlan plan, double time, IProgress<ScalingProgress>? progress) =>
        progress?.Report(new ScalingProgress(plan.Times[^1] > 0 ? time / plan.Times[^1] : 1, "Mean-field theory"));

    private static IEnumerable<(double, MeanFieldMoment)> Lazy(FeatureLearningPlan plan, SpectrumBins bins)
    {
        FeatureLearningOptions options = plan.Options;
        LazyFlow flow = new(bins, options.LearningRate, options.Width, options.SampleCount, options.EnsembleSize);
        foreach (double time in plan.Times)
        {
            (double test, double train, double norm) = flow.At(time);
            yield return (time, new MeanFieldMoment(test, train, norm));
        }
    }

    private static IEnumerable<(double, MeanFieldMoment)> Flow(FeatureLearningPlan plan, PopulationFlow flow, CancellationToken cancellation)
    {
        foreach (double time in plan.Times)
        {
            flow.Advance(plan.Options.LearningRate * time, cancellation);
            yield return (time, flow.Moment());
        }
    }

    private static IEnumerable<(double, MeanFieldMoment)> Population(FeatureLearningPlan plan, SpectrumBins bins, CancellationToken cancellation) =>
        Steps(plan, new PopulationSteps(MeanFieldStability.Checked(plan.Options, bins), plan.Options.LearningRate, InfiniteStart.Of(plan.Options), plan.Options.Momentum), cancellation);

    private static IEnumerable<(double, MeanFieldMoment)> Steps(FeatureLearningPlan plan, PopulationSteps steps, CancellationToken cancellation)
    {
        long t = 0;
        foreach (double time in plan.Times)
        {
            for (; t < time; t++)
            {
                steps.Step();
                if (t % 1024 == 0)
                    cancellation.ThrowIfCancellationRequested();
            }
            yield return (time, MeanFieldStability.Bounded(plan.Options, steps.Moment()));
        }
    }

    private static IEnumerable<(double, MeanFieldMoment)> March(FeatureLearningPlan plan, MeanFieldMarch march, CancellationToken cancellation)
    {
        int next = 0, t = 0;
        foreach (MeanFieldMoment moment in march.Moments(plan.Options.EnsembleSize))
        {
            cancellation.ThrowIfCancellationRequested();
            MeanFieldStability.Bounded(plan.Options, moment);
            if (t++ == plan.Times[next])
                yield return (plan.Times[next++], moment);
        }
    }

    // H_k 1: h(t) = 1 - λ Σ_{s<t} K(t, s) h(s)
    private static IEnumerable<(double, double[])> MarchErrors(FeatureLearningPlan plan, MeanFieldMarch march, double[] eigenvalues, CancellationToken cancellation)
    {
        int t = 0;
        double[][] errors = [.. eigenvalues.Select(_ => new double[(int)plan.Times[^1] + 1])];
        int next = 0;
        foreach (MeanFieldMoment moment in march.Moments())
        {
            cancellation.ThrowIfCancellationRequested();
            MeanFieldStability.Bounded(plan.Options, moment);
            for (int i = 0; i < eigenvalues.Length; i++)
            {
                double sum = 0;
                Span<double> kernel = march.Kernel.Row(t);
                for (int s = 0; s < t; s++)
                    sum += kernel[s] * errors[i][s];
                errors[i][t] = 1 - eigenvalues[i] * sum;
            }
            if (t == plan.Times[next])
                yield return (plan.Times[next++], [.. errors.Select(error => error[t])]);
            t++;
        }
    }

    // For γ = 0 and more steps than a march takes gladly; null where a march is better or oscillations do not die out.
    private static LazySteps? Frequencies(FeatureLearningOptions options, SpectrumBins bins)
    {
        if (options.Richness > 0 || options.Time <= MostMarched)
            return null;
        if (options.BatchSize is not null && options.Time > MostNoisy)
            throw new ScalingException(ScalingError.TooLarge, $"{Guard.Text(options.Time)} steps on fresh batches take too long.", $"Take at most {MostNoisy}, of a larger LearningRate, or leave BatchSize out.", options.Time);
        LazySteps lazy = new(MeanFieldStability.Checked(options, bins), options.LearningRate, options.Momentum, options.Width, options.SampleCount, options.BatchSize, options.EnsembleSize, options.Time, options.Threads);
        return lazy.Reaches(options.Time) ? lazy : null;
    }

    // Rates that matter: ηT, and the kernel has grown by at most 1 + γ L(0) ηT times what it was.
    internal static SpectrumBins Bins(FeatureLearningOptions options)
    {
        InfiniteStart start = InfiniteStart.Of(options);
        double time = options.LearningRate * options.Time * start.Kernel / (1 - options.Momentum);
        return SpectrumBins.Of(options.Task, Math.Min(1e18, time * (1 + start.Richness * options.Task.InitialLoss * time)));
    }

    internal static MeanFieldSetting Setting(FeatureLearningOptions options, SpectrumBins bins)
    {
        double steps = Math.Round(options.Time), bytes = steps < 1e6 ? MeanFieldMarch.Bytes(bins.Length, (long)steps + 1, options.EnsembleSize > 1) : double.PositiveInfinity;
        if (steps >= int.MaxValue || CausalMatrix.Size((long)steps + 1) > Array.MaxLength || bytes > UsableMemory * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw new ScalingException(ScalingError.TooLarge, $"{Guard.Text(steps)} steps of a finite Width, SampleCount or BatchSize take {(double.IsFinite(bytes) ? $"{bytes / (1 << 30):F0} GiB" : "more memory than there is")}.",
                options.Richness == 0 ? "Take a smaller LearningRate or Momentum, so that oscillations die out." : "Take fewer steps of a larger LearningRate, or simulate.", options.Time);
        return new()
        {
            Steps = (int)steps, LearningRate = options.LearningRate, Richness = options.Richness, Momentum = options.Momentum, Width = options.Width,
            SampleCount = options.SampleCount, BatchSize = options.BatchSize, Ensemble = options.EnsembleSize > 1, Threads = options.Threads,
        };
    }

    private static double[] Eigenvalues(PowerLawTask task, IReadOnlyList<long> modes)
    {
        foreach (long k in modes)
            if (k < 1 || k > task.ModeCount)
                throw Guard.OutOfRange("Mode", k, $"between 1 and ModeCount = {task.ModeCount}");
        if (task.SpectrumDecay is { } decay)
            return [.. modes.Select(k => Math.Pow(k, -decay))];
        double[] all = task.Eigenvalues();
        return [.. modes.Select(k => all[k - 1])];
    }
}
