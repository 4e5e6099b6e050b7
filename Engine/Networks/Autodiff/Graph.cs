using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>
/// A computation that is recorded once and then done again and again, forwards and backwards (reverse-mode differentiation). All memory is planned when it has been recorded; no step allocates any.
/// </summary>
/// <remarks>
/// Values stay until the next pass. Derivatives live only from the first operation that writes them to the one that made the tensor, and then give their place to others, so that they stay in the
/// caches. What depends on no parameter has none, and nothing is done for it backwards. A graph works on one thread; several of them share a batch (<see cref="SlicedTraining"/>).
/// </remarks>
internal sealed unsafe class Graph : IDisposable
{
    private const int Alignment = 16; // numbers: a cache line

    private readonly List<Operation> _operations = [];
    private readonly List<Tensor> _tensors = [];
    private readonly List<(Tensor Tensor, ParameterSet.Parameter Parameter)> _parameters = [];
    private readonly HashSet<Tensor> _placed = []; // parameters and constants, whose memory is elsewhere
    private readonly HashSet<Tensor> _made = []; // by operations
    private readonly List<IDisposable> _owned = [];
    private readonly WorkCrew _crew = new(1);
    private AlignedMemory? _values, _gradients;

    /// <summary>A graph without operations.</summary>
    public Graph() => Product = new MatrixProduct(_crew);

    /// <summary>What multiplies matrices.</summary>
    public MatrixProduct Product { get; }
    /// <summary>Bytes held for values and derivatives.</summary>
    public long Bytes => (_values?.Length ?? 0) + (_gradients?.Length ?? 0);

    /// <summary>Values that somebody fills in before a pass.</summary>
    public Tensor Input(params int[] shape) => Track(new Tensor(shape, false));

    /// <summary>Whole numbers that somebody fills in before a pass.</summary>
    public Indices Indices(int count)
    {
        Indices indices = new(count);
        _owned.Add(indices);
        return indices;
    }

    /// <summary>The parameters of a name, which lie in their set.</summary>
    public Tensor Parameter(ParameterSet set, string name)
    {
        ParameterSet.Parameter parameter = set[name];
        Tensor tensor = Track(new Tensor(parameter.Shape, true) { IsParameter = true });
        tensor.Place(set.Values + parameter.Offset, null);
        _placed.Add(tensor);
        _parameters.Add((tensor, parameter));
        return tensor;
    }

    /// <summary>Numbers of a name, which lie in their set and do not vary: those of a network that is not trained.</summary>
    public Tensor Constant(ParameterSet set, string name)
    {
        ParameterSet.Parameter parameter = set[name];
        Tensor tensor = Track(new Tensor(parameter.Shape, false));
        tensor.Place(set.Values + parameter.Offset, null);
        _placed.Add(tensor);
        return tensor;
    }

    /// <summary>Records an operation.</summary>
    public T Record<T>(T operation) where T : Operation
    {
        if (_values is not null)
            throw new InvalidOperationException("The graph is complete.");
        foreach (Tensor tensor in operation.Inputs.Append(operation.Output))
            Track(tensor);
        bool varies = operation.Inputs.Any(input => input.Varies);
        operation.Output.SetVaries(_made.Add(operation.Output.Storage) ? varies : varies || operation.Output.Varies);
        _operations.Add(operation);
        return operation;
    }

    /// <summary>Ends the recording and gives every tensor its place.</summary>
    public void Complete()
    {
        long values = 0;
        List<(Tensor Tensor, long At)> places = [];
        foreach (Tensor tensor in _tensors.Select(t => t.Storage).Distinct().Where(t => !_placed.Contains(t)))
        {
            places.Add((tensor, values));
            values += Rounded(tensor.Size);
        }
        (Dictionary<Tensor, long> gradientAt, long gradients) = PlanGradients();
        _values = new AlignedMemory(values * sizeof(float));
        _gradients = new AlignedMemory(gradients * sizeof(float));
        foreach ((Tensor tensor, long at) in places)
            tensor.Place(_values.Floats + at, gradientAt.TryGetValue(tensor, out long gradient) ? _gradients.Floats + gradient : null);
    }

    /// <summary>Where the derivatives by parameters go.</summary>
    /// <param name="gradients">In the layout of their set.</param>
    public void PlaceGradients(float* gradients)
    {
        foreach ((Tensor tensor, ParameterSet.Parameter parameter) in _parameters)
            tensor.PlaceGradient(gradients + parameter.Offset);
    }

    /// <summary>All values.</summary>
    public void Forward()
    {
        foreach (Operation operation in _operations)
            operation.Forward();
    }

    /// <summary>All derivatives, after <see cref="Forward"/>.</summary>
    /// <param name="add">Whether those by parameters are added to what is there.</param>
    public void Backward(bool add)
    {
        foreach (Tensor tensor in _tensors)
            tensor.BeginGradient(add && tensor.Storage.IsParameter);
        for (int i = _operations.Count - 1; i >= 0; i--)
            if (_operations[i] is LossOperation || _operations[i].Output.Varies)
                _operations[i].Backward();
    }

    private Tensor Track(Tensor tensor)
    {
        if (!_tensors.Contains(tensor))
            _tensors.Add(tensor);
        return tensor;
    }

    // Backwards in time: a tensor's derivatives need a place from its last reader on and are done with after its maker. First fit.
    private (Dictionary<Tensor, long>, long) PlanGradients()
    {
        Dictionary<Tensor, long> at = [];
        Dictionary<Tensor, int> maker = [];
        for (int i = 0; i < _operations.Count; i++)
            maker.TryAdd(_operations[i].Output.Storage, i);
        List<(long From, long To)> taken = [];
        long size = 0;
        for (int i = _operations.Count - 1; i >= 0; i--)
        {
            foreach (Tensor tensor in _operations[i].Inputs.Select(t => t.Storage).Where(t => t.Varies && !t.IsParameter && !at.ContainsKey(t)))
            {
                long from = 0, length = Rounded(tensor.Size);
                foreach ((long start, long end) in taken.Order())
                {
                    if (start - from >= length)
                        break;
                    from = end;
                }
                taken.Add((from, from + length));
                at[tensor] = from;
                size = Math.Max(size, from + length);
            }
            Tensor output = _operations[i].Output.Storage;
            if (maker[output] == i && at.TryGetValue(output, out long place))
                taken.Remove((place, place + Rounded(output.Size)));
        }
        return (at, size);
    }

    private static long Rounded(long size) => (size + Alignment - 1) / Alignment * Alignment;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
            owned.Dispose();
        Product.Dispose();
        _crew.Dispose();
        _values?.Dispose();
        _gradients?.Dispose();
    }
}
