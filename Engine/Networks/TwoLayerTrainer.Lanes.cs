using System.Runtime.CompilerServices;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>
/// The training loop. Neurons are held in blocks of sixteen and divided among the threads, which meet once a step: after the forward pass,
/// whose sums over neurons are kept per chunk of blocks and added in a fixed order, so that the number of threads does not change a bit.
/// </summary>
/// <remarks>
/// Step t of a thread: place its part of batch t+1, draw its part of batch t+2, forward through its blocks, meet, errors of the whole batch,
/// backward through its blocks, each of which is updated at once. The output bias is updated by every thread for itself. Nothing is allocated.
/// </remarks>
internal sealed unsafe class TwoLayerTrainer<T> : TwoLayerTrainer
    where T : struct, ILanes<T>
{
    private const int BlockSize = InputLayout.BlockSize, RowBytes = InputLayout.RowBytes, BlocksPerChunk = 8;

    private readonly TrainingSettings _settings;
    private readonly InputLayout _layout;
    private readonly TrainingBatches _batches;
    private readonly WorkerTeam _team;
    private readonly BlockScratch[] _scratch;
    private readonly int _blocks, _chunks, _inputs, _rows, _padded;
    private readonly AlignedMemory _weights;      // (blocks, n_s + n_b + 1 + O, 16)
    private readonly AlignedMemory[] _moments;    // m, v, of the same shape
    private readonly AlignedMemory _masks;        // (blocks, padded)
    private readonly AlignedMemory _function;     // f by chunk, of even and of odd steps. Shape (2, chunks, padded)
    private long _step, _prepared = -1, _end;
    private bool _diverged;
    private double _batchLoss, _largestLoss;

    public TwoLayerTrainer(TrainingSettings settings, TwoLayerWeights start, int threads)
    {
        _settings = settings;
        _layout = new InputLayout(settings.SkillCount, settings.SkillBits, settings.BatchSize);
        _blocks = (settings.Width + BlockSize - 1) / BlockSize;
        _chunks = (_blocks + BlocksPerChunk - 1) / BlocksPerChunk;
        _inputs = settings.SkillCount + settings.SkillBits + 1;
        _rows = _inputs + settings.OutputCount;
        int size = Math.Clamp(threads, 1, _chunks);
        _team = new WorkerTeam(size);
        _batches = new TrainingBatches(settings, _layout, size);
        _padded = _batches.Batch(0).Padded;
        long bytes = (long)_blocks * _rows * RowBytes;
        _weights = new AlignedMemory(bytes);
        _moments = [.. Enumerable.Range(0, ParameterUpdate.Moments(settings)).Select(_ => new AlignedMemory(bytes))];
        _masks = new AlignedMemory((long)_blocks * _padded * sizeof(ushort));
        _function = new AlignedMemory(2L * _chunks * _padded * sizeof(float));
        _scratch = [.. Enumerable.Range(0, size).Select(_ => new BlockScratch(_layout, _rows, _padded))];
        SetWeights(start);
    }

    public override long Step => _step;
    public override bool Diverged => _diverged;
    public override double BatchLoss => _batchLoss;
    public override double LargestBatchLoss => _largestLoss;
    public override void ForgetLargestBatchLoss() => _largestLoss = 0;
    public override long Bytes => _batches.Bytes + _weights.Length + _moments.Sum(m => m.Length) + _masks.Length + _function.Length + _scratch.Sum(s => s.Bytes);

    public override void TrainTo(long step, CancellationToken cancellation = default)
    {
        if (_diverged || step <= _step)
            return;
        if (_prepared != _step)
            Prepare();
        _end = step;
        long from = _step;
        _team.Run(member => Train(member, from, cancellation));
        _step = _prepared = _end;
    }

    // The loop of Train finds batch t placed and batch t+1 drawn.
    private void Prepare()
    {
        for (int part = 0; part < _team.Size; part++)
            _batches.Draw(_step, part);
        for (int part = 0; part < _team.Size; part++)
        {
            _batches.Place(_step, part);
            _batches.Draw(_step + 1, part);
        }
    }

    [MethodImpl(Kernel.Method)]
    private void Train(int member, long from, CancellationToken cancellation)
    {
        BlockScratch scratch = _scratch[member];
        int firstChunk = member * _chunks / _team.Size, lastChunk = (member + 1) * _chunks / _team.Size;
        for (long t = from; t < Volatile.Read(ref _end); t++)
        {
            _batches.Place(t + 1, member);
            _batches.Draw(t + 2, member);
            PackedBatch batch = _batches.Batch(t);
            // Another thread may still read the sums of the step before.
            float* function = _function.Floats + (t & 1) * _chunks * (long)_padded;
            for (int chunk = firstChunk; chunk < lastChunk; chunk++)
                Forward(scratch, batch, chunk, function + (long)chunk * _padded);

            // The others may have begun the next step before they hear of it, so that one is made by all.
            if (member == 0 && cancellation.IsCancellationRequested)
                Volatile.Write(ref _end, Math.Min(_end, t + 2));
            _team.Meet();

            (double loss, double errorSum) = BatchErrors.Compute(_settings.Loss, batch, _batches.Padding, function, _chunks, FunctionBias(scratch), scratch.Errors);
            if (member == 0)
                (_batchLoss, _largestLoss) = (loss, Math.Max(loss, _largestLoss));
            if (!float.IsFinite((float)loss)) // in single precision, as the weights are; the same for every thread
            {
                if (member == 0)
                {
                    _diverged = true;
                    Volatile.Write(ref _end, t);
                }
                return;
            }
            ParameterUpdate update = new(_settings, t);
            for (int block = firstChunk * BlocksPerChunk; block < Math.Min(_blocks, lastChunk * BlocksPerChunk); block++)
                Backward(scratch, batch, block, update);
            scratch.UpdateBias(update, (float)errorSum, _settings.OutputCount);
        }
    }

    private void Forward(BlockScratch scratch, PackedBatch batch, int chunk, float* function)
    {
        new Span<float>(function, _padded).Clear();
        for (int block = chunk * BlocksPerChunk; block < Math.Min(_blocks, (chunk + 1) * BlocksPerChunk); block++)
        {
            BlockTables<T>.Build(_layout, Block(_weights, block), scratch.Rows, scratch.Tables);
            BlockKernel<T>.Forward<BlockKernel<T>.KeepMasks>(batch, 0, _padded, scratch.Rows, scratch.Tables, _layout.TableStride, FunctionWeights(scratch, block), Masks(block), function);
        }
    }

    private void Backward(BlockScratch scratch, PackedBatch batch, int block, ParameterUpdate update)
    {
        byte* weights = Block(_weights, block);
        BlockKernel<T>.Backward(batch, scratch.RowSums, scratch.TableSums, _layout.TableStride, Masks(block), scratch.Errors);
        BlockTables<T>.Gradients(_layout, weights, FunctionWeights(scratch, block), scratch.RowSums, scratch.TableSums, scratch.Gradients);
        if (_settings.OutputCount == 2) // f = f_1 - f_0
        {
            byte* output = scratch.Gradients + _inputs * RowBytes;
            T gradient = T.Load(output);
            T.Store(T.Multiply(gradient, T.Broadcast(-1)), output);
            T.Store(gradient, output + RowBytes);
        }
        update.Apply((float*)weights, (float*)scratch.Gradients, Moment(0, block), Moment(1, block), _rows * BlockSize);
    }

    // w, or w_1 - w_0 in a row behind the gradients.
    private byte* FunctionWeights(BlockScratch scratch, int block)
    {
        byte* output = Block(_weights, block) + _inputs * RowBytes;
        if (_settings.OutputCount == 1)
            return output;
        byte* difference = scratch.Gradients + _rows * RowBytes;
        T.Store(T.Add(T.Multiply(T.Load(output), T.Broadcast(-1)), T.Load(output + RowBytes)), difference);
        return difference;
    }

    private float FunctionBias(BlockScratch scratch) => _settings.OutputCount == 1 ? scratch.Bias[0] : scratch.Bias[1] - scratch.Bias[0];

    private byte* Block(AlignedMemory memory, int block) => memory.Start + (long)block * _rows * RowBytes;

    private float* Moment(int i, int block) => i < _moments.Length ? (float*)Block(_moments[i], block) : null;

    private ushort* Masks(int block) => (ushort*)_masks.Start + (long)block * _padded;

    public override InputLayout TestLayout(int count) => new(_settings.SkillCount, _settings.SkillBits, count);

    public override void Evaluate(PackedBatch batch, InputLayout layout, AlignedMemory function)
    {
        float* f = function.Floats;
        float bias = FunctionBias(_scratch[0]);
        _team.Run(member =>
        {
            int groups = batch.Padded / 8, first = (int)((long)groups * member / _team.Size) * 8, last = (int)((long)groups * (member + 1) / _team.Size) * 8;
            using BlockScratch scratch = new(layout, _rows, 0);
            new Span<float>(f + first, last - first).Fill(bias);
            for (int block = 0; block < _blocks; block++)
            {
                BlockTables<T>.Build(layout, Block(_weights, block), scratch.Rows, scratch.Tables);
                BlockKernel<T>.Forward<BlockKernel<T>.NoMasks>(batch, first, last, scratch.Rows, scratch.Tables, layout.TableStride, FunctionWeights(scratch, block), null, f);
            }
        });
    }

    public override TwoLayerWeights Weights()
    {
        TwoLayerWeights network = new(_settings.Width, _settings.SkillCount, _settings.SkillBits, _settings.OutputCount);
        for (int h = 0; h < _settings.Width; h++)
        {
            float* column = Column(h);
            for (int r = 0; r < _inputs - 1; r++)
                network.Hidden[(long)h * (_inputs - 1) + r] = column[r * BlockSize];
            network.HiddenBias[h] = column[(_inputs - 1) * BlockSize];
            for (int o = 0; o < _settings.OutputCount; o++)
                network.Output[o * _settings.Width + h] = column[(_inputs + o) * BlockSize];
        }
        new ReadOnlySpan<float>(_scratch[0].Bias, _settings.OutputCount).CopyTo(network.OutputBias);
        return network;
    }

    private void SetWeights(TwoLayerWeights network)
    {
        for (int h = 0; h < _settings.Width; h++)
        {
            float* column = Column(h);
            for (int r = 0; r < _inputs - 1; r++)
                column[r * BlockSize] = network.Hidden[(long)h * (_inputs - 1) + r];
            column[(_inputs - 1) * BlockSize] = network.HiddenBias[h];
            for (int o = 0; o < _settings.OutputCount; o++)
                column[(_inputs + o) * BlockSize] = network.Output[o * _settings.Width + h];
        }
        foreach (BlockScratch scratch in _scratch)
            network.OutputBias.CopyTo(new Span<float>(scratch.Bias, _settings.OutputCount));
    }

    // Parameters of neuron h, one every sixteen numbers.
    private float* Column(int h) => (float*)Block(_weights, h / BlockSize) + h % BlockSize;

    public override void Save(BinaryWriter to)
    {
        to.Write(_step);
        to.Write(_diverged);
        to.Write(_batchLoss);
        to.Write(_largestLoss);
        foreach (AlignedMemory memory in (AlignedMemory[])[_weights, .. _moments])
            to.Write(new ReadOnlySpan<byte>(memory.Start, checked((int)memory.Length)));
        to.Write(new ReadOnlySpan<byte>(_scratch[0].Bias, BlockScratch.BiasState * sizeof(float)));
    }

    public override void Load(BinaryReader from)
    {
        _step = from.ReadInt64();
        _diverged = from.ReadBoolean();
        _batchLoss = from.ReadDouble();
        _largestLoss = from.ReadDouble();
        foreach (AlignedMemory memory in (AlignedMemory[])[_weights, .. _moments])
            from.BaseStream.ReadExactly(new Span<byte>(memory.Start, checked((int)memory.Length)));
        Span<byte> bias = new(_scratch[0].Bias, BlockScratch.BiasState * sizeof(float));
        from.BaseStream.ReadExactly(bias);
        foreach (BlockScratch other in _scratch.AsSpan(1))
            bias.CopyTo(new Span<byte>(other.Bias, bias.Length));
        _prepared = -1;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _team.Dispose();
        _batches.Dispose();
        foreach (IDisposable owned in (IDisposable[])[_weights, .. _moments, _masks, _function, .. _scratch])
            owned.Dispose();
    }
}
