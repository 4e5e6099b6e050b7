using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>
/// Algorithm 1 of the theorem on curricula: output-value matrices at their ground truth, key-query matrices at zero; stage ℓ = 1 … L takes one step of gradient descent on n prompts with labels
/// hop^{2^{ℓ-1}} at every position.
/// </summary>
/// <remarks>
/// <para>
/// A row of X is [position (i, j) | token (i, v) | hop^1 (i, v) | hop^2 (i, v) | … ], every part one-hot in kN: d = (L + 2) kN. Layer 1 copies the token to hop^1; layer ℓ+1 copies hop^r of
/// block i + r to hop^{2r} of block i, r = 2^{ℓ-1}; Ψ_r sums over blocks. At W_KQ = 0 attention is uniform, and with g_i = e_y - softmax(z_i) and u_j = Ψ W_OV x_j
/// </para>
/// <para>-∂L/∂W_KQ = (1/nP) Σ_{prompts, i, j} (1/T) (g_i·u_j - mean_l g_i·u_l) x_j x_iᵀ,</para>
/// <para>
/// whose mean is 1/(TP) at the right pair (key position, what the query knows) above all others of the block and 0 elsewhere: one step of η = βTP is the ground truth with sharpness β,
/// and n has to be large enough for it to stand above the noise. Only the layer of the stage moves: layers above do not write to Ψ_r, those below are saturated. The index within the block has to be
/// known with the block, (i, v): with [index] and [block] apart, as in <see cref="ConstructiveTransformer"/>, the mean gradient does not know the block.
/// </para>
/// <para>Source: Wang et al. 2025, Algorithm 1 and Theorem 3; slides, "Curriculum learning".</para>
/// </remarks>
internal sealed class TheoryCurriculum
{
    /// <summary>β of a step: hard attention.</summary>
    public const double Sharpness = 100;

    private readonly CompositionTask _task;
    private readonly ReferenceAttention _attention;
    private readonly double[][] _state;
    private readonly int _levels, _tokens;

    /// <summary>The model before the first stage.</summary>
    public TheoryCurriculum(CompositionTask task)
    {
        (_task, _levels, _tokens) = (task, task.LayerCount, task.SequenceLength);
        Width = (_levels + 2) * _tokens;
        _attention = new ReferenceAttention(_tokens, Width, _levels);
        _state = ReferenceAttention.Matrix(_tokens, Width);
        for (int layer = 0; layer < _levels; layer++)
        {
            int shift = layer == 0 ? 0 : 1 << (layer - 1);
            for (int i = shift; i < task.Length; i++)
                for (int v = 0; v < task.Size; v++)
                    _attention.OutputValue[layer][Slot(layer) + i * task.Size + v][Slot(layer + 1) + (i - shift) * task.Size + v] = 1;
        }
    }

    /// <summary>d.</summary>
    public int Width { get; }

    /// <summary>W_KQᵀ of a layer.</summary>
    public double[][] KeyQuery(int layer) => _attention.KeyQuery[layer];

    /// <summary>Stage ℓ = layer + 1: one step on n prompts.</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="samples">n.</param>
    /// <param name="seed">Whose prompts.</param>
    /// <param name="cancellation">Stops the work.</param>
    public void Step(int layer, int samples, long seed, CancellationToken cancellation = default)
    {
        PromptBatch batch = new(_task, 1);
        double rate = Sharpness * _tokens * batch.Labelled(layer);
        double[][] gradient = ReferenceAttention.Matrix(Width, Width);
        for (int m = 0; m < samples; m++)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Fill(seed, RandomPurpose.Batches, m);
            AddGradient(batch, layer, 1.0 / samples, gradient);
        }
        for (int b = 0; b < Width; b++)
            for (int a = 0; a < Width; a++)
                _attention.KeyQuery[layer][b][a] = rate * gradient[b][a];
    }

    /// <summary>Adds weight · (-∂L/∂W_KQ)ᵀ of one prompt at W_KQ = 0.</summary>
    internal void AddGradient(PromptBatch prompt, int layer, double weight, double[][] gradient)
    {
        int n = _task.Size, labelled = prompt.Labelled(layer);
        Embed(prompt.Tokens);
        _attention.Forward(_state, layer);
        int[][] used = [.. _state.Select(ReferenceAttention.Used)];
        double[][] u = [.. Enumerable.Range(0, _tokens).Select(j => Values(_state[j], layer))];
        double[] mean = [.. Enumerable.Range(0, n).Select(v => u.Average(row => row[v]))], p = SoftMax(mean), keys = new double[Width];
        double[] expected = [.. u.Select(row => Dot(p, row))]; // p·u_j, so that g_i·u_j = u_j(y) - p·u_j
        double meanExpected = Dot(p, mean), factor = weight / ((double)_tokens * labelled);
        for (int i = 0; i < labelled; i++)
        {
            int y = prompt.Labels(layer)[i];
            double center = mean[y] - meanExpected;
            Array.Clear(keys);
            for (int j = 0; j < _tokens; j++)
                foreach (int a in used[j])
                    keys[a] += (u[j][y] - expected[j] - center) * _state[j][a];
            foreach (int b in used[i])
                ReferenceAttention.Add(gradient[b], factor * _state[i][b], keys);
        }
    }

    /// <summary>Loss and accuracy of each hop length after some stages. Layers whose stage is still to come attend uniformly, which is a guess: they are left out.</summary>
    /// <param name="stages">How many stages are done.</param>
    /// <param name="prompts">Test prompts, at least 2.</param>
    /// <param name="seed">Whose.</param>
    /// <param name="cancellation">Stops the work.</param>
    public (double Loss, double Accuracy, double StandardError)[] Measure(int stages, int prompts, long seed, CancellationToken cancellation = default)
    {
        PromptBatch batch = new(_task, 1);
        double[] loss = new double[_levels], sum = new double[_levels], square = new double[_levels];
        for (int m = 0; m < prompts; m++)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Fill(seed, RandomPurpose.TestSamples, m);
            Embed(batch.Tokens);
            _attention.Forward(_state, stages);
            for (int level = 0; level < _levels; level++)
            {
                (double total, double right) = Test(batch, level);
                loss[level] += total / prompts;
                sum[level] += right;
                square[level] += right * right;
            }
        }
        return [.. Enumerable.Range(0, _levels).Select(l => (loss[l], sum[l] / prompts, Math.Sqrt(Math.Max(0, square[l] - sum[l] * sum[l] / prompts) / (prompts - 1.0) / prompts)))];
    }

    // Mean loss and part of right answers of one prompt. Of equal outputs the first counts, which is right once in N.
    private (double Loss, double Right) Test(PromptBatch batch, int level)
    {
        double loss = 0, right = 0;
        int labelled = batch.Labelled(level);
        for (int i = 0; i < labelled; i++)
        {
            double[] z = Outputs(_state[i], level + 1), p = SoftMax(z);
            int y = batch.Labels(level)[i];
            loss -= Math.Log(p[y]) / labelled;
            right += Array.IndexOf(z, z.Max()) == y ? 1.0 / labelled : 0;
        }
        return (loss, right);
    }

    private void Embed(ReadOnlySpan<int> tokens)
    {
        for (int at = 0; at < _tokens; at++)
        {
            Array.Clear(_state[at]);
            _state[at][at] = _state[at][Slot(0) + at / _task.Size * _task.Size + tokens[at]] = 1;
        }
    }

    // The part of the residual stream that holds the token (0) or hop^{2^{slot-1}}.
    private int Slot(int slot) => (slot + 1) * _tokens;

    // Ψ_r x: the slot, summed over blocks
    private double[] Outputs(double[] x, int slot, int firstBlock = 0)
    {
        double[] z = new double[_task.Size];
        for (int i = firstBlock; i < _task.Length; i++)
            for (int v = 0; v < z.Length; v++)
                z[v] += x[Slot(slot) + i * _task.Size + v];
        return z;
    }

    // u = Ψ W_OV x: what would be written, summed over blocks; blocks that would be shifted beyond the first are not.
    private double[] Values(double[] x, int layer) => Outputs(x, layer, layer == 0 ? 0 : 1 << (layer - 1));

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    private static double[] SoftMax(double[] z)
    {
        double largest = z.Max(), sum = z.Sum(v => Math.Exp(v - largest));
        return [.. z.Select(v => Math.Exp(v - largest) / sum)];
    }
}
