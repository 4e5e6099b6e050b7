namespace ScalingTools.Backends;

/// <summary>What computes a training. The rows are the same, to the rounding of single precision.</summary>
public enum TrainingBackend
{
    /// <summary>The engine itself, on the processor: the same seed gives the same bits.</summary>
    Managed,
    /// <summary>libtorch through TorchSharp, from the companion module ScalingTools.Torch, on the processor or a GPU.</summary>
    Torch,
}
