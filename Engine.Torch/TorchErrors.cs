using System.Runtime.InteropServices;

namespace ScalingTools.Torch;

/// <summary>Errors of libtorch as errors of the engine.</summary>
internal static class TorchErrors
{
    // Of the GPU's allocator, and of the processor's.
    private static readonly string[] Memory = ["out of memory", "can't allocate memory", "not enough memory"];

    /// <summary>Does work, and says it when memory is not enough.</summary>
    /// <param name="batch">Samples that it is done for; 0 for none.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="ScalingException">OutOfDeviceMemory.</exception>
    public static T Translated<T>(int batch, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ExternalException e) when (Memory.Any(text => e.Message.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            string first = e.Message.Split('\n')[0];
            throw new ScalingException(ScalingError.OutOfDeviceMemory, $"The device has not enough memory: {first}",
                batch > 1 ? $"Halve the batch: a BatchSize of {batch / 2} instead of {batch}; or use a smaller Width." : "Use a smaller Width, or a device with more memory.", batch, e);
        }
    }
}
