using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>Training of a transformer on sparse parity (Nam et al. 2024, v3, Fig. 4 and App. K.2). Batch t is that of the two-layer network with the same seed.</summary>
internal sealed unsafe class TransformerTrainer : ParityTrainer
{
    // Places of a slice: what one slice reads and writes, some 80 E bytes a place, should lie in a core's own cache, but products want some rows.
    private const int SliceBytes = 1 << 20, BytesPerPlace = 80, FewestPlaces = 192, MostPlaces = 1024;

    private readonly TrainingSettings _settings;
    private readonly ParameterSet _parameters;
    private readonly SlicedTraining _training;
    private readonly int _slice, _length;
    private long _step;
    private bool _diverged;
    private double _batchLoss, _largestLoss;

    /// <summary>A transformer at step 0.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="threads">Threads; the result does not depend on them.</param>
    public TransformerTrainer(TrainingSettings settings, int threads)
    {
        TransformerOptions model = settings.Transformer!;
        _settings = settings;
        _length = settings.SkillCount + settings.SkillBits;
        _parameters = TransformerModel.Parameters(model);
        TransformerModel.Initialize(_parameters, model, settings.Seed);
        _slice = Math.Clamp(Math.Clamp(SliceBytes / (BytesPerPlace * model.Width), FewestPlaces, MostPlaces) / _length, 1, settings.BatchSize);
        SparseParityBatch? points = settings.SampleCount is { } d ? settings.Task.Take(0, (int)d, settings.DataSeed) : null;
        _training = new SlicedTraining(_parameters, settings.BatchSize, _slice, ParameterUpdate.Moments(settings), threads, () => new ParitySlice(settings, _parameters, points, _slice));
    }

    /// <summary>The parameters, for checks with others' code.</summary>
    public ParameterSet Parameters => _parameters;

    /// <inheritdoc/>
    public override long Step => _step;
    /// <inheritdoc/>
    public override bool Diverged => _diverged;
    /// <inheritdoc/>
    public override double BatchLoss => _batchLoss;
    /// <inheritdoc/>
    public override double LargestBatchLoss => _largestLoss;
    /// <inheritdoc/>
    public override void ForgetLargestBatchLoss() => _largestLoss = 0;
    /// <inheritdoc/>
    public override long Bytes => _training.Bytes + _parameters.Size * sizeof(float);

    /// <inheritdoc/>
    public override void TrainTo(long step, CancellationToken cancellation = default)
    {
        while (_step < step && !_diverged && !cancellation.IsCancellationRequested)
        {
            double loss = _training.Loss(_step);
            if (!double.IsFinite(loss))
            {
                _diverged = true;
                return;
            }
            (_batchLoss, _largestLoss) = (loss, Math.Max(_largestLoss, loss));
            _training.Update(new ParameterUpdate(_settings, _step++));
        }
    }

    /// <inheritdoc/>
    public override void Evaluate(PackedBatch batch, InputLayout layout, AlignedMemory function)
    {
        float* f = function.Floats;
        int slices = (batch.Count + _slice - 1) / _slice, next = -1;
        _training.Run(thread =>
        {
            ParitySlice slice = (ParitySlice)_training.Slice(thread);
            for (int i; (i = Interlocked.Increment(ref next)) < slices;)
            {
                int first = i * _slice, count = Math.Min(_slice, batch.Count - first);
                for (int b = 0; b < count; b++)
                {
                    Span<int> tokens = new(slice.Tokens.Values + (long)b * _length, _length), control = tokens[.._settings.SkillCount];
                    control.Clear();
                    control[layout.Unpack(batch.Keys[first + b], new ReadOnlySpan<ulong>(batch.Offsets + (long)(first + b) * batch.WordsPerSample, batch.WordsPerSample), tokens[_settings.SkillCount..]) - 1] = 1;
                }
                slice.Graph.Forward();
                for (int b = 0; b < count; b++)
                    f[first + b] = _settings.OutputCount == 1 ? slice.Output.Values[b] : slice.Output.Values[2 * b + 1] - slice.Output.Values[2 * b];
            }
        });
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        to.Write(_step);
        to.Write(_diverged);
        to.Write(_batchLoss);
        to.Write(_largestLoss);
        _training.Save(to);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        _step = from.ReadInt64();
        _diverged = from.ReadBoolean();
        _batchLoss = from.ReadDouble();
        _largestLoss = from.ReadDouble();
        _training.Load(from);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _training.Dispose();
        _parameters.Dispose();
    }
}
