using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>The parameters of a model side by side, each beginning at a multiple of sixteen; what lies between is 0 and stays so.</summary>
internal sealed unsafe class ParameterSet : IDisposable
{
    private readonly List<Parameter> _parameters = [];
    private AlignedMemory? _values;

    /// <summary>An array of parameters.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Shape">Its dimensions.</param>
    /// <param name="Offset">Where it begins.</param>
    public sealed record Parameter(string Name, int[] Shape, long Offset)
    {
        /// <summary>Numbers.</summary>
        public long Length => Shape.Aggregate(1L, (a, b) => a * b);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;
    /// <summary>Numbers with what lies between.</summary>
    public long Size { get; private set; }
    /// <summary>Numbers.</summary>
    public long Count => _parameters.Sum(p => p.Length);
    /// <summary>The values.</summary>
    public float* Values => (_values ??= new AlignedMemory(Size * sizeof(float))).Floats;

    /// <summary>Adds an array, before values are asked for.</summary>
    public Parameter Add(string name, params int[] shape)
    {
        if (_values is not null)
            throw new InvalidOperationException("The values have their place already.");
        Parameter parameter = new(name, shape, Size);
        _parameters.Add(parameter);
        Size += (parameter.Length + 15) / 16 * 16;
        return parameter;
    }

    /// <summary>The array of a name.</summary>
    public Parameter this[string name] => _parameters.First(p => p.Name == name);

    /// <summary>Draws all values ~ N(0, 1), each array from a random stream of its own.</summary>
    public void DrawGaussian(long seed)
    {
        foreach ((int i, Parameter parameter) in _parameters.Index())
        {
            RandomStream stream = new(seed, purpose: RandomPurpose.Initialization, index: i + 1);
            foreach (ref float value in Of(parameter))
                value = (float)stream.NextGaussian();
        }
    }

    /// <summary>The values of one.</summary>
    public Span<float> Of(Parameter parameter) => new(Values + parameter.Offset, checked((int)parameter.Length));

    /// <summary>All values with what lies between.</summary>
    public Span<float> All => new(Values, checked((int)Size));

    /// <summary>The values array after array, without what lies between.</summary>
    public float[] Packed()
    {
        float[] numbers = new float[Count];
        int at = 0;
        foreach (Parameter parameter in _parameters)
        {
            Of(parameter).CopyTo(numbers.AsSpan(at));
            at += (int)parameter.Length;
        }
        return numbers;
    }

    /// <summary>Takes values as <see cref="Packed"/> gives them.</summary>
    public void Unpack(ReadOnlySpan<float> numbers)
    {
        foreach (Parameter parameter in _parameters)
        {
            numbers[..(int)parameter.Length].CopyTo(Of(parameter));
            numbers = numbers[(int)parameter.Length..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _values?.Dispose();
}
