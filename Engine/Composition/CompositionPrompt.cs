using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>One prompt σ of a task, and what the hidden permutations make of it. Everything counts from 0.</summary>
public sealed class CompositionPrompt
{
    private readonly int[] _tokens;

    internal CompositionPrompt(CompositionTask task, int[] tokens) => (Task, _tokens) = (task, tokens);

    /// <summary>The task.</summary>
    public CompositionTask Task { get; }

    /// <summary>The tokens, σ_i(j) at iN + j.</summary>
    public ReadOnlySpan<int> Tokens => _tokens;

    /// <summary>σ_i(j).</summary>
    public int Value(int block, int index) => _tokens[block * Task.Size + index];

    /// <summary>hop_i^r(σ)(j) = (σ_{i+r-1}∘π_{i+r-1}∘…∘σ_i∘π_i)(j).</summary>
    /// <param name="block">i.</param>
    /// <param name="start">j.</param>
    /// <param name="length">r ≥ 0; i + r ≤ k.</param>
    public int Hop(int block, int start, int length)
    {
        int at = start;
        for (int i = block; i < block + length; i++)
            at = Value(i, Task.Hidden(i, at));
        return at;
    }

    /// <summary>f_π(σ, x) = hop_0^k(σ)(x).</summary>
    public int Answer(int start) => Hop(0, start, Task.Length);

    /// <summary>j, π_i(j), σ_i(π_i(j)), … : the 2r + 1 things that a hop of length r passes.</summary>
    public IEnumerable<int> Path(int block, int start, int length)
    {
        int at = start;
        yield return at;
        for (int i = block; i < block + length; i++)
        {
            yield return at = Task.Hidden(i, at);
            yield return at = Value(i, at);
        }
    }

    /// <summary>The permutations as text, things counted from 1 and σ_1 … σ_k parted by bars: "2 1 3 | 3 1 2".</summary>
    public override string ToString() => string.Join(" | ", Enumerable.Range(0, Task.Length).Select(i => string.Join(' ', Enumerable.Range(0, Task.Size).Select(j => Value(i, j) + 1))));

    // The start x that goes with prompt number m where a single one is wanted.
    internal int Start(long index) => (int)new RandomStream(Task.Seed, 1, RandomPurpose.Samples, index).NextInteger(Task.Size);
}
