using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>
/// k-fold composition: hidden permutations π = (π_1 … π_k) of N things, prompts σ = (σ_1 … σ_k) of k permutations more, and a start x. The answer is
/// f_π(σ, x) = (σ_k∘π_k∘σ_{k-1}∘…∘σ_1∘π_1)(x), the partial answers hop_i^r(σ) = σ_{i+r-1}∘π_{i+r-1}∘…∘σ_i∘π_i.
/// </summary>
/// <remarks>
/// A prompt is a sequence of T = kN tokens, of which token (i, j) carries σ_i(j). What is hidden and every prompt are pure functions of the seed. Things are counted
/// from 0 here and from 1 in rows. Source: Wang, Nichani, Bietti, Damian, Hsu, Lee and Wu, Learning compositional functions with transformers from easy-to-hard data, COLT 2025.
/// </remarks>
public sealed record CompositionTask
{
    /// <summary>The longest sequence, kN: attention is a matrix of its square for every prompt.</summary>
    public const int MaxSequenceLength = 1024;

    private readonly int[][] _hidden;

    /// <summary>A task.</summary>
    /// <param name="length">k ≥ 1.</param>
    /// <param name="size">N ≥ 2.</param>
    /// <param name="seed">Decides π and the prompts.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange; TooLarge where kN exceeds <see cref="MaxSequenceLength"/>.</exception>
    public CompositionTask(int length = 4, int size = 8, long seed = 1)
    {
        Length = (int)Guard.Positive((long)length, nameof(length));
        Size = size >= 2 ? size : throw new ScalingException(ScalingError.ParameterOutOfRange, $"Size must be at least 2, got {size}.", "There is one permutation of a single thing: nothing to learn.", size);
        (ChanceLevel, Seed) = (1.0 / size, seed);
        if ((long)length * size > MaxSequenceLength)
            throw new ScalingException(ScalingError.TooLarge, $"Prompts of Length {length} times Size {size} = {(long)length * size} tokens are longer than {MaxSequenceLength}.", "Choose a smaller Length or Size.", (long)length * size);
        _hidden = new int[length][];
        for (int i = 0; i < length; i++)
            RandomPermutation.Fill(_hidden[i] = new int[size], new RandomStream(seed, purpose: RandomPurpose.HiddenPermutations, index: i));
    }

    /// <summary>k, how many permutations are composed.</summary>
    public int Length { get; }
    /// <summary>N, how many things are permuted.</summary>
    public int Size { get; }
    /// <summary>T = kN tokens of a prompt.</summary>
    public int SequenceLength => Length * Size;
    /// <summary>1/N, the accuracy of a guess.</summary>
    public double ChanceLevel { get; }
    /// <summary>Decides π and the prompts.</summary>
    public long Seed { get; }

    /// <summary>π_i(j), for i = 0 … k-1.</summary>
    public int Hidden(int block, int index) => _hidden[block][index];

    /// <summary>Prompt number m ≥ 0 of the task.</summary>
    public CompositionPrompt Prompt(long index)
    {
        int[] tokens = new int[SequenceLength];
        FillPrompt(tokens, new RandomStream(Seed, purpose: RandomPurpose.Samples, index: index));
        return new CompositionPrompt(this, tokens);
    }

    /// <summary>Samples 0, 1, … as rows: a prompt, a start, and the label hop_i^r of it.</summary>
    /// <param name="count">How many.</param>
    /// <param name="hopLength">r; k for the whole answer.</param>
    /// <param name="block">i, from 1; i + r - 1 ≤ k.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public IEnumerable<CompositionSample> Samples(long count, int? hopLength = null, int block = 1)
    {
        int r = hopLength ?? Length;
        if (count < 0)
            throw Guard.OutOfRange(nameof(count), count, "zero or a positive whole number");
        if (r < 1 || r > Length)
            throw Guard.OutOfRange(nameof(hopLength), r, $"1 to Length = {Length}");
        if (block < 1 || block + r - 1 > Length)
            throw Guard.OutOfRange(nameof(block), block, $"1 to Length - HopLength + 1 = {Length - r + 1}");
        return Rows();

        IEnumerable<CompositionSample> Rows()
        {
            for (long m = 0; m < count; m++)
            {
                CompositionPrompt prompt = Prompt(m);
                int start = prompt.Start(m);
                yield return new CompositionSample
                {
                    Length = Length, Size = Size, Seed = Seed, Index = m, Prompt = prompt.ToString(), Block = block, HopLength = r, Start = start + 1,
                    Path = string.Join(" > ", prompt.Path(block - 1, start, r).Select(value => value + 1)), Label = prompt.Hop(block - 1, start, r) + 1,
                    Text = r == Length ? CompositionStory.Question(prompt, start) : "",
                };
            }
        }
    }

    /// <summary>Whether k is a power of two, so that hops of 1, 2, 4, … k make a binary tree.</summary>
    public bool IsBinaryTree => (Length & (Length - 1)) == 0;

    /// <summary>Same k, N and seed.</summary>
    public bool Equals(CompositionTask? other) => other is not null && (Length, Size, Seed) == (other.Length, other.Size, other.Seed);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Length, Size, Seed);

    // k uniform permutations, block after block.
    internal void FillPrompt(Span<int> tokens, RandomStream stream)
    {
        for (int i = 0; i < Length; i++)
            RandomPermutation.Fill(tokens.Slice(i * Size, Size), stream);
    }

    // L = log2 k + 1
    internal int LayerCount
    {
        get
        {
            if (!IsBinaryTree)
                throw new ScalingException(ScalingError.InconsistentInput, $"Length must be a power of two here, got {Length}.",
                    "The binary tree of hops doubles their length from layer to layer: choose 1, 2, 4, 8, 16, ….", Length);
            return System.Numerics.BitOperations.Log2((uint)Length) + 1;
        }
    }
}
