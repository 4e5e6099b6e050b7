using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>Prompts with the labels of all hop lengths 1, 2, 4, … k at every position that has one. Arrays are used again from batch to batch.</summary>
/// <param name="task">The task; k is a power of two.</param>
/// <param name="count">How many prompts.</param>
internal sealed class PromptBatch(CompositionTask task, int count)
{
    private readonly int[] _tokens = new int[count * task.SequenceLength];
    private readonly int[][] _labels = [.. Enumerable.Range(0, task.LayerCount).Select(_ => new int[count * task.SequenceLength])];

    /// <summary>How many prompts.</summary>
    public int Count => count;

    /// <summary>σ_i(j) of prompt p at (p, i, j).</summary>
    public ReadOnlySpan<int> Tokens => _tokens;

    /// <summary>hop_i^r(j) of prompt p at (p, i, j), r = 2^level; only blocks i ≤ k - r, see <see cref="Labelled"/>.</summary>
    public ReadOnlySpan<int> Labels(int level) => _labels[level];

    /// <summary>Positions (i, j) of a prompt that have a label of hop length 2^level: the first (k - 2^level + 1) N.</summary>
    public int Labelled(int level) => (task.Length - (1 << level) + 1) * task.Size;

    /// <summary>Prompts first, first+1, … of the stream of (seed, purpose): each a pure function of its number.</summary>
    public void Fill(long seed, RandomPurpose purpose, long first)
    {
        int t = task.SequenceLength, n = task.Size;
        for (int p = 0; p < count; p++)
        {
            Span<int> tokens = _tokens.AsSpan(p * t, t);
            task.FillPrompt(tokens, new RandomStream(seed, task.Seed, purpose, first + p));
            Span<int> one = _labels[0].AsSpan(p * t, t);
            for (int i = 0; i < task.Length; i++)
                for (int j = 0; j < n; j++)
                    one[i * n + j] = tokens[i * n + task.Hidden(i, j)];
            // hop_i^{2r} = hop_{i+r}^r ∘ hop_i^r
            for (int level = 1; level < _labels.Length; level++)
            {
                int r = 1 << (level - 1);
                Span<int> from = _labels[level - 1].AsSpan(p * t, t), to = _labels[level].AsSpan(p * t, t);
                for (int i = 0; i + 2 * r <= task.Length; i++)
                    for (int j = 0; j < n; j++)
                        to[i * n + j] = from[(i + r) * n + from[i * n + j]];
            }
        }
    }
}
