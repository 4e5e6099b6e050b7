using System.Reflection;
using ScalingTools.Backends;
using TorchSharp;

namespace ScalingTools.Torch;

/// <summary>libtorch through TorchSharp.</summary>
internal sealed class TorchBackend : ITrainingBackend
{
    private static readonly Version Oldest = new(0, 99, 6);

    /// <summary>Loads libtorch.</summary>
    /// <exception cref="ScalingException">BackendVersion for a TorchSharp that is too old.</exception>
    public TorchBackend()
    {
        string built = typeof(TorchBackend).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TorchSharp").Value!;
        if (System.Version.TryParse(built.Split('-')[0], out Version? number) && number < Oldest)
            throw new ScalingException(ScalingError.BackendVersion, $"The Torch backend was built with TorchSharp {built}.", $"Build it with {Oldest} or newer: ./build.ps1 -Torch.", built);
        torch.InitializeDeviceType(DeviceType.CPU);
        Version = $"TorchSharp {built} for libtorch {torch.__version__}";
        Devices = ["cpu", .. Enumerable.Range(0, GpuCount()).Select(i => $"cuda:{i}")];
        // Products in single precision as on the processor, not with the ten bits of TF32.
        torch.backends.cuda.matmul.allow_tf32 = false;
        torch.backends.cudnn.allow_tf32 = false;
    }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Devices { get; }

    /// <inheritdoc/>
    public IBackendModel Create(BackendModel model, string device, int threads)
    {
        torch.set_num_threads(threads);
        return TorchErrors.Translated(batch: 0, () => new TorchModel(model, new torch.Device(device)));
    }

    // A libtorch without CUDA has none.
    private static int GpuCount()
    {
        try
        {
            return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or DllNotFoundException or EntryPointNotFoundException or System.Runtime.InteropServices.ExternalException)
        {
            return 0;
        }
    }
}
