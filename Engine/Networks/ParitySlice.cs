using ScalingTools.Networks.Autodiff;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>The graph of a transformer on a few samples of sparse parity.</summary>
internal sealed unsafe class ParitySlice : GraphSlice
{
    private readonly ParityTokens _data;
    private readonly Tensor _targets; // what squared errors read
    private readonly Indices? _labels; // what cross-entropies read

    /// <summary>A graph for so many samples.</summary>
    public ParitySlice(TrainingSettings settings, ParameterSet parameters, SparseParityBatch? points, int samples)
    {
        _data = new ParityTokens(settings, points);
        (Tokens, Output) = TransformerModel.Record(Graph, parameters, settings.Transformer!, samples, _data.Length);
        _targets = Graph.Input(samples);
        if (settings.Loss == NetworkLoss.CrossEntropy)
            Loss = Graph.Record(new CrossEntropy(Output, _labels = Graph.Indices(samples)));
        else
            Loss = Graph.Record(new SquaredError(Output, _targets, settings.Loss == NetworkLoss.HalfSquaredError ? 0.5 : 1));
        Graph.Complete();
    }

    /// <summary>Shape (samples, n_s + n_b).</summary>
    public Indices Tokens { get; }

    /// <summary>f, or two logits. Shape (samples, outputs).</summary>
    public Tensor Output { get; }

    /// <inheritdoc/>
    public override LossOperation Loss { get; }

    /// <inheritdoc/>
    public override void Fill(long step, int first, int count)
    {
        _data.Fill(step, first, count, Tokens.Values, _targets.Values);
        if (_labels is not null)
            for (int b = 0; b < count; b++)
                _labels.Values[b] = (int)_targets.Values[b];
    }
}
