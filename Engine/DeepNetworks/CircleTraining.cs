using System.Numerics;
using ScalingTools.Networks;
using ScalingTools.FeatureLearning;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>Trains multilayer networks on targets on the circle whose Fourier series is a power law.</summary>
/// <remarks>
/// f = net(θ) - net(θ_0), gradient descent on ½⟨(f - y)²⟩ with learning rate ηγ_0² N. Frequencies above half the grid count as not learnt, which is right as long as t^{1/α} is far below them.
/// Source: arXiv:2409.17858, Section 5.1. The same seed gives the same bits on any number of threads.
/// </remarks>
public static class CircleTraining
{
    private const int FineGrid = 1 << 16, SlicePoints = 64;

    /// <summary>One row for each measurement and run, as soon as it is known; runs in the order of q, γ_0 and seed.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="progress">Told how far all runs are.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; EmptyPipeline; TooLarge; UnstableLearningRate where even a lazy network would diverge. A run that diverges is no exception: its last row says so.</exception>
    public static IEnumerable<CircleLoss> Run(CircleTrainingOptions options, IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        double[] eigenvalues = Check(options);
        return DeepRuns.Rows([.. from q in options.FrequencyExponent from richness in options.Richness from seed in options.Seeds select (q, richness, seed)], options,
            run => $"q = {Guard.Text(run.q)}, γ_0 = {Guard.Text(run.richness)}, seed {run.seed}", (run, report) => One(options, eigenvalues, run.q, run.richness, run.seed, report, cancellation), progress);
    }

    private static double[] Check(CircleTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        DeepRuns.Check(options);
        if (options.FrequencyExponent.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "There is no target, so no run.", "Give one at least.");
        foreach (double q in options.FrequencyExponent)
            _ = new CircleTask(q);
        foreach (double richness in options.Richness)
            options.Model(richness).Check();
        Guard.NotNegative((double)options.BatchSize, nameof(options.BatchSize));
        if (options.GridSize is < 8 or > FineGrid || !BitOperations.IsPow2(options.GridSize))
            throw Guard.OutOfRange(nameof(options.GridSize), options.GridSize, $"a power of two from 8 to {FineGrid}");
        NeuralTangentKernel kernel = new(options.ActivationPower, options.Depth);
        double[] eigenvalues = CircleSpectrum.Of(kernel, options.GridSize / 2);
        double most = 2 / eigenvalues.Max();
        return options.LearningRate < most ? eigenvalues : throw new ScalingException(ScalingError.UnstableLearningRate,
            $"With the learning rate {Guard.Text(options.LearningRate)} training diverges at once.", $"Use one below {most:G3}; rich networks need about a tenth of that.", options.LearningRate);
    }

    private static IEnumerable<CircleLoss> One(CircleTrainingOptions options, double[] eigenvalues, double q, double richness, long seed, Action<long> report, CancellationToken cancellation)
    {
        CircleTask task = new(q);
        PerceptronOptions model = options.Model(richness);
        bool population = options.BatchSize == 0;
        int grid = options.GridSize, batch = population ? grid : options.BatchSize, slice = Math.Min(SlicePoints, batch);
        double unresolved = task.PowerFrom(grid / 2), beta = task.Source(options.ActivationPower), eta = options.LearningRate;
        using ParameterSet set = PerceptronModel.Parameters(model);
        set.DrawGaussian(seed);
        // The output is taken relative to the start by adding what the start says to the target.
        double[] trained = task.Values(population ? grid : FineGrid), start = Outputs(model, set, trained.Length), measured = task.Values(grid);
        for (int i = 0; i < trained.Length; i++)
            trained[i] += start[i];
        for (int i = 0; i < grid; i++)
            measured[i] += start[i * (start.Length / grid)];
        using OnlineTraining training = new(set, batch, slice, DeepRuns.Threads(options), eta * model.RateFactor, 0, grid, () => new CircleSlice(model, set, trained, measured, population, seed, slice),
            DeepRuns.Task(options, model, NetworkLoss.HalfSquaredError));
        string id = RunId.Of(nameof(CircleTraining), seed, q, options.ActivationPower, options.Depth, options.Width, richness, eta, options.BatchSize, grid);
        foreach (DeepRuns.Measured now in DeepRuns.Curve(training, options, report, cancellation))
            yield return new()
            {
                Seed = seed, FrequencyExponent = q, ActivationPower = options.ActivationPower, Capacity = 2 * options.ActivationPower, Source = beta, Depth = options.Depth, Width = options.Width, Richness = richness,
                LearningRate = eta, BatchSize = population ? null : batch, GridSize = grid, Step = now.Step, Time = eta * now.Step, Loss = 2 * now.Loss + unresolved, // the gradient is that of half the loss
                LazyLoss = task.LazyLoss(eigenvalues, eta, now.Step), RichExponent = ScalingRegimes.TimeExponent(beta), Outcome = now.Outcome, Advice = now.Advice, Run = id,
            };
    }

    // f at 2πi/count.
    private static unsafe double[] Outputs(PerceptronOptions model, ParameterSet set, int count)
    {
        int points = Math.Min(SlicePoints, count);
        using CircleSlice slice = new(model, set, [], new double[count], true, 0, points);
        double[] outputs = new double[count];
        for (int first = 0; first < count; first += points)
        {
            slice.FillTest(first, points);
            slice.Graph.Forward();
            for (int b = 0; b < points; b++)
                outputs[first + b] = slice.Output.Values[b];
        }
        return outputs;
    }
}
