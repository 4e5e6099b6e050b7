namespace ScalingTools.Composition;

/// <summary>
/// Weights that compute f_π exactly: L = log2 k + 1 layers of softmax attention, width d = kN + (L+1)N = O(kN). Layer 1 applies the hidden permutations, layer ℓ+1 composes two hops of
/// length r = 2^{ℓ-1} into one of 2r.
/// </summary>
/// <remarks>
/// <para>
/// A row of X is [position (i, j) : kN | token σ_i(j) : N | hop^1 : N | hop^2 : N | … | hop^k : N], each part one-hot or still zero. With the sharpness β, layer 1 has
/// x'ᵀ W_KQ x = β [position' = (i, π_i(j))] and writes the token it finds as hop^1; layer ℓ+1 has β [block' = i + r] + β [index' = hop_i^r(j)] and writes hop^r of the position it finds,
/// hop_{i+r}^r(hop_i^r(j)), as hop^{2r}. The right position is β above all others, so the rest of the attention is at most (T-1) e^-β.
/// </para>
/// <para>Source: Wang et al. 2025, Theorem 1 (slides: "Expressivity via parallelism"). Positions without a label, i + 2r &gt; k + 1, attend anywhere.</para>
/// </remarks>
public sealed class ConstructiveTransformer
{
    private readonly CompositionTask _task;
    private readonly ReferenceAttention _attention;
    private readonly double[][] _state;

    /// <summary>The weights of a task.</summary>
    /// <param name="task">k a power of two.</param>
    /// <param name="sharpness">β > 0; what is left out of the attention is at most (T-1) e^-β. Default: ln T + 30, at which it is 10^-13.</param>
    /// <exception cref="ScalingException">InconsistentInput where k is not a power of two; ParameterOutOfRange.</exception>
    public ConstructiveTransformer(CompositionTask task, double? sharpness = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        _task = task;
        Layers = task.LayerCount;
        Sharpness = sharpness is { } given ? Guard.Positive(given, nameof(sharpness)) : Math.Log(task.SequenceLength) + 30;
        Width = task.SequenceLength + (Layers + 1) * task.Size;
        _attention = new ReferenceAttention(task.SequenceLength, Width, Layers);
        _state = ReferenceAttention.Matrix(task.SequenceLength, Width);
        FirstLayer();
        for (int layer = 1; layer < Layers; layer++)
            LaterLayer(layer);
    }

    /// <summary>L = log2 k + 1.</summary>
    public int Layers { get; }
    /// <summary>d.</summary>
    public int Width { get; }
    /// <summary>β.</summary>
    public double Sharpness { get; }

    /// <summary>What the transformer says hop_i^r(j) is, r = 2^level, at position (i, j) = iN + j: the largest of the N outputs of Ψ_r. Only positions i ≤ k - r have a label.</summary>
    /// <param name="prompt">σ.</param>
    /// <param name="level">log2 r; L - 1 for f_π, whose answers are the first N.</param>
    public int[] Predict(CompositionPrompt prompt, int level)
    {
        Run(prompt);
        int from = Slot(level + 1);
        return [.. _state.Select(row => Largest(row.AsSpan(from, _task.Size)))];
    }

    /// <summary>f_π(σ, x) for x = 0 … N-1, as the transformer computes it.</summary>
    public int[] Answers(CompositionPrompt prompt) => Predict(prompt, Layers - 1)[.._task.Size];

    /// <summary>How far the outputs Ψ X^(L) are from the one-hot answers at most, over all x: 0 for attention without an error.</summary>
    public double OutputError(CompositionPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        Run(prompt);
        return Enumerable.Range(0, _task.Size).Max(x => Enumerable.Range(0, _task.Size)
            .Max(v => Math.Abs(_state[x][Slot(Layers) + v] - (v == prompt.Answer(x) ? 1 : 0))));
    }

    private void Run(CompositionPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        for (int p = 0; p < _state.Length; p++)
        {
            Array.Clear(_state[p]);
            _state[p][p] = _state[p][Slot(0) + prompt.Tokens[p]] = 1;
        }
        _attention.Forward(_state, Layers);
    }

    // The part of the residual stream that holds the token (0) or hop^{2^{slot-1}}.
    private int Slot(int slot) => _task.SequenceLength + slot * _task.Size;

    private void FirstLayer()
    {
        int n = _task.Size;
        for (int i = 0; i < _task.Length; i++)
            for (int j = 0; j < n; j++)
                _attention.KeyQuery[0][i * n + j][i * n + _task.Hidden(i, j)] = Sharpness;
        for (int v = 0; v < n; v++)
            _attention.OutputValue[0][Slot(0) + v][Slot(1) + v] = 1;
    }

    private void LaterLayer(int layer)
    {
        int n = _task.Size, r = 1 << (layer - 1);
        double[][] keyQuery = _attention.KeyQuery[layer];
        for (int i = 0; i + r < _task.Length; i++)
            for (int j = 0; j < n; j++)
                keyQuery[i * n + j].AsSpan((i + r) * n, n).Fill(Sharpness); // block' = i + r
        for (int v = 0; v < n; v++)
        {
            for (int i = 0; i < _task.Length; i++)
                keyQuery[Slot(layer) + v][i * n + v] = Sharpness; // index' = hop_i^r(j)
            _attention.OutputValue[layer][Slot(layer) + v][Slot(layer + 1) + v] = 1;
        }
    }

    private static int Largest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int v = 1; v < values.Length; v++)
            if (values[v] > values[best])
                best = v;
        return best;
    }
}
