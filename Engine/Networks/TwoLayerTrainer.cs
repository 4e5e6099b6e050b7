using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>Training of one two-layer network, whatever the width of the machine's vectors.</summary>
internal abstract class TwoLayerTrainer : ParityTrainer
{
    /// <summary>Bits of the widest vectors this machine has.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>A network at step 0, for the widest vectors this machine has.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="start">Its parameters.</param>
    /// <param name="threads">How many threads work on this one network; the result does not depend on it.</param>
    public static TwoLayerTrainer Create(TrainingSettings settings, TwoLayerWeights start, int threads = 1) =>
        VectorBits switch
        {
            512 => new TwoLayerTrainer<Lanes512>(settings, start, threads),
            256 => new TwoLayerTrainer<Lanes256>(settings, start, threads),
            _ => new TwoLayerTrainer<Lanes128>(settings, start, threads),
        };

    /// <summary>The parameters now.</summary>
    public abstract override TwoLayerWeights Weights();

    /// <summary>The layout of batches for <see cref="ParityTrainer.Evaluate"/>.</summary>
    public abstract InputLayout TestLayout(int count);
}
