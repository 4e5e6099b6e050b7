using System.Runtime.CompilerServices;
using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>
/// Adam on all weights of an attention-only transformer, on fresh prompts, with cross-entropy at every position that has a label. Gradients are added up in four groups of prompts whatever
/// the number of threads, so the same seed gives the same bits.
/// </summary>
internal sealed unsafe class AttentionTrainer : CompositionTrainer
{
    private const int Groups = 4, RowsAtOnce = 512; // RowsAtOnce: rows of X that pass together, so that they stay in the second cache
    private const float MeanDecay = 0.9f, Epsilon = 1e-8f;

    private readonly CompositionSettings _settings;
    private readonly CompositionTask _task;
    private readonly AttentionShape _shape;
    private readonly WorkerTeam _team;
    private readonly AttentionPass[] _passes;
    private readonly AlignedMemory _weights, _mean, _square;
    private readonly AlignedMemory[] _gradients;
    private readonly PromptBatch _batch;
    private readonly double[][] _losses, _right;
    private readonly double[] _parts;
    private readonly Action<int> _step;
    private float _rate, _scale;

    /// <summary>The model of a run at its start.</summary>
    public AttentionTrainer(CompositionSettings settings, int threads)
    {
        (_settings, _task, _shape) = (settings, settings.Task, settings.Shape);
        _team = new WorkerTeam(Math.Clamp(threads, 1, Groups));
        int together = Math.Max(1, Math.Min(RowsAtOnce / _task.SequenceLength, (settings.BatchSize + Groups - 1) / Groups));
        _passes = [.. Enumerable.Range(0, _team.Size).Select(_ => new AttentionPass(_shape, together))];
        (_weights, _mean, _square) = (Numbers(), Numbers(), Numbers());
        _gradients = [.. Enumerable.Range(0, Groups).Select(_ => Numbers())];
        _batch = new PromptBatch(_task, settings.BatchSize);
        _losses = ReferenceAttention.Matrix(Groups, _shape.Layers);
        _right = ReferenceAttention.Matrix(Groups, _shape.Layers);
        (_parts, _step, BatchAccuracy, BatchLoss) = (new double[_shape.Layers], TrainMember, new double[_shape.Layers], new double[_shape.Layers]);
        AttentionStart.Draw(settings, Weights);

        AlignedMemory Numbers() => new(sizeof(float) * (long)_shape.Total);
    }

    /// <inheritdoc/>
    public override double[] BatchAccuracy { get; }
    /// <inheritdoc/>
    public override double[] BatchLoss { get; }
    /// <summary>All parameters.</summary>
    public Span<float> Weights => _weights.AsFloats()[.._shape.Total];
    /// <summary>The gradient of the last step, of one group of prompts after another.</summary>
    public ReadOnlySpan<float> Gradient(int group) => _gradients[group].AsFloats();
    /// <summary>How many groups there are.</summary>
    public static int GroupCount => Groups;
    /// <inheritdoc/>
    public override long Bytes => _passes.Sum(pass => pass.Bytes) + (3 + Groups) * _weights.Length;

    /// <inheritdoc/>
    public override void TrainStep(ReadOnlySpan<double> parts)
    {
        _batch.Fill(_settings.Seed, RandomPurpose.Batches, Step * _settings.BatchSize);
        parts.CopyTo(_parts);
        long step = Step + 1;
        _rate = (float)(_settings.Schedule.At(Step, _settings.LearningRate, _settings.Steps) / (1 - Math.Pow(MeanDecay, step)));
        _scale = (float)(1 / (1 - Math.Pow(_settings.SquareDecay, step)));
        _team.Run(_step);
        Totals(_batch, BatchLoss, BatchAccuracy);
        Diverged = Array.Exists(BatchLoss, loss => !double.IsFinite(loss));
        Step = step;
    }

    /// <inheritdoc/>
    public override (double Loss, double Accuracy, double StandardError)[] Measure(int prompts)
    {
        PromptBatch test = TestPrompts(_settings, prompts);
        double[][] single = ReferenceAttention.Matrix(_shape.Layers, prompts);
        _team.Run(member =>
        {
            for (int group = member; group < Groups; group += _team.Size)
                Pass(_passes[member], test, group, [], null, single);
        });
        double[] loss = new double[_shape.Layers], accuracy = new double[_shape.Layers];
        Totals(test, loss, accuracy);
        return [.. Enumerable.Range(0, _shape.Layers).Select(level => (loss[level], accuracy[level], StandardError(single[level], accuracy[level])))];
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        to.Write(Step);
        foreach (AlignedMemory numbers in (AlignedMemory[])[_weights, _mean, _square])
            to.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsFloats()));
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        Step = from.ReadInt64();
        foreach (AlignedMemory numbers in (AlignedMemory[])[_weights, _mean, _square])
            from.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsFloats()));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _team.Dispose();
        foreach (IDisposable owned in (IDisposable[])[.. _passes, _weights, _mean, _square, .. _gradients])
            owned.Dispose();
    }

    // Prompts of one group, some at a time: losses and, where a gradient is asked for, its part.
    private void Pass(AttentionPass pass, PromptBatch batch, int group, double[] parts, float* gradient, double[][]? single = null)
    {
        int t = _task.SequenceLength, end = (int)((long)batch.Count * (group + 1) / Groups);
        Array.Clear(_losses[group]);
        Array.Clear(_right[group]);
        for (int p = (int)((long)batch.Count * group / Groups), count; p < end; p += count)
        {
            count = Math.Min(pass.Prompts, end - p);
            ReadOnlySpan<int> tokens = batch.Tokens.Slice(p * t, count * t);
            pass.Forward(_weights.Floats, tokens);
            for (int i = 0; i < count; i++)
                for (int level = 0; level < _shape.Layers; level++)
                {
                    double right = CrossEntropy(pass.Logits + (long)i * t * _shape.Outputs + level * _shape.Tokens, batch.Labels(level).Slice((p + i) * t, batch.Labelled(level)),
                        gradient is null ? 0 : (float)(parts[level] / ((double)batch.Count * batch.Labelled(level))), t, ref _losses[group][level]);
                    _right[group][level] += right;
                    if (single is not null)
                        single[level][p + i] = right / batch.Labelled(level);
                }
            if (gradient is null)
                continue;
            for (long row = 0; row < (long)count * t; row++) // outputs that are padding
                new Span<float>(pass.Logits + row * _shape.Outputs + _shape.Layers * _shape.Tokens, _shape.Outputs - _shape.Layers * _shape.Tokens).Clear();
            pass.Backward(_weights.Floats, tokens, gradient);
        }
    }

    // Of one prompt and hop length: -log softmax(z)_y summed over the labelled positions; z becomes weight (softmax(z) - y), and 0 at positions without a label. Returns how many are right.
    [MethodImpl(Kernel.Method)]
    private double CrossEntropy(float* z, ReadOnlySpan<int> labels, float weight, int positions, ref double loss)
    {
        int n = _shape.Tokens, right = 0;
        double sum = 0;
        for (int at = 0; at < positions; at++, z += _shape.Outputs)
        {
            if (at >= labels.Length)
            {
                new Span<float>(z, n).Clear();
                continue;
            }
            float largest = z[0], total = 0;
            int best = 0;
            for (int v = 1; v < n; v++)
                if (z[v] > largest)
                    (largest, best) = (z[v], v);
            float chosen = z[labels[at]] - largest;
            for (int v = 0; v < n; v++)
                total += z[v] = AttentionPass.Exponential(z[v] - largest);
            sum += Math.Log(total) - chosen;
            right += best == labels[at] ? 1 : 0;
            for (int v = 0; v < n; v++)
                z[v] *= weight / total;
            z[labels[at]] -= weight;
        }
        loss += sum;
        return right;
    }

    // One member's groups of prompts, and then its part of the parameters.
    private void TrainMember(int member)
    {
        for (int group = member; group < Groups; group += _team.Size)
        {
            _gradients[group].Clear();
            Pass(_passes[member], _batch, group, _parts, _gradients[group].Floats);
        }
        _team.Meet();
        int part = (_shape.Total / SingleProduct.Panel + _team.Size - 1) / _team.Size * SingleProduct.Panel, from = Math.Min(_shape.Total, member * part);
        Adam(from, Math.Min(_shape.Total, from + part), _rate, _scale, (float)_settings.SquareDecay);
    }

    private void Totals(PromptBatch batch, double[] loss, double[] accuracy)
    {
        for (int level = 0; level < _shape.Layers; level++)
        {
            double count = (double)batch.Count * batch.Labelled(level);
            (loss[level], accuracy[level]) = (0, 0);
            for (int group = 0; group < Groups; group++)
            {
                loss[level] += _losses[group][level];
                accuracy[level] += _right[group][level];
            }
            loss[level] /= count;
            accuracy[level] /= count;
        }
    }

    // θ -= η m̂/(√v̂ + ε), with m and v the running means of g and g² (Kingma and Ba 2015)
    [MethodImpl(Kernel.Method)]
    private void Adam(int from, int to, float rate, float scale, float decay)
    {
        float* w = _weights.Floats, m = _mean.Floats, v = _square.Floats, g0 = _gradients[0].Floats, g1 = _gradients[1].Floats, g2 = _gradients[2].Floats, g3 = _gradients[3].Floats;
        for (int a = from; a < to; a++)
        {
            float g = g0[a] + g1[a] + (g2[a] + g3[a]);
            m[a] = MeanDecay * m[a] + (1 - MeanDecay) * g;
            v[a] = decay * v[a] + (1 - decay) * g * g;
            w[a] -= rate * m[a] / (MathF.Sqrt(v[a] * scale) + Epsilon);
        }
    }
}
