using System.Runtime.Loader;
using ScalingTools.Backends;
using ScalingTools.Networks;

namespace ScalingTools.Tests.Backends;

/// <summary>The Torch backend where it is installed: how it is loaded, and what it cannot do.</summary>
public class TorchBackendTests
{
    [Fact]
    public void It_lives_in_a_load_context_of_its_own_and_shows_no_type_of_TorchSharp()
    {
        ITrainingBackend backend = TorchForTests.Cpu().Backend;
        AssemblyLoadContext? context = AssemblyLoadContext.GetLoadContext(backend.GetType().Assembly);
        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "TorchSharp");
        Assert.Empty(backend.GetType().Assembly.GetExportedTypes());
    }

    [Fact]
    public void It_is_listed_with_its_version_and_devices()
    {
        TorchForTests.Need();
        ScalingBackend row = ScalingBackends.List().Single(row => row.Name == TrainingBackend.Torch);
        Assert.StartsWith("TorchSharp ", row.Version, StringComparison.Ordinal);
        Assert.StartsWith("cpu", row.Devices, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GPU_that_is_not_there_is_an_error()
    {
        BackendDevice cpu = TorchForTests.Cpu();
        Assert.SkipWhen(cpu.Backend.Devices.Count > 1, "This machine has a GPU.");
        ScalingException e = Assert.Throws<ScalingException>(() => ScalingBackends.Get(TrainingBackend.Torch, "cuda:0"));
        Assert.Equal(ScalingError.DeviceNotFound, e.Error);
        Assert.Contains("cuda:0", e.Problem, StringComparison.Ordinal);
        Assert.Contains("NVIDIA", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_does_not_fit_is_an_error_that_says_to_halve_it()
    {
        TorchForTests.Need();
        const int Batch = 1 << 20, Width = 1 << 20; // 4 TiB of activations
        SparseParityTrainingOptions options = new() { Dataset = new(2, 8), Widths = [Width], BatchSize = Batch, Steps = 1, FinalOnly = true, MeasureSamples = 2, Backend = TrainingBackend.Torch };
        ScalingException e = Assert.Throws<ScalingException>(() => SparseParityTraining.RunTotals(options).ToArray());
        Assert.Equal(ScalingError.OutOfDeviceMemory, e.Error);
        Assert.Contains($"BatchSize of {Batch / 2}", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_diverges_says_so()
    {
        TorchForTests.Need();
        NetworkTotal[] rows = [.. SparseParityTraining.RunTotals(new() { Dataset = new(skillCount: 2, skillBits: 8), Widths = [20], Steps = 200, BatchSize = 50, LearningRate = 1e6, InitialScale = 1, Backend = TrainingBackend.Torch })];
        Assert.Equal(NetworkOutcome.Diverged, rows[^1].Outcome);
    }

    [Fact]
    public void Exact_strengths_are_those_of_its_network()
    {
        SparseParityTrainingOptions options = new() { Dataset = new(skillCount: 2, skillBits: 8), Widths = [20], Steps = 50, BatchSize = 50, InitialScale = 0.3, FinalOnly = true, Strength = StrengthMethod.Exact };
        NetworkStrength[] managed = [.. SparseParityTraining.Run(options)];
        TorchForTests.Need();
        NetworkStrength[] torch = [.. SparseParityTraining.Run(options with { Backend = TrainingBackend.Torch })];
        Assert.Equal(managed.Select(row => row.Strength!.Value), torch.Select(row => row.Strength!.Value), (a, b) => Math.Abs(a - b) < 1e-4 * Math.Max(0.01, Math.Abs(a)));
    }
}
