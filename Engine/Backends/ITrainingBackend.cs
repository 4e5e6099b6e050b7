namespace ScalingTools.Backends;

/// <summary>Something besides the managed engine that trains the engine's models. It is loaded from an assembly of its own; its types never leave it.</summary>
internal interface ITrainingBackend
{
    /// <summary>Of what computes, for people.</summary>
    string Version { get; }

    /// <summary>Devices there are: cpu, and cuda:0, cuda:1 … for as many GPUs.</summary>
    IReadOnlyList<string> Devices { get; }

    /// <summary>Makes a model whose numbers are all 0.</summary>
    /// <param name="model">What it is.</param>
    /// <param name="device">One of <see cref="Devices"/>.</param>
    /// <param name="threads">Threads, where the processor computes.</param>
    /// <exception cref="ScalingException">OutOfDeviceMemory.</exception>
    IBackendModel Create(BackendModel model, string device, int threads);
}
