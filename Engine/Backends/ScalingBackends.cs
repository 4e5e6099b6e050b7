namespace ScalingTools.Backends;

/// <summary>The backends of trainings: which are there, and why not.</summary>
public static class ScalingBackends
{
    /// <summary>The device of the managed engine.</summary>
    internal const string Processor = "cpu";

    /// <summary>One row for each backend.</summary>
    public static IEnumerable<ScalingBackend> List()
    {
        yield return new()
        {
            Name = TrainingBackend.Managed, Available = true, Version = typeof(ScalingBackends).Assembly.GetName().Version!.ToString(3), Devices = Processor,
        };
        yield return Torch(BackendFolder.Find());
    }

    /// <summary>The row of libtorch, looked for in a folder.</summary>
    /// <param name="folder">The folder of the companion module's assemblies; null for none.</param>
    internal static ScalingBackend Torch(string? folder)
    {
        try
        {
            ITrainingBackend backend = BackendLoader.Load(folder);
            bool gpu = backend.Devices.Count > 1;
            return new()
            {
                Name = TrainingBackend.Torch, Available = true, Version = backend.Version, Devices = string.Join(", ", backend.Devices), Reason = gpu ? "" : "libtorch sees no GPU.",
            };
        }
        catch (ScalingException e)
        {
            return new() { Name = TrainingBackend.Torch, Available = false, Reason = e.Message };
        }
    }

    /// <summary>The backend and device that were asked for; null for the managed engine.</summary>
    /// <param name="backend">Which.</param>
    /// <param name="device">The device, "cpu" or "cuda:0" for example; null for the processor.</param>
    /// <exception cref="ScalingException">BackendNotFound; BackendVersion; DeviceNotFound.</exception>
    internal static BackendDevice? Get(TrainingBackend backend, string? device) => Get(backend, device, BackendFolder.Find());

    /// <inheritdoc cref="Get(TrainingBackend, string?)"/>
    internal static BackendDevice? Get(TrainingBackend backend, string? device, string? folder)
    {
        string wanted = Normal(device);
        if (backend == TrainingBackend.Managed)
            return wanted == Processor ? null : throw new ScalingException(ScalingError.DeviceNotFound, $"The managed engine computes on the processor, not on '{device}'.",
                "Give -Backend Torch for a GPU, or leave Device out.", device);
        ITrainingBackend found = BackendLoader.Load(folder);
        return found.Devices.Contains(wanted) ? new BackendDevice(found, wanted) : throw new ScalingException(ScalingError.DeviceNotFound,
            $"libtorch has no device '{device}' here; it has {string.Join(", ", found.Devices)}.",
            wanted.StartsWith("cuda", StringComparison.Ordinal) ? "Use -Device cpu, or a machine with an NVIDIA GPU, its driver and a CUDA build of libtorch." : "Give one of these.", device);
    }

    // cuda is the first GPU.
    private static string Normal(string? device) => (device ?? Processor).Trim().ToLowerInvariant() switch
    {
        "" => Processor,
        "cuda" or "gpu" => "cuda:0",
        string other => other,
    };
}
