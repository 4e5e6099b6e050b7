using ScalingTools.Backends;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>Training on sparse parity by a backend: start, batches and checkpoints are those of the managed trainers with the same seed.</summary>
internal sealed unsafe class BackendParityTrainer : ParityTrainer
{
    private readonly TrainingSettings _settings;
    private readonly ParityState _state;
    private readonly IBackendModel _model;
    private readonly ParityTokens _data;
    private readonly BackendBatch _batch;
    private readonly int[] _tokens; // (B, n_s + n_b)
    private readonly float[] _labels, _outputs; // (B), (B, O)
    private long _step;
    private bool _diverged;
    private double _batchLoss, _largestLoss;

    /// <summary>A network at step 0.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="device">Where it is trained.</param>
    /// <param name="threads">Threads, where the processor computes.</param>
    public BackendParityTrainer(TrainingSettings settings, BackendDevice device, int threads)
    {
        _settings = settings;
        _state = ParityState.Of(settings);
        _data = new ParityTokens(settings, settings.SampleCount is { } d ? settings.Task.Take(0, (int)d, settings.DataSeed) : null);
        int count = settings.BatchSize;
        (_tokens, _labels, _outputs) = (new int[BackendBatch.Numbers(count, _data.Length)], new float[count], new float[count * settings.OutputCount]);
        bool classes = settings.Loss == NetworkLoss.CrossEntropy;
        _batch = new() { Count = count, Tokens = _tokens, Targets = classes ? null : _labels, Labels = classes ? new int[count] : null };
        _model = device.Create(_state.Model, threads);
        _model.Write(BackendState.Parameters, _state.Start());
    }

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
    public override long Bytes => _model.Bytes + sizeof(int) * ((long)_tokens.Length + _labels.Length + _outputs.Length);

    /// <inheritdoc/>
    public override void TrainTo(long step, CancellationToken cancellation = default)
    {
        while (_step < step && !_diverged && !cancellation.IsCancellationRequested)
        {
            Fill(_step);
            double loss = _model.Loss(_batch, []);
            if (!double.IsFinite(loss))
            {
                _diverged = true;
                return;
            }
            (_batchLoss, _largestLoss) = (loss, Math.Max(_largestLoss, loss));
            _model.Update(new(_settings.Optimizer, _settings.RateAt(_step), _settings.Momentum, _settings.WeightDecay, _step));
            _step++;
        }
    }

    /// <inheritdoc/>
    public override void Evaluate(PackedBatch batch, InputLayout layout, AlignedMemory function)
    {
        int skills = _settings.SkillCount, length = _data.Length, most = _settings.BatchSize;
        for (int first = 0; first < batch.Count; first += most)
        {
            int count = Math.Min(most, batch.Count - first);
            for (int b = 0; b < count; b++)
            {
                Span<int> tokens = _tokens.AsSpan(b * length, length);
                tokens[..skills].Clear();
                tokens[layout.Unpack(batch.Keys[first + b], new ReadOnlySpan<ulong>(batch.Offsets + (long)(first + b) * batch.WordsPerSample, batch.WordsPerSample), tokens[skills..]) - 1] = 1;
            }
            int outputs = _settings.OutputCount;
            _model.Forward(new() { Count = count, Tokens = _tokens }, _outputs.AsSpan(0, count * outputs));
            for (int b = 0; b < count; b++)
                function.Floats[first + b] = outputs == 1 ? _outputs[b] : _outputs[2 * b + 1] - _outputs[2 * b];
        }
    }

    /// <inheritdoc/>
    public override TwoLayerWeights? Weights() => (_state as TwoLayerState)?.Network(Read(BackendState.Parameters));

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        to.Write(_step);
        to.Write(_diverged);
        to.Write(_batchLoss);
        to.Write(_largestLoss);
        _state.Save(to, [.. States().Select(Read)]);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        _step = from.ReadInt64();
        _diverged = from.ReadBoolean();
        _batchLoss = from.ReadDouble();
        _largestLoss = from.ReadDouble();
        foreach ((BackendState state, float[] numbers) in States().Zip(_state.Load(from)))
            _model.Write(state, numbers);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _model.Dispose();
    }

    private void Fill(long step)
    {
        fixed (int* tokens = _tokens)
        fixed (float* labels = _labels)
            _data.Fill(step, 0, _settings.BatchSize, tokens, labels);
        if (_batch.Labels is { } classes)
            for (int b = 0; b < classes.Length; b++)
                classes[b] = (int)_labels[b];
    }

    // θ and as many moments as the optimiser has.
    private IEnumerable<BackendState> States() => new[] { BackendState.Parameters, BackendState.First, BackendState.Second }.Take(1 + _state.Model.Moments);

    private float[] Read(BackendState state)
    {
        float[] numbers = new float[_state.Model.Count];
        _model.Read(state, numbers);
        return numbers;
    }
}
