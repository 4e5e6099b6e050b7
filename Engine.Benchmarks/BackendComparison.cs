using System.Diagnostics;
using System.Globalization;
using ScalingTools.Backends;
using ScalingTools.Composition;
using ScalingTools.DeepNetworks;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Benchmarks;

/// <summary>Milliseconds of a training step, managed beside each device of the Torch backend, in turns, so that what else the machine does falls on all alike.</summary>
internal static class BackendComparison
{
    private const double Seconds = 0.7; // of each turn

    /// <summary>Prints a table: the shortest of the turns' means.</summary>
    /// <param name="numbers">Turns, 5 if left out, and threads, all if left out.</param>
    public static int Run(int[] numbers)
    {
        int repeats = numbers.ElementAtOrDefault(0) is > 0 and var turns ? turns : 5, threads = numbers.ElementAtOrDefault(1) is > 0 and var some ? some : Environment.ProcessorCount;
        ScalingBackend torch = ScalingBackends.List().Single(row => row.Name == TrainingBackend.Torch);
        if (!torch.Available)
        {
            Console.Error.WriteLine(torch.Reason);
            return 1;
        }
        BackendDevice?[] devices = [null, .. torch.Devices.Split(", ").Select(device => ScalingBackends.Get(TrainingBackend.Torch, device))];
        Console.WriteLine($"{torch.Version}, {threads} thread{(threads == 1 ? "" : "s")}; milliseconds a step, the best of {repeats} turns");
        Console.WriteLine($"| step | {string.Join(" | ", devices.Select(device => device is null ? "managed" : $"Torch, {device.Device}"))} |");
        Console.WriteLine($"|---|{string.Concat(devices.Select(_ => "---:|"))}");
        foreach ((string name, Func<BackendDevice?, (IDisposable, Action)> make) in Steps(threads))
        {
            (IDisposable Owner, Action Step)[] work = [.. devices.Select(make)];
            double[] best = [.. devices.Select(_ => double.PositiveInfinity)];
            for (int turn = 0; turn <= repeats; turn++) // the first turn warms up
                for (int i = 0; i < work.Length; i++)
                    {
                    double took = Time(work[i].Step);
                    best[i] = turn == 0 ? best[i] : Math.Min(best[i], took);
                }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", best.Select(ms => ms.ToString("G3", CultureInfo.InvariantCulture)))} |"));
            foreach ((IDisposable owner, _) in work)
                owner.Dispose();
        }
        return 0;
    }

    private static IEnumerable<(string, Func<BackendDevice?, (IDisposable, Action)>)> Steps(int threads)
    {
        yield return ("two layers, H = 100, B = 500", Parity(threads, new() { Widths = [100], BatchSize = 500 }));
        yield return ("two layers, H = 1000, B = 4000 (Nam et al., Fig. 1a)", Parity(threads, new() { Preset = NetworkPreset.Nam2024Time }));
        yield return ("transformer, E = 64, B = 128, 37 tokens", Parity(threads, new() { Architecture = NetworkArchitecture.Transformer, Widths = [64], BatchSize = 128 }));
        yield return ("transformer, E = 256, B = 128, 37 tokens", Parity(threads, new() { Architecture = NetworkArchitecture.Transformer, Widths = [256], BatchSize = 128 }));
        yield return ("attention only, d = 64, B = 64, 32 tokens (k = 4, N = 8)", Composition(threads, new()));
        yield return ("convolutional, 2 layers of 32 filters, B = 32, 28 × 28", device => Vision(threads, device));
        yield return ("decoder of bytes, 2 blocks, E = 64, B = 32, 64 tokens", device => Language(threads, device));
    }

    private static Func<BackendDevice?, (IDisposable, Action)> Parity(int threads, SparseParityTrainingOptions options) => device =>
    {
        ParityTrainer trainer = ParityTrainer.Create(new TrainingPlan(options).Runs[0] with { Steps = long.MaxValue }, threads, device);
        return (trainer, () =>
        {
            trainer.TrainTo(trainer.Step + 1);
            Going(!trainer.Diverged);
        });
    };

    private static Func<BackendDevice?, (IDisposable, Action)> Composition(int threads, CompositionTrainingOptions options) => device =>
    {
        CompositionPlan plan = new(options);
        CompositionTrainer trainer = CompositionTrainer.Create(plan.Runs[0], threads, device);
        double[] parts = CompositionRun.Parts(CompositionRegime.Mixed, plan.Levels, 0, false);
        return (trainer, () => trainer.TrainStep(parts));
    };

    private static (IDisposable, Action) Vision(int threads, BackendDevice? device)
    {
        VisionTrainingOptions options = new() { Dataset = SyntheticDigits.Generate(1000), LearningRate = 0.03 };
        ConvolutionalOptions model = options.Model(1);
        ParameterSet start = ConvolutionalModel.Parameters(model), set = ConvolutionalModel.Parameters(model);
        start.DrawGaussian(1);
        set.DrawGaussian(1);
        int slice = VisionTraining.Slice(model, options.BatchSize);
        return Online(new(set, options.BatchSize, slice, threads, options.LearningRate * model.RateFactor, 0, 1, () => new VisionSlice(options, model, set, start, 1, slice),
            device is null ? null : new(device, model, NetworkLoss.HalfSquaredError, start)));
    }

    private static (IDisposable, Action) Language(int threads, BackendDevice? device)
    {
        LanguageTrainingOptions options = new() { Corpus = LanguageCorpus.FromText(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i} times {i} is {i * i}. "))), ContextLength = 64, Layers = 2, Width = 64, BatchSize = 32 };
        TransformerOptions model = LanguageTraining.Model(options, 1);
        ParameterSet start = TransformerModel.Parameters(model), set = TransformerModel.Parameters(model);
        TransformerModel.Initialize(start, model, 1);
        TransformerModel.Initialize(set, model, 1);
        int slice = LanguageTraining.Slice(model, options.BatchSize);
        return Online(new(set, options.BatchSize, slice, threads, options.LearningRate * model.RateFactor, 0, 1, () => new LanguageSlice(options.Corpus, set, start, model, 1, slice, 1),
            device is null ? null : new(device, model, NetworkLoss.CrossEntropy, start)));
    }

    private static (IDisposable, Action) Online(OnlineTraining training) => (training, () =>
    {
        training.TrainTo(training.Step + 1, _ => { }, CancellationToken.None);
        Going(!training.Diverged);
    });

    // What has diverged does nothing more, in no time.
    private static void Going(bool finite)
    {
        if (!finite)
            throw new InvalidOperationException("The training that is timed has diverged.");
    }

    // Milliseconds of one.
    private static double Time(Action step)
    {
        long start = Stopwatch.GetTimestamp();
        int steps = 0;
        do
        {
            step();
            steps++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / steps;
    }
}
