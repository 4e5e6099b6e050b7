using System.Runtime.InteropServices;
using ScalingTools.Backends;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Networks;

/// <summary>The numbers of a transformer: the arrays of <see cref="TransformerModel.Parameters"/> one after the other; in checkpoints as <see cref="SlicedTraining"/> writes them, with gaps.</summary>
internal sealed class TransformerState : ParityState
{
    private readonly TrainingSettings _settings;

    /// <summary>That of a run.</summary>
    public TransformerState(TrainingSettings settings)
    {
        _settings = settings;
        using ParameterSet set = TransformerModel.Parameters(settings.Transformer!);
        Model = new() { Network = settings.Transformer!, Loss = settings.Loss, Moments = ParameterUpdate.Moments(settings), Arrays = BackendModel.ArraysOf(set) };
    }

    /// <inheritdoc/>
    public override BackendModel Model { get; }

    /// <inheritdoc/>
    public override float[] Start()
    {
        using ParameterSet set = TransformerModel.Parameters(_settings.Transformer!);
        TransformerModel.Initialize(set, _settings.Transformer!, _settings.Seed);
        return set.Packed();
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to, IReadOnlyList<float[]> states)
    {
        using ParameterSet set = TransformerModel.Parameters(_settings.Transformer!);
        to.Write(Model.Moments);
        to.Write(set.Size);
        foreach (float[] state in states)
        {
            set.Unpack(state);
            to.Write(MemoryMarshal.AsBytes(set.All));
        }
    }

    /// <inheritdoc/>
    public override float[][] Load(BinaryReader from)
    {
        using ParameterSet set = TransformerModel.Parameters(_settings.Transformer!);
        if (from.ReadInt32() != Model.Moments || from.ReadInt64() != set.Size)
            throw new InvalidDataException("The state is of another model.");
        float[][] states = new float[1 + Model.Moments][];
        for (int s = 0; s < states.Length; s++)
        {
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(set.All));
            states[s] = set.Packed();
        }
        return states;
    }
}
