using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>
/// Training on batches that are cut into slices, small enough for a core's own cache. Slices belong to lanes, whose derivatives are added up by themselves and then in the order of the lanes: the cut depends on the
/// sizes alone, so that results are the same bits on any number of threads.
/// </summary>
internal sealed unsafe class SlicedTraining : IDisposable
{
    private const int MostLanes = 16, Block = 4096; // numbers that one thread updates at a time

    private readonly ParameterSet _parameters;
    private readonly int _batch, _slice, _slices, _lanes, _moments;
    private readonly WorkCrew _crew;
    private readonly GraphSlice[] _graphs; // of the threads
    private readonly AlignedMemory[] _gradients; // of the lanes
    private readonly AlignedMemory? _first, _second, _lost; // m and v; what rounding took from the parameters
    private readonly double[] _losses; // of the slices
    private readonly Action<int> _passes, _updates;
    private ParameterUpdate _update;
    private long _step;
    private int _next;

    /// <summary>Training of a model.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="batch">B, samples of a batch.</param>
    /// <param name="slice">Samples of a slice.</param>
    /// <param name="moments">Numbers that the optimiser keeps for each parameter: 0, 1 or 2.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="make">Makes the graph of a slice.</param>
    /// <param name="compensated">Whether steps far below the last digit of a parameter add up, as those of lazy networks must; not kept by <see cref="Save"/>.</param>
    public SlicedTraining(ParameterSet parameters, int batch, int slice, int moments, int threads, Func<GraphSlice> make, bool compensated = false)
    {
        (_parameters, _batch, _slice, _moments) = (parameters, batch, slice, moments);
        _slices = (batch + slice - 1) / slice;
        _lanes = Math.Min(_slices, MostLanes);
        _crew = new WorkCrew(Math.Min(threads, _lanes));
        _graphs = [.. Enumerable.Range(0, _crew.Size).Select(_ => make())];
        _gradients = [.. Enumerable.Range(0, _lanes).Select(_ => new AlignedMemory(parameters.Size * sizeof(float)))];
        _first = moments > 0 ? new AlignedMemory(parameters.Size * sizeof(float)) : null;
        _second = moments > 1 ? new AlignedMemory(parameters.Size * sizeof(float)) : null;
        _lost = compensated ? new AlignedMemory(parameters.Size * sizeof(float)) : null;
        _losses = new double[_slices];
        (_passes, _updates) = (Passes, Updates);
    }

    /// <summary>Bytes held besides the parameters.</summary>
    public long Bytes => _graphs.Sum(g => g.Graph.Bytes) + _gradients.Sum(g => g.Length) + (_first?.Length ?? 0) + (_second?.Length ?? 0) + (_lost?.Length ?? 0);

    /// <summary>∂L/∂θ after <see cref="Loss"/> and before <see cref="Update"/>, in the layout of the parameters.</summary>
    public float[] Gradient()
    {
        float[] sum = new float[_parameters.Size];
        foreach (AlignedMemory lane in _gradients)
            for (int i = 0; i < sum.Length; i++)
                sum[i] += lane.Floats[i];
        return sum;
    }

    /// <summary>The loss of the batch of a step, a mean over all rows that are judged, and its derivatives.</summary>
    public double Loss(long step)
    {
        (_step, _next) = (step, -1);
        _crew.Run(_passes);
        double sum = 0;
        foreach (double loss in _losses)
            sum += loss;
        return sum / ((double)_batch * RowsPerSample);
    }

    /// <summary>Makes the step of the optimiser.</summary>
    public void Update(ParameterUpdate update)
    {
        (_update, _next) = (update, -1);
        _crew.Run(_updates);
    }

    /// <summary>Calls work with every thread's graph and number; for what else is to be computed with the parameters.</summary>
    public void Run(Action<int> work) => _crew.Run(work);

    /// <summary>The graph of a thread.</summary>
    public GraphSlice Slice(int thread) => _graphs[thread];

    /// <summary>Writes the parameters and what the optimiser keeps.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(_moments);
        to.Write(_parameters.Size);
        foreach (nint numbers in Kept())
            to.Write(new ReadOnlySpan<byte>((void*)numbers, checked((int)(_parameters.Size * sizeof(float)))));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader from)
    {
        if (from.ReadInt32() != _moments || from.ReadInt64() != _parameters.Size)
            throw new InvalidDataException("The state is of another model.");
        foreach (nint numbers in Kept())
            from.BaseStream.ReadExactly(new Span<byte>((void*)numbers, checked((int)(_parameters.Size * sizeof(float)))));
    }

    private IEnumerable<nint> Kept() => new[] { (nint)_parameters.Values, (nint)(_first is null ? null : _first.Floats), (nint)(_second is null ? null : _second.Floats) }.Take(1 + _moments);

    /// <summary>Rows that are judged of each sample.</summary>
    public int RowsPerSample => _graphs[0].Loss.Inputs[0].Rows / _slice;

    private void Passes(int thread)
    {
        GraphSlice slice = _graphs[thread];
        for (int lane; (lane = Interlocked.Increment(ref _next)) < _lanes;)
        {
            slice.Graph.PlaceGradients(_gradients[lane].Floats);
            int from = (int)((long)_slices * lane / _lanes), to = (int)((long)_slices * (lane + 1) / _lanes);
            for (int i = from; i < to; i++)
            {
                int first = i * _slice, count = Math.Min(_slice, _batch - first);
                slice.Fill(_step, first, count);
                slice.Loss.Count = RowsPerSample * count;
                slice.Loss.Scale = (float)(1 / ((double)_batch * RowsPerSample));
                slice.Graph.Forward();
                _losses[i] = slice.Loss.Value;
                slice.Graph.Backward(add: i > from);
            }
        }
    }

    private void Updates(int thread)
    {
        long blocks = (_parameters.Size + Block - 1) / Block;
        for (int block; (block = Interlocked.Increment(ref _next)) < blocks;)
        {
            long at = (long)block * Block;
            int count = (int)Math.Min(Block, _parameters.Size - at);
            float* gradient = _gradients[0].Floats + at;
            for (int lane = 1; lane < _lanes; lane++)
                Sum(gradient, _gradients[lane].Floats + at, count);
            _update.Apply(_parameters.Values + at, gradient, _first is null ? null : _first.Floats + at, _second is null ? null : _second.Floats + at, count, _lost is null ? null : _lost.Floats + at);
        }
    }

    [MethodImpl(Kernel.Method)]
    private static void Sum(float* to, float* from, int count)
    {
        for (int i = 0; i < count; i += 16)
        {
            (Vector256.Load(to + i) + Vector256.Load(from + i)).Store(to + i);
            (Vector256.Load(to + i + 8) + Vector256.Load(from + i + 8)).Store(to + i + 8);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _crew.Dispose();
        foreach (GraphSlice slice in _graphs)
            slice.Dispose();
        foreach (AlignedMemory lane in _gradients)
            lane.Dispose();
        _first?.Dispose();
        _second?.Dispose();
        _lost?.Dispose();
    }
}
