using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Benchmarks;

/// <summary>
/// Trains the transformer of Nam et al. 2024 (preset Nam2024Transformer) for a few steps and leaves its start, its batches and its losses in a folder, from where <c>peers/transformer_check_torch.py</c> does the same in PyTorch
/// and compares.
/// </summary>
internal static unsafe class TransformerCheck
{
    /// <summary>Files weights.bin (float32, arrays in the order of <see cref="TransformerModel.Parameters"/>), tokens.bin (a byte each), labels.bin (float32), losses.txt.</summary>
    public static int Run(string folder, int batch, int steps)
    {
        Directory.CreateDirectory(folder);
        TrainingSettings settings = new TrainingPlan(new() { Preset = NetworkPreset.Nam2024Transformer, BatchSize = batch }).Runs[0];
        using TransformerTrainer trainer = new(settings, Environment.ProcessorCount);
        using (FileStream weights = File.Create(Path.Combine(folder, "weights.bin")))
            foreach (ParameterSet.Parameter parameter in trainer.Parameters.Parameters)
                weights.Write(MemoryMarshal.AsBytes(trainer.Parameters.Of(parameter)));
        ParityTokens data = new(settings, null);
        int[] tokens = new int[batch * data.Length];
        float[] labels = new float[batch];
        using FileStream tokenFile = File.Create(Path.Combine(folder, "tokens.bin")), labelFile = File.Create(Path.Combine(folder, "labels.bin"));
        using StreamWriter losses = new(Path.Combine(folder, "losses.txt"));
        double seconds = 0;
        for (int step = 0; step < steps; step++)
        {
            fixed (int* to = tokens)
            fixed (float* values = labels)
                data.Fill(step, 0, batch, to, values);
            tokenFile.Write([.. tokens.Select(t => (byte)t)]);
            labelFile.Write(MemoryMarshal.AsBytes<float>(labels));
            long start = Stopwatch.GetTimestamp();
            trainer.TrainTo(step + 1);
            seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
            losses.WriteLine(trainer.BatchLoss.ToString("R", CultureInfo.InvariantCulture));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{steps} steps of batch {batch}: {seconds / steps:F3} s a step"));
        return 0;
    }
}
