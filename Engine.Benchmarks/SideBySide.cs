using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;
using ScalingTools.Networks;

namespace ScalingTools.Benchmarks;

/// <summary>
/// Runs our work and the peer's in turn, each in a process of its own, so that both see the same machine in the same minutes;
/// reports medians, their ratio, peak memory, and whether the two results agree.
/// </summary>
public static class SideBySide
{
    private static readonly char[] Separators = [' ', ',', '(', ')', '@', '/'];

    private sealed record Case(string Title, string Ours, string Script, string Peer, Func<int, Outcome> Work, bool Random = false);

    /// <summary>What a process prints of its work.</summary>
    internal sealed record Outcome(double[] Seconds, double Checksum, double PeakMiB, string Version)
    {
        public double Median => Seconds.Order().ElementAt(Seconds.Length / 2);
    }

    // The first that has NumPy or PyTorch; a version manager's python3 often has not.
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3", "python"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const string NumPy = "multilinear_numpy.py", Torch = "networks_torch.py", Features = "feature_learning_sim_numpy.py", FeatureLearning = "feature_learning_numpy.py", TeacherStudent = "teacher_student_torch.py", Matrix = "matrix_torch.py", Transformer = "transformer_torch.py", Convolution = "convolution_torch.py";

    private static readonly string[] Ways = ["-plain", "-module", "-autograd", ""];

    private static readonly Case[] Cases =
    [
        new("L(T), n_s = 10^6, 1,000 times, as the cmdlet does it", "time", NumPy, "time", Multilinear(w => w.Time())),
        new("L(T), n_s = 10^6, 1,000 times, every skill summed", "time-exact", NumPy, "time", Multilinear(w => w.TimeExact())),
        new("E[L(D)], n_s = 10^6, 100 values of D, as the cmdlet does it", "data", NumPy, "data", Multilinear(w => w.Data())),
        new("E[L(D)], n_s = 10^6, 100 values of D, every skill summed", "data-exact", NumPy, "data", Multilinear(w => w.DataExact())),
        new("skill counts, n_s = 10^6, D = 10^9, one draw", "counts", NumPy, "counts", Multilinear(w => w.Counts())),
        new("mean-field theory, M = 500, N = 100, B = 32, γ = 0.5, T = 100, as the cmdlet does it", "mean-field", FeatureLearning, "steps", Of<FeatureLearningWork>(w => w.Steps())),
        new("mean-field theory, M = 500, N = 100, B = 32, γ = 0.5, T = 100, every mode by itself", "mean-field-exact", FeatureLearning, "steps", Of<FeatureLearningWork>(w => w.StepsExact())),
        .. from threads in (int[])[1, 2]
           from way in Ways
           select new Case($"network of width 1000, batch 4000, one step, {threads} thread{(threads == 1 ? "" : "s")}; {Way(way)}", $"step{threads}", Torch, $"step{threads}{way}",
               repeats => NetworkWork.Steps(threads, repeats), Random: true),
        .. from way in Ways
           select new Case($"50 networks of width 10, batch 4000, one step of one; {Way(way)}, one network after another", "narrow", Torch, $"narrow{way}", NetworkWork.Narrow, Random: true),
        new("the same; peer: gradients by hand, in two processes", "narrow", Torch, "pair", NetworkWork.Narrow, Random: true),
        new("the same; peer: all networks stacked, gradients by hand", "narrow", Torch, "batched", NetworkWork.Narrow, Random: true),
        new("random features, one-pass SGD, N = 512, M = 2048, B = 32, 1,000 steps, one draw of 32", "features-sgd", Features, "sgd", FeatureSimulationWork.Sgd, Random: true),
        new("the same with features that move, γ = 0.1", "features-rich", Features, "rich", FeatureSimulationWork.Rich, Random: true),
        new("random features, gradient descent on P = 256 samples, N = 512, M = 2048, 1,000 steps, one draw of 32", "features-samples", Features, "samples", FeatureSimulationWork.Samples, Random: true),
        new("linear network, one-pass SGD, N = 100, M = 1,000, B = 128, γ = 0.1, 200 steps, one draw of 32", "features-network", Features, "network", FeatureSimulationWork.Network, Random: true),
        .. from way in (string[])["-autograd", ""]
           select new Case($"teacher and student, d = 256, m = 64, P = 16, he_4, SGD on one sample, one step; {(way.Length > 0 ? "peer: autograd" : "peer: gradients by hand")}", "teacher-one", TeacherStudent,
               $"one{way}", TeacherStudentWork.One, Random: true),
        .. from threads in (int[])[1, 2]
           from way in (string[])["-autograd", ""]
           select new Case($"teacher and student, the same, SGD on 256 samples, {threads} thread{(threads == 1 ? "" : "s")}; {(way.Length > 0 ? "peer: autograd" : "peer: gradients by hand")}", $"teacher-batch{threads}",
               TeacherStudent, $"batch{threads}{way}", repeats => TeacherStudentWork.Batch(threads, repeats), Random: true),
        .. from size in (int[])[128, 1024]
           from threads in (int[])[1, 2]
           select new Case($"matrix product, {size} × {size} in single precision, {threads} thread{(threads == 1 ? "" : "s")}", $"square{size}-{threads}", Matrix, $"square{size}-{threads}", repeats => MatrixWork.Square(size, threads, repeats), Random: true),
        .. from threads in (int[])[1, 2]
           select new Case($"transformer on parity, width 128, batch 512, one step, {threads} thread{(threads == 1 ? "" : "s")}; peer: eager", $"parity{threads}", Transformer, $"parity{threads}", repeats => TransformerWork.Parity(threads, repeats), Random: true),
        .. from threads in (int[])[1, 2]
           select new Case($"transformer, two layers of width 64, 32 tokens, batch 128, one step, {threads} thread{(threads == 1 ? "" : "s")}; peer: eager", $"encoder{threads}", Transformer, $"encoder{threads}",
               repeats => TransformerWork.Encoder(threads, repeats), Random: true),
        .. from threads in (int[])[1, 2]
           select new Case($"convolution, 32 to 64 filters of 3 × 3 on 64 images of 28 × 28, with both derivatives, {threads} thread{(threads == 1 ? "" : "s")}; peer: eager", $"convolution{threads}", Convolution, $"convolution{threads}",
               repeats => ConvolutionWork.Convolution(threads, repeats)),
        .. from threads in (int[])[1, 2]
           select new Case($"convolutional network, two layers of 32 filters, batch 128 of 28 × 28, one step, {threads} thread{(threads == 1 ? "" : "s")}; peer: eager", $"images{threads}", Convolution, $"training{threads}",
               repeats => ConvolutionWork.Training(threads, repeats), Random: true),
    ];

    private static string Way(string way) => "peer: " + way switch { "-plain" => "nn.Sequential, data as one writes it", "-module" => "nn.Sequential, data tuned", "-autograd" => "autograd, tuned", _ => "gradients by hand, tuned" };

    private static Func<int, Outcome> Multilinear(Func<MultilinearWork, double> work) => Of(work);

    private static Func<int, Outcome> Of<T>(Func<T, double> work) where T : new() => repeats =>
    {
        T instance = new();
        double checksum = work(instance);
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            checksum = work(instance);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        return new Outcome(seconds, checksum, 0, "");
    };

    /// <summary>The whole comparison.</summary>
    public static int Run(string[] args)
    {
        int repeats = int.Parse(Option(args, "--repeats") ?? "7", CultureInfo.InvariantCulture);
        StringBuilder table = new();
        table.AppendLine(CultureInfo.InvariantCulture, $"# {Machine()}\n");
        table.AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project Engine.Benchmarks -- side-by-side`, medians of {repeats} runs in one process after one warm-up,");
        table.AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.FrameworkDescription}, {DateTime.UtcNow:yyyy-MM-dd}. Peak memory is that of the process.\n");
        table.AppendLine("| work | ours, ms | ours, MiB | peer | peer, ms | peer, MiB | times faster | results agree to, or are |");
        table.AppendLine("|---|---|---|---|---|---|---|---|");
        Console.Write(table);
        string filter = Option(args, "--filter") ?? "";
        foreach (Case c in Cases.Where(c => c.Title.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            Outcome ours = Start(Environment.ProcessPath!, [.. Host(), "work", c.Ours, $"{repeats}"])
                ?? throw new InvalidOperationException($"The work {c.Ours} failed.");
            Outcome? peer = Pythons.Select(python => Start(python, [InFolder("peers", c.Script), c.Peer, $"{repeats}"])).FirstOrDefault(o => o is not null);
            string row = string.Create(CultureInfo.InvariantCulture, $"| {c.Title} | {ours.Median * 1e3:G4} | {ours.PeakMiB:F0} | ")
                + (peer is null ? "not found | | | | |" : string.Create(CultureInfo.InvariantCulture,
                    $"{peer.Version} | {peer.Median * 1e3:G4} | {peer.PeakMiB:F0} | {peer.Median / ours.Median:G3} | {(c.Random ? $"{ours.Checksum:F1}, {peer.Checksum:F1}" : $"{Math.Abs(ours.Checksum / peer.Checksum - 1):E0}")} |"));
            Console.WriteLine(row);
            table.AppendLine(row);
        }
        if ("network".Contains(filter, StringComparison.OrdinalIgnoreCase))
        {
            string threads = string.Create(CultureInfo.InvariantCulture, $"\nNetwork of width 1000: two threads are {NetworkWork.Speedup(100):F2} times as fast as one (median of 100 turns of 20 steps).");
            Console.WriteLine(threads);
            table.AppendLine(threads);
        }
        if (args.Contains("--save"))
            File.WriteAllText(InFolder("results", $"{string.Join('-', Machine().ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries))}.md"), table.ToString());
        return 0;
    }

    /// <summary>One piece of our work in this process: a line of JSON as the peers print it.</summary>
    public static int Work(string name, int repeats)
    {
        Outcome outcome = Cases.First(c => c.Ours == name).Work(repeats);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(outcome with { PeakMiB = self.PeakWorkingSet64 / 1048576.0 }, Json));
        return 0;
    }

    // null if there is no such program or it fails
    private static Outcome? Start(string program, string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            // OpenBLAS takes a processor that it is too old to know for one of 2004, and is then six times slower than it can be: that would be no peer.
            if (Vector512.IsHardwareAccelerated && RuntimeInformation.ProcessArchitecture == Architecture.X64)
                start.Environment.TryAdd("OPENBLAS_CORETYPE", "SkylakeX");
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                Console.Error.WriteLine($"{program} {string.Join(' ', arguments)}: {error.Result.Trim().Split('\n')[^1]}");
            return process.ExitCode == 0 ? JsonSerializer.Deserialize<Outcome>(output.Trim().Split('\n')[^1], Json) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // dotnet run starts the app host; dotnet x.dll needs the dll named again.
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(SideBySide).Assembly.Location] : [];

    // A file of this project's folder, which is above the one we run in.
    private static string InFolder(string folder, string file)
    {
        DirectoryInfo? above = new(AppContext.BaseDirectory);
        while (above is not null && !Directory.Exists(Path.Combine(above.FullName, folder)))
            above = above.Parent;
        return Path.Combine(above?.FullName ?? ".", folder, file);
    }

    private static string Machine() => $"{Processor()}, {Environment.ProcessorCount} cores, vectors of {TwoLayerTrainer.VectorBits} bits";

    private static string Processor()
    {
        string? model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model?.Split(':')[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string? Option(string[] args, string name)
    {
        int i = Array.IndexOf(args, name);
        return i >= 0 && i + 1 < args.Length ? args[i + 1] : null;
    }
}
