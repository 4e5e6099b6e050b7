using System.Reflection;
using System.Runtime.InteropServices;
using ScalingTools.Backends;
using TorchSharp;

namespace ScalingTools.Torch;

/// <summary>libtorch through TorchSharp.</summary>
internal sealed class TorchBackend : ITrainingBackend
{
    private static readonly Version Oldest = new(0, 99, 6);

    /// <summary>Loads libtorch.</summary>
    /// <exception cref="ScalingException">BackendVersion for a TorchSharp that is too old.</exception>
    /// <exception cref="DllNotFoundException">There is no libtorch.</exception>
    public TorchBackend()
    {
        string built = typeof(TorchBackend).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TorchSharp").Value!;
        if (System.Version.TryParse(built.Split('-')[0], out Version? number) && number < Oldest)
            throw new ScalingException(ScalingError.BackendVersion, $"The Torch backend was built with TorchSharp {built}.", $"Build it with {Oldest} or newer: ./build.ps1 -Torch.", built);
        LoadLibraries();
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

    // As TorchSharp does, but with an exception for what is missing, instead of a page of text on the console. CUDA first: what is loaded before it does not see it.
    private static void LoadLibraries()
    {
        Assembly torchSharp = typeof(torch).Assembly;
        foreach (string library in new[] { "torch_cuda", "torch_cpu" })
            NativeLibrary.TryLoad(library, torchSharp, null, out _); // LibTorchSharp may find them itself
        NativeLibrary.Load("LibTorchSharp", torchSharp, null);
    }

    // A libtorch without CUDA has none.
    private static int GpuCount()
    {
        try
        {
            return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or DllNotFoundException or EntryPointNotFoundException or ExternalException)
        {
            return 0;
        }
    }
}
