using ScalingTools.Backends;
using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>Adam on all weights of an attention-only transformer by a backend: start, prompts and checkpoints are those of <see cref="AttentionTrainer"/> with the same seed.</summary>
/// <remarks>A row of the output is one hop length at one position; w = part/(prompts · labelled positions), 0 where there is no label.</remarks>
internal sealed class BackendAttentionTrainer : CompositionTrainer
{
    private static readonly BackendState[] Kept = [BackendState.Parameters, BackendState.First, BackendState.Second];

    private readonly CompositionSettings _settings;
    private readonly AttentionShape _shape;
    private readonly AttentionState _state;
    private readonly IBackendModel _model;
    private readonly PromptBatch _prompts;
    private readonly BackendBatch _batch;
    private readonly float[] _logits; // (B, T, L, N)

    /// <summary>The model of a run at its start.</summary>
    public BackendAttentionTrainer(CompositionSettings settings, BackendDevice device, int threads)
    {
        (_settings, _shape, _state) = (settings, settings.Shape, new AttentionState(settings.Shape));
        int places = BackendBatch.Numbers(settings.BatchSize, _shape.Sequence), rows = BackendBatch.Numbers(places, _shape.Layers);
        _prompts = new PromptBatch(settings.Task, settings.BatchSize);
        _batch = new() { Count = settings.BatchSize, Tokens = new int[places], Labels = new int[rows], Weights = new float[rows] };
        _logits = new float[BackendBatch.Numbers(rows, _shape.Tokens)];
        (BatchAccuracy, BatchLoss) = (new double[_shape.Layers], new double[_shape.Layers]);
        float[] start = new float[_shape.Total];
        AttentionStart.Draw(settings, start);
        _model = device.Create(_state.Model, threads);
        _model.Write(BackendState.Parameters, _state.Pack(start));
    }

    /// <inheritdoc/>
    public override double[] BatchAccuracy { get; }
    /// <inheritdoc/>
    public override double[] BatchLoss { get; }
    /// <inheritdoc/>
    public override long Bytes => _model.Bytes + sizeof(float) * ((long)_logits.Length + _batch.Tokens!.Length + 2 * _batch.Labels!.Length);

    /// <inheritdoc/>
    public override void TrainStep(ReadOnlySpan<double> parts)
    {
        _prompts.Fill(_settings.Seed, RandomPurpose.Batches, Step * _settings.BatchSize);
        _prompts.Tokens.CopyTo(_batch.Tokens);
        for (int level = 0; level < _shape.Layers; level++)
        {
            int labelled = _prompts.Labelled(level);
            float weight = (float)(parts[level] / ((double)_prompts.Count * labelled));
            ReadOnlySpan<int> labels = _prompts.Labels(level);
            for (int place = 0; place < labels.Length; place++)
            {
                bool label = place % _shape.Sequence < labelled;
                (_batch.Labels![place * _shape.Layers + level], _batch.Weights![place * _shape.Layers + level]) = label ? (labels[place], weight) : (0, 0f);
            }
        }
        _model.Loss(_batch, _logits);
        double[][] loss = Single(), right = Single();
        Judge(_prompts, 0, _prompts.Count, loss, right);
        for (int level = 0; level < _shape.Layers; level++)
            (BatchLoss[level], BatchAccuracy[level]) = (loss[level].Average(), right[level].Average());
        double rate = _settings.Schedule.At(Step, _settings.LearningRate, _settings.Steps);
        _model.Update(new(NetworkOptimizer.Adam, rate, 0, 0, Step, _settings.SquareDecay));
        Diverged = Array.Exists(BatchLoss, l => !double.IsFinite(l));
        Step++;

        double[][] Single() => ReferenceAttention.Matrix(_shape.Layers, _prompts.Count);
    }

    /// <inheritdoc/>
    public override (double Loss, double Accuracy, double StandardError)[] Measure(int prompts)
    {
        PromptBatch test = TestPrompts(_settings, prompts);
        int t = _shape.Sequence, numbers = t * _shape.Layers * _shape.Tokens;
        double[][] loss = ReferenceAttention.Matrix(_shape.Layers, prompts), right = ReferenceAttention.Matrix(_shape.Layers, prompts);
        for (int first = 0; first < prompts; first += _settings.BatchSize)
        {
            int count = Math.Min(_settings.BatchSize, prompts - first);
            _model.Forward(new() { Count = count, Tokens = test.Tokens.Slice(first * t, count * t).ToArray() }, _logits.AsSpan(0, count * numbers));
            Judge(test, first, count, loss, right);
        }
        return [.. Enumerable.Range(0, _shape.Layers).Select(level => (loss[level].Average(), right[level].Average(), StandardError(right[level], right[level].Average())))];
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        to.Write(Step);
        foreach (BackendState kept in Kept)
        {
            float[] numbers = new float[_state.Model.Count];
            _model.Read(kept, numbers);
            _state.Save(to, numbers);
        }
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        Step = from.ReadInt64();
        foreach (BackendState kept in Kept)
            _model.Write(kept, _state.Load(from));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _model.Dispose();
    }

    // Mean cross-entropy, and part that is right, of each hop length and prompt, from logits that begin with those of the first prompt.
    private void Judge(PromptBatch batch, int first, int count, double[][] loss, double[][] right)
    {
        int t = _shape.Sequence, n = _shape.Tokens, layers = _shape.Layers;
        for (int p = 0; p < count; p++)
            for (int level = 0; level < layers; level++)
            {
                int labelled = batch.Labelled(level);
                ReadOnlySpan<int> labels = batch.Labels(level).Slice((first + p) * t, labelled);
                double sum = 0, hits = 0;
                for (int place = 0; place < labelled; place++)
                {
                    ReadOnlySpan<float> z = _logits.AsSpan(((p * t + place) * layers + level) * n, n);
                    int best = 0;
                    for (int v = 1; v < n; v++)
                        best = z[v] > z[best] ? v : best;
                    double total = 0;
                    foreach (float value in z)
                        total += Math.Exp(value - z[best]);
                    sum += Math.Log(total) + z[best] - z[labels[place]]; // -log softmax(z)_y
                    hits += best == labels[place] ? 1 : 0;
                }
                (loss[level][first + p], right[level][first + p]) = (sum / labelled, hits / labelled);
            }
    }
}
