using System.Runtime.InteropServices;
using ScalingTools.Backends;

namespace ScalingTools.Networks;

/// <summary>The numbers of a two-layer network: W (H, n_s + n_b), β (H), w (O, H), c (O) one after the other; in checkpoints in the blocks of <see cref="TwoLayerTrainer{T}"/>.</summary>
internal sealed class TwoLayerState : ParityState
{
    private const int Lanes = InputLayout.BlockSize;

    private readonly TrainingSettings _settings;
    private readonly int _width, _inputs, _outputs, _rows, _blocks;

    /// <summary>That of a run.</summary>
    public TwoLayerState(TrainingSettings settings)
    {
        _settings = settings;
        (_width, _inputs, _outputs) = (settings.Width, settings.SkillCount + settings.SkillBits, settings.OutputCount);
        (_rows, _blocks) = (_inputs + 1 + _outputs, (_width + Lanes - 1) / Lanes);
        Model = new()
        {
            Network = new TwoLayerOptions(_width, _inputs, _outputs), Loss = settings.Loss, Moments = ParameterUpdate.Moments(settings),
            Arrays = [new("hidden.weight", _width, _inputs), new("hidden.bias", _width), new("output.weight", _outputs, _width), new("output.bias", _outputs)],
        };
    }

    /// <inheritdoc/>
    public override BackendModel Model { get; }

    /// <inheritdoc/>
    public override float[] Start() => Flatten(NetworkInitializer.Draw(_settings));

    /// <summary>The numbers as a network.</summary>
    public TwoLayerWeights Network(float[] numbers)
    {
        TwoLayerWeights network = new(_width, _settings.SkillCount, _settings.SkillBits, _outputs);
        int at = 0;
        foreach (float[] array in new[] { network.Hidden, network.HiddenBias, network.Output, network.OutputBias })
        {
            numbers.AsSpan(at, array.Length).CopyTo(array);
            at += array.Length;
        }
        return network;
    }

    /// <summary>Blocks of θ and of the moments, then c and its moments.</summary>
    public override void Save(BinaryWriter to, IReadOnlyList<float[]> states)
    {
        float[] biases = new float[BlockScratch.BiasState];
        for (int s = 0; s < states.Count; s++)
        {
            float[] blocks = new float[_blocks * _rows * Lanes];
            for (int h = 0; h < _width; h++)
                for (int row = 0; row < _rows; row++)
                    blocks[Place(h, row)] = states[s][Index(h, row)];
            to.Write(MemoryMarshal.AsBytes<float>(blocks));
            states[s].AsSpan(Model.Count - _outputs).CopyTo(biases.AsSpan(s * biases.Length / 3));
        }
        to.Write(MemoryMarshal.AsBytes<float>(biases));
    }

    /// <inheritdoc/>
    public override float[][] Load(BinaryReader from)
    {
        float[][] states = new float[1 + Model.Moments][];
        float[] blocks = new float[_blocks * _rows * Lanes], biases = new float[BlockScratch.BiasState];
        for (int s = 0; s < states.Length; s++)
        {
            states[s] = new float[Model.Count];
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(blocks.AsSpan()));
            for (int h = 0; h < _width; h++)
                for (int row = 0; row < _rows; row++)
                    states[s][Index(h, row)] = blocks[Place(h, row)];
        }
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(biases.AsSpan()));
        for (int s = 0; s < states.Length; s++)
            biases.AsSpan(s * biases.Length / 3, _outputs).CopyTo(states[s].AsSpan(Model.Count - _outputs));
        return states;
    }

    private static float[] Flatten(TwoLayerWeights network) => [.. network.Hidden, .. network.HiddenBias, .. network.Output, .. network.OutputBias];

    // Row r of neuron h: its weights, its bias, its weights of the outputs.
    private int Place(int h, int row) => ((h / Lanes) * _rows + row) * Lanes + h % Lanes;

    private int Index(int h, int row) => row < _inputs ? h * _inputs + row : row * _width + h;
}
