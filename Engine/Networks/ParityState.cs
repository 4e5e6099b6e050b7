using ScalingTools.Backends;

namespace ScalingTools.Networks;

/// <summary>The numbers of a network on sparse parity as a backend has them, array after array, and as the managed trainer writes them into checkpoints.</summary>
internal abstract class ParityState
{
    /// <summary>That of a run.</summary>
    public static ParityState Of(TrainingSettings settings) => settings.Transformer is null ? new TwoLayerState(settings) : new TransformerState(settings);

    /// <summary>What a backend is to train.</summary>
    public abstract BackendModel Model { get; }

    /// <summary>θ at the start.</summary>
    public abstract float[] Start();

    /// <summary>Writes θ and the moments as the managed trainer does.</summary>
    public abstract void Save(BinaryWriter to, IReadOnlyList<float[]> states);

    /// <summary>Reads what the managed trainer wrote: θ and the moments.</summary>
    public abstract float[][] Load(BinaryReader from);
}
