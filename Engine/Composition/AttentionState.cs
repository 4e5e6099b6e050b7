using System.Runtime.InteropServices;
using ScalingTools.Backends;
using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>The numbers of an attention-only transformer as a backend has them, array after array, and as <see cref="AttentionTrainer"/> lays them out, padded.</summary>
internal sealed class AttentionState
{
    private readonly (int Start, int Rows, int Stride, int Columns)[] _places; // of each array in the padded layout
    private readonly AttentionShape _shape;

    /// <summary>That of a shape.</summary>
    public AttentionState(AttentionShape shape)
    {
        _shape = shape;
        int d = shape.Width, outputs = shape.Layers * shape.Tokens;
        List<BackendModel.Array> arrays = [new("token", shape.Tokens, d), new("position", shape.Sequence, d)];
        List<(int, int, int, int)> places = [(shape.TokenEmbedding, shape.Tokens, shape.Columns, d), (shape.PositionEmbedding, shape.Sequence, shape.Columns, d)];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            arrays.AddRange([new($"{layer}.keyquery", d, d), new($"{layer}.outputvalue", d, d)]);
            places.AddRange([(shape.KeyQuery(layer), d, shape.Columns, d), (shape.OutputValue(layer), d, shape.Columns, d)]);
        }
        arrays.Add(new("readout", d, outputs));
        places.Add((shape.Readout, d, shape.Outputs, outputs));
        _places = [.. places];
        Model = new() { Network = shape, Arrays = arrays, Loss = NetworkLoss.CrossEntropy, Moments = 2 };
    }

    /// <summary>What a backend is to train.</summary>
    public BackendModel Model { get; }

    /// <summary>Without the padding.</summary>
    public float[] Pack(ReadOnlySpan<float> padded)
    {
        float[] numbers = new float[Model.Count];
        int at = 0;
        foreach ((int start, int rows, int stride, int columns) in _places)
            for (int row = 0; row < rows; row++, at += columns)
                padded.Slice(start + row * stride, columns).CopyTo(numbers.AsSpan(at));
        return numbers;
    }

    /// <summary>With the padding, which is 0.</summary>
    public float[] Unpack(ReadOnlySpan<float> numbers)
    {
        float[] padded = new float[_shape.Total];
        foreach ((int start, int rows, int stride, int columns) in _places)
            for (int row = 0; row < rows; row++, numbers = numbers[columns..])
                numbers[..columns].CopyTo(padded.AsSpan(start + row * stride));
        return padded;
    }

    /// <summary>Writes numbers as <see cref="AttentionTrainer.Save"/> does.</summary>
    public void Save(BinaryWriter to, float[] numbers) => to.Write(MemoryMarshal.AsBytes<float>(Unpack(numbers)));

    /// <summary>Reads numbers that it wrote.</summary>
    public float[] Load(BinaryReader from)
    {
        float[] padded = new float[_shape.Total];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(padded.AsSpan()));
        return Pack(padded);
    }
}
