using System.Runtime.CompilerServices;
using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>
/// Forward and backward of the attention-only transformer on a few prompts at a time, in single precision. With X the state of a layer, one prompt's rows,
/// Q = X W_KQᵀ, A = softmax(Q Xᵀ), V = X W_OVᵀ and Y = X + A V.
/// </summary>
/// <remarks>
/// From dY: dV = Aᵀ dY, dA = dY Vᵀ, dS_ij = A_ij (dA_ij - Σ_l A_il dA_il), dQ = dS X, dX = dY + dSᵀ Q + dQ W_KQ + dV W_OV, and to the gradients
/// dW_KQᵀ += Xᵀ dQ, dW_OVᵀ += Xᵀ dV. Checked by finite differences against <see cref="ReferenceAttention"/>. All memory is taken at the beginning.
/// </remarks>
internal sealed unsafe class AttentionPass : IDisposable
{
    private readonly AttentionShape _shape;
    private readonly AlignedMemory _memory;
    private readonly float*[] _x, _q, _v, _a;
    private readonly float* _logits, _dX, _dQ, _dV, _dA, _scratch;

    /// <summary>Room for so many prompts at a time.</summary>
    public AttentionPass(AttentionShape shape, int prompts)
    {
        (_shape, Prompts) = (shape, prompts);
        long rows = (long)prompts * shape.Sequence, state = rows * shape.Columns, attention = rows * shape.Keys;
        int deepest = Math.Max(Math.Max(shape.Columns, shape.Keys), (int)Math.Max(rows, shape.Outputs));
        _memory = new AlignedMemory(sizeof(float) * ((3L * shape.Layers + 4) * state + (shape.Layers + 1L) * attention + rows * shape.Outputs + SingleProduct.Scratch(deepest)));
        float* at = _memory.Floats;
        float* Take(long count)
        {
            float* taken = at;
            at += count;
            return taken;
        }
        _x = new float*[shape.Layers + 1];
        _q = new float*[shape.Layers];
        _v = new float*[shape.Layers];
        _a = new float*[shape.Layers];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            _x[layer] = Take(state);
            _q[layer] = Take(state);
            _v[layer] = Take(state);
            _a[layer] = Take(attention);
        }
        _x[shape.Layers] = Take(state);
        _dX = Take(state);
        _dQ = Take(state);
        _dV = Take(state);
        _dA = Take(attention);
        _logits = Take(rows * shape.Outputs);
        _scratch = Take(SingleProduct.Scratch(deepest));
    }

    /// <summary>The most prompts at a time.</summary>
    public int Prompts { get; }

    /// <summary>Bytes in all.</summary>
    public long Bytes => _memory.Length;

    /// <summary>Outputs Ψ X^(L), hop lengths side by side; after <see cref="Backward"/> begins, their gradient. Shape (prompts T, L N padded).</summary>
    public float* Logits => _logits;

    /// <summary>From tokens to logits.</summary>
    /// <param name="weights">All parameters.</param>
    /// <param name="tokens">The tokens of the prompts. Shape (prompts, T).</param>
    public void Forward(float* weights, ReadOnlySpan<int> tokens)
    {
        int t = _shape.Sequence, d = _shape.Columns, keys = _shape.Keys, prompts = tokens.Length / t, rows = tokens.Length;
        for (int row = 0; row < rows; row++)
            Embed(weights + _shape.TokenEmbedding + tokens[row] * d, weights + _shape.PositionEmbedding + row % t * d, _x[0] + (long)row * d, d);
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            float* x = _x[layer], y = _x[layer + 1];
            SingleProduct.Multiply(x, d, 1, weights + _shape.KeyQuery(layer), d, 1, _q[layer], d, rows, d, d, add: false, _scratch);
            SingleProduct.Multiply(x, d, 1, weights + _shape.OutputValue(layer), d, 1, _v[layer], d, rows, d, d, add: false, _scratch);
            Buffer.MemoryCopy(x, y, sizeof(float) * (long)rows * d, sizeof(float) * (long)rows * d);
            for (int p = 0; p < prompts; p++)
            {
                long state = (long)p * t * d;
                float* a = _a[layer] + (long)p * t * keys;
                SingleProduct.Multiply(_q[layer] + state, d, 1, x + state, 1, d, a, keys, t, t, d, add: false, _scratch);
                SoftMax(a, t, keys);
                SingleProduct.Multiply(a, keys, 1, _v[layer] + state, d, 1, y + state, d, t, d, t, add: true, _scratch);
            }
        }
        SingleProduct.Multiply(_x[_shape.Layers], d, 1, weights + _shape.Readout, _shape.Outputs, 1, _logits, _shape.Outputs, rows, _shape.Outputs, d, add: false, _scratch);
    }

    /// <summary>From the gradient of the logits, in <see cref="Logits"/>, to that of all parameters, which is added.</summary>
    /// <param name="weights">All parameters.</param>
    /// <param name="tokens">The tokens that <see cref="Forward"/> had.</param>
    /// <param name="gradient">Laid out as the parameters.</param>
    public void Backward(float* weights, ReadOnlySpan<int> tokens, float* gradient)
    {
        int t = _shape.Sequence, d = _shape.Columns, keys = _shape.Keys, outputs = _shape.Outputs, prompts = tokens.Length / t, rows = tokens.Length;
        SingleProduct.Multiply(_x[_shape.Layers], 1, d, _logits, outputs, 1, gradient + _shape.Readout, outputs, d, outputs, rows, add: true, _scratch);
        SingleProduct.Multiply(_logits, outputs, 1, weights + _shape.Readout, 1, outputs, _dX, d, rows, d, outputs, add: false, _scratch);
        for (int layer = _shape.Layers - 1; layer >= 0; layer--)
        {
            float* x = _x[layer];
            for (int p = 0; p < prompts; p++)
            {
                long state = (long)p * t * d;
                float* a = _a[layer] + (long)p * t * keys;
                SingleProduct.Multiply(_dX + state, d, 1, _v[layer] + state, 1, d, _dA, keys, t, t, d, add: false, _scratch);
                SingleProduct.Multiply(a, 1, keys, _dX + state, d, 1, _dV + state, d, t, d, t, add: false, _scratch);
                SoftMaxGradient(a, _dA, t, keys);
                SingleProduct.Multiply(_dA, keys, 1, x + state, d, 1, _dQ + state, d, t, d, t, add: false, _scratch);
                SingleProduct.Multiply(_dA, 1, keys, _q[layer] + state, d, 1, _dX + state, d, t, d, t, add: true, _scratch);
            }
            SingleProduct.Multiply(x, 1, d, _dQ, d, 1, gradient + _shape.KeyQuery(layer), d, d, d, rows, add: true, _scratch);
            SingleProduct.Multiply(x, 1, d, _dV, d, 1, gradient + _shape.OutputValue(layer), d, d, d, rows, add: true, _scratch);
            SingleProduct.Multiply(_dQ, d, 1, weights + _shape.KeyQuery(layer), 1, d, _dX, d, rows, d, d, add: true, _scratch);
            SingleProduct.Multiply(_dV, d, 1, weights + _shape.OutputValue(layer), 1, d, _dX, d, rows, d, d, add: true, _scratch);
        }
        for (int row = 0; row < rows; row++)
            AddBoth(gradient + _shape.TokenEmbedding + tokens[row] * d, gradient + _shape.PositionEmbedding + row % t * d, _dX + (long)row * d, d);
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    [MethodImpl(Kernel.Method)]
    private static void Embed(float* token, float* position, float* x, int d)
    {
        for (int a = 0; a < d; a++)
            x[a] = token[a] + position[a];
    }

    [MethodImpl(Kernel.Method)]
    private static void AddBoth(float* token, float* position, float* dX, int d)
    {
        for (int a = 0; a < d; a++)
        {
            token[a] += dX[a];
            position[a] += dX[a];
        }
    }

    // Each of T rows; what is beyond T in a row becomes zero.
    [MethodImpl(Kernel.Method)]
    private static void SoftMax(float* a, int t, int keys)
    {
        for (float* row = a, end = a + (long)t * keys; row < end; row += keys)
        {
            float largest = float.NegativeInfinity, sum = 0;
            for (int j = 0; j < t; j++)
                largest = Math.Max(largest, row[j]);
            for (int j = 0; j < t; j++)
                sum += row[j] = Exponential(row[j] - largest);
            for (int j = 0; j < t; j++)
                row[j] /= sum;
            for (int j = t; j < keys; j++)
                row[j] = 0;
        }
    }

    // dS from A and dA, in the place of dA.
    [MethodImpl(Kernel.Method)]
    private static void SoftMaxGradient(float* a, float* dA, int t, int keys)
    {
        for (int i = 0; i < t; i++, a += keys, dA += keys)
        {
            float mean = 0;
            for (int j = 0; j < t; j++)
                mean += a[j] * dA[j];
            for (int j = 0; j < t; j++)
                dA[j] = a[j] * (dA[j] - mean);
        }
    }

    /// <summary>e^x for x ≤ 0 to 2·10^-7 relative, without a call: 2^n times a polynomial of degree 6. 0 below -87. The same bits on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Exponential(float x)
    {
        if (!(x > -87f))
            return float.IsNaN(x) ? x : 0;
        float n = MathF.Round(x * 1.44269504f);
        float r = MathF.FusedMultiplyAdd(n, -0.693359375f, x);
        r = MathF.FusedMultiplyAdd(n, 2.12194440e-4f, r);
        float y = MathF.FusedMultiplyAdd(1.9875691500e-4f, r, 1.3981999507e-3f); // Cephes expf
        y = MathF.FusedMultiplyAdd(y, r, 8.3334519073e-3f);
        y = MathF.FusedMultiplyAdd(y, r, 4.1665795894e-2f);
        y = MathF.FusedMultiplyAdd(y, r, 1.6666665459e-1f);
        y = MathF.FusedMultiplyAdd(y, r, 5.0000001201e-1f);
        y = MathF.FusedMultiplyAdd(y, r * r, r) + 1;
        return y * BitConverter.Int32BitsToSingle(((int)n + 127) << 23);
    }
}
