using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>The graph of a transformer on a few sequences of a text; each place predicts the token after it.</summary>
internal sealed unsafe class LanguageSlice : MeasuredSlice
{
    private readonly LanguageCorpus _corpus;
    private readonly Indices _tokens, _labels;
    private readonly Tensor _logits;
    private readonly int _length, _testSequences;
    private readonly long _seed;
    private readonly ulong[] _words = new ulong[8];

    /// <summary>A graph for so many sequences.</summary>
    /// <param name="corpus">The text.</param>
    /// <param name="set">θ.</param>
    /// <param name="start">θ_0.</param>
    /// <param name="model">The transformer.</param>
    /// <param name="seed">Which batches.</param>
    /// <param name="sequences">Sequences of the slice.</param>
    /// <param name="testSequences">Sequences held out.</param>
    public LanguageSlice(LanguageCorpus corpus, ParameterSet set, ParameterSet start, TransformerOptions model, long seed, int sequences, int testSequences)
    {
        (_corpus, _length, _seed, _testSequences) = (corpus, model.SequenceLength, seed, testSequences);
        (_tokens, Tensor output) = TransformerModel.Record(Graph, set, model, sequences, _length);
        Tensor atStart = TransformerModel.Record(Graph, start, model, sequences, _length, _tokens, constant: true).Output;
        _logits = Graph.Record(new Add(output, Graph.Record(new Affine(atStart, null, -1)).Output)).Output;
        Loss = Graph.Record(new CrossEntropy(_logits, _labels = Graph.Indices(sequences * _length)));
        Graph.Complete();
    }

    /// <inheritdoc/>
    public override LossOperation Loss { get; }

    /// <inheritdoc/>
    public override SliceData Data => new(null, _tokens, null, _labels);

    /// <summary>Sequence b of step t begins at a uniformly random token.</summary>
    public override void Fill(long step, int first, int count)
    {
        ReadOnlySpan<int> text = _corpus.GetTrainTokens();
        for (int b = 0; b < count; b++)
        {
            int at = first + b, before = at % 4; // random words come in blocks of four
            RandomWords.Fill(_words.AsSpan(0, before + 1), at - before, _seed, 0, RandomPurpose.Batches, step);
            Sequence(text, (int)Math.BigMul(_words[before], (ulong)(text.Length - _length), out _), b);
        }
    }

    /// <summary>Sequence i of n begins at ⌊i (tokens - length)/n⌋.</summary>
    public override void FillTest(int first, int count)
    {
        ReadOnlySpan<int> text = _corpus.GetTestTokens();
        for (int b = 0; b < count; b++)
            Sequence(text, (int)((long)(first + b) * (text.Length - _length) / _testSequences), b);
    }

    /// <inheritdoc/>
    public override int CountCorrect(int rows)
    {
        int right = 0;
        for (int i = 0; i < rows; i++)
            right += Largest(_logits.Values + (long)i * _logits.Columns, _logits.Columns) == _labels.Values[i] ? 1 : 0;
        return right;
    }

    private void Sequence(ReadOnlySpan<int> text, int from, int b)
    {
        text.Slice(from, _length).CopyTo(new Span<int>(_tokens.Values + (long)b * _length, _length));
        text.Slice(from + 1, _length).CopyTo(new Span<int>(_labels.Values + (long)b * _length, _length));
    }
}
