namespace ScalingTools.Backends;

/// <summary>A backend that is there and a device that it has.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Device">The device.</param>
internal sealed record BackendDevice(ITrainingBackend Backend, string Device)
{
    /// <summary>Makes a model on the device.</summary>
    public IBackendModel Create(BackendModel model, int threads) => Backend.Create(model, Device, threads);
}
