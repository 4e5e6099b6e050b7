using System.Diagnostics;
using System.Numerics;
using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>Trains multilayer networks on targets on the circle whose Fourier series is a power law.</summary>
/// <remarks>
/// f = net(θ) - net(θ_0), gradient descent on ½⟨(f - y)²⟩ with learning rate ηγ_0² N. Frequencies above half the grid count as not learnt, which is right as long as t^{1/α} is far below them.
/// Source: arXiv:2409.17858, Section 5.1. The same seed gives the same bits on any number of threads.
/// </remarks>
public static class CircleTraining
{
    private const int DefaultMeasurements = 30, FineGrid = 1 << 16;
    private const double MostMemory = 4e9;

    /// <summary>One row for each measurement and run, as soon as it is known; runs in the order of q, γ_0 and seed.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; EmptyPipeline; TooLarge; UnstableLearningRate where even a lazy network would diverge. A run that diverges is no exception: its last row says so.</exception>
    public static IEnumerable<CircleLoss> Run(CircleTrainingOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        double[] eigenvalues = Check(options);
        return Rows();

        IEnumerable<CircleLoss> Rows()
        {
            (double, double, long)[] runs = [.. from q in options.FrequencyExponent from richness in options.Richness from seed in options.Seeds select (q, richness, seed)];
            foreach ((int number, (double q, double richness, long seed)) in runs.Index())
            {
                long told = Stopwatch.GetTimestamp();
                foreach (CircleLoss row in One(options, eigenvalues, q, richness, seed, Report, cancellation))
                    yield return row;

                void Report(long step)
                {
                    if (Stopwatch.GetElapsedTime(told).TotalMilliseconds < 50)
                        return;
                    told = Stopwatch.GetTimestamp();
                    progress?.Report(new((number + (double)step / Math.Max(1, options.Steps)) / runs.Length, $"q = {Guard.Text(q)}, γ_0 = {Guard.Text(richness)}, seed {seed}: step {step} of {options.Steps}"));
                }
            }
        }
    }

    private static double[] Check(CircleTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FrequencyExponent.Count == 0 || options.Richness.Count == 0 || options.Seeds.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "There is no seed, no richness or no target, so no run.", "Give one of each at least.");
        foreach (double q in options.FrequencyExponent)
            _ = new CircleTask(q);
        foreach (double richness in options.Richness)
            Guard.Positive(richness, nameof(options.Richness));
        Guard.Positive((long)options.Width, nameof(options.Width));
        Guard.Positive(options.LearningRate);
        Guard.NotNegative(options.Steps);
        Guard.NotNegative((double)options.Threads, nameof(options.Threads));
        Guard.NotNegative((double)options.BatchSize, nameof(options.BatchSize));
        if (options.GridSize is < 8 or > FineGrid || !BitOperations.IsPow2(options.GridSize))
            throw Guard.OutOfRange(nameof(options.GridSize), options.GridSize, $"a power of two from 8 to {FineGrid}");
        foreach (long step in options.MeasureAt)
            if (step < 0 || step > options.Steps)
                throw Guard.OutOfRange(nameof(options.MeasureAt), step, $"between 0 and Steps = {options.Steps}");
        NeuralTangentKernel kernel = new(options.ActivationPower, options.Depth);
        double points = Math.Max(options.BatchSize, options.GridSize), width = options.Width;
        if (sizeof(float) * (2 * options.Depth + 2.0) * points * width + sizeof(float) * (options.Depth + 1.0) * width * width > MostMemory)
            throw new ScalingException(ScalingError.TooLarge, $"A network of width {options.Width} and depth {options.Depth} on {points} points does not fit in memory.", "Use a smaller Width, GridSize or BatchSize.", options.Width);
        double[] eigenvalues = CircleSpectrum.Of(kernel, options.GridSize / 2);
        double most = 2 / eigenvalues.Max();
        return options.LearningRate < most ? eigenvalues : throw new ScalingException(ScalingError.UnstableLearningRate,
            $"With the learning rate {Guard.Text(options.LearningRate)} training diverges at once.", $"Use one below {most:G3}; rich networks need about a tenth of that.", options.LearningRate);
    }

    private static IEnumerable<CircleLoss> One(CircleTrainingOptions options, double[] eigenvalues, double q, double richness, long seed, Action<long> report, CancellationToken cancellation)
    {
        CircleTask task = new(q);
        int grid = options.GridSize, batch = options.BatchSize;
        double unresolved = task.PowerFrom(grid / 2), beta = task.Source(options.ActivationPower), eta = options.LearningRate;
        using WorkCrew crew = new(options.Threads > 0 ? options.Threads : Environment.ProcessorCount);
        using CircleNetwork network = new(options.Width, options.Depth, options.ActivationPower, richness, batch > 0 ? batch : grid, seed, crew);
        using CircleNetwork? start = batch > 0 ? new(options.Width, options.Depth, options.ActivationPower, richness, batch, seed, crew) : null;
        double[] target = task.Values(grid), fine = batch > 0 ? task.Values(FineGrid) : [], angles = [.. Enumerable.Range(0, grid).Select(i => 2 * Math.PI * i / grid)];
        float[] output = new float[grid], first = new float[grid], one = new float[Math.Max(1, batch)], two = new float[Math.Max(1, batch)];
        OnGrid(network, first);
        string id = RunId.Of(nameof(CircleTraining), seed, q, options.ActivationPower, options.Depth, options.Width, richness, eta, batch, grid);
        long step = 0;
        bool diverged = false;
        foreach (long next in MeasuredSteps(options))
        {
            for (; step < next && !diverged; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                diverged = !(batch > 0 ? OnBatch() : OnAll());
                report(step);
            }
            double loss = unresolved;
            OnGrid(network, output);
            for (int i = 0; i < grid; i++)
                loss += Square(output[i] - first[i] - target[i]) / grid;
            diverged |= !double.IsFinite(loss) || loss > 1e6;
            yield return new()
            {
                Seed = seed, FrequencyExponent = q, ActivationPower = options.ActivationPower, Capacity = 2 * options.ActivationPower, Source = beta, Depth = options.Depth, Width = options.Width, Richness = richness,
                LearningRate = eta, BatchSize = batch > 0 ? batch : null, GridSize = grid, Step = step, Time = eta * step, Loss = diverged ? null : loss, LazyLoss = task.LazyLoss(eigenvalues, eta, step),
                RichExponent = beta * Math.Max(1, 2 / (1 + beta)), Outcome = diverged ? NetworkOutcome.Diverged : next == options.Steps ? NetworkOutcome.Completed : NetworkOutcome.Training,
                Advice = diverged ? "Lower the learning rate." : "", Run = id,
            };
            if (diverged)
                yield break;
        }

        bool OnAll()
        {
            double sum = 0;
            if (step > 0) // the outputs of the start are there
                network.Forward(output);
            else
                OnGrid(network, output);
            for (int i = 0; i < grid; i++)
                sum += output[i] = (float)(output[i] - first[i] - target[i]);
            network.Step(output, eta);
            return double.IsFinite(sum);
        }

        bool OnBatch()
        {
            RandomStream stream = new(seed, purpose: RandomPurpose.Batches, index: step);
            double[] at = new double[batch];
            float[] wanted = new float[batch];
            for (int b = 0; b < batch; b++)
            {
                int i = (int)(stream.NextDouble() * FineGrid);
                (at[b], wanted[b]) = (2 * Math.PI * i / FineGrid, (float)fine[i]);
            }
            network.Place(at);
            network.Forward(one);
            start!.Place(at);
            start.Forward(two);
            double sum = 0;
            for (int b = 0; b < batch; b++)
                sum += one[b] -= two[b] + wanted[b];
            network.Step(one, eta);
            return double.IsFinite(sum);
        }

        // All of the grid, in pieces of a batch.
        void OnGrid(CircleNetwork of, float[] to)
        {
            int piece = batch > 0 ? batch : grid;
            float[] values = new float[piece];
            for (int i = 0; i < grid; i += piece)
            {
                int count = Math.Min(piece, grid - i);
                of.Place(angles.AsSpan(i, count));
                of.Forward(values);
                values.AsSpan(0, count).CopyTo(to.AsSpan(i));
            }
        }
    }

    private static double Square(double x) => x * x;

    private static IEnumerable<long> MeasuredSteps(CircleTrainingOptions options) =>
        (options.MeasureAt.Count > 0 ? options.MeasureAt : options.Steps == 0 ? [] : [0, .. LogSpace.WholeNumbers(1, options.Steps, DefaultMeasurements)]).Append(options.Steps).Distinct().Order();
}
