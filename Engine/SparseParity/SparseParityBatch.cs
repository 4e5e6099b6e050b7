namespace ScalingTools.SparseParity;

/// <summary>Samples side by side, for training: skills, labels, and the skill bits packed 64 to a word.</summary>
/// <remarks>Shapes: n samples; bits are (n, w) words, w = ⌈n_b/64⌉, bit j of a sample being bit j mod 64 of its word ⌊j/64⌋.</remarks>
public sealed class SparseParityBatch
{
    private readonly int[] _skill;      // (n)
    private readonly ulong[] _words;    // (n, w)
    private readonly double[] _label;   // (n)

    internal SparseParityBatch(int[] skill, ulong[] words, double[] label) => (_skill, _words, _label) = (skill, words, label);

    /// <summary>n.</summary>
    public int Count => _skill.Length;

    /// <summary>w = ⌈n_b/64⌉.</summary>
    public int WordsPerSample => Count == 0 ? 0 : _words.Length / Count;

    /// <summary>The skill of each sample, from 1. Shape (n).</summary>
    public ReadOnlySpan<int> Skills => _skill;

    /// <summary>All skill bits. Shape (n, w).</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>The label of each sample: ±S or 0/1. Shape (n).</summary>
    public ReadOnlySpan<double> Labels => _label;

    /// <summary>The skill bits of one sample. Shape (w).</summary>
    /// <param name="sample">From 0 to n-1.</param>
    public ReadOnlySpan<ulong> Bits(int sample) => _words.AsSpan(sample * WordsPerSample, WordsPerSample);
}
