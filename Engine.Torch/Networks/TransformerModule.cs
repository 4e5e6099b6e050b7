using ScalingTools.Backends;
using ScalingTools.Networks;
using static TorchSharp.torch;

namespace ScalingTools.Torch.Networks;

/// <summary>The transformer of <see cref="TransformerOptions"/>.</summary>
/// <remarks>x = E_{token} + P; in each block x ← x + W_o concat_h softmax(q_h k_hᵀ s) v_h, then x ← x + W_2 φ(W_1 x + b_1) + b_2, with layer norms where the options say.</remarks>
internal sealed class TransformerModule(TransformerOptions options, BackendModel model, Device device) : NetworkModule("transformer", model, device)
{
    private readonly bool _biases = options.Parameterization == TransformerParameterization.PyTorch;

    /// <inheritdoc/>
    public override int InputLength => options.SequenceLength;

    /// <inheritdoc/>
    protected override Tensor Network(Tensor input, Func<string, Tensor> of)
    {
        long batch = input.shape[0], length = options.SequenceLength, width = options.Width;
        Tensor x = of("token").index_select(0, input.reshape(-1)).reshape(batch, length, width); // (B, L, E)
        if (options.Positions)
            x = x + of("position");
        if (options.RectifiedEmbedding)
            x = (_biases ? x + of("embedding.bias") : x).relu();
        Tensor? mask = options.Causal ? ones(new long[] { length, length }, ScalarType.Float32, input.device).tril().lt(0.5) : null; // places not seen
        for (int layer = 0; layer < options.Layers; layer++)
        {
            string name = $"{layer}";
            x = Residual(of, x, $"{name}.norm1", y => Linear(of, Attention(Linear(of, y, $"{name}.attention"), mask), $"{name}.projection"));
            if (options.Hidden > 0)
                x = Residual(of, x, $"{name}.norm2", y => Linear(of, Active(Linear(of, y, $"{name}.hidden")), $"{name}.output"));
        }
        if (options.Normalization == TransformerNormalization.Before)
            x = Norm(of, x, "norm");
        x = options.Readout switch
        {
            TransformerReadout.Flattened => x.reshape(batch, length * width),
            TransformerReadout.Last => x.narrow(1, length - 1, 1).reshape(batch, width),
            _ => x.reshape(batch * length, width),
        };
        return Linear(of, x, "readout", _biases ? 1 : 1 / (options.Richness * options.ReadoutInputs));
    }

    // W y + b, or W y times what keeps it of order one.
    private Tensor Linear(Func<string, Tensor> of, Tensor y, string name, double? scale = null) => _biases
        ? nn.functional.linear(y, of($"{name}.weight"), of($"{name}.bias"))
        : nn.functional.linear(y, of($"{name}.weight")) * (float)(scale ?? 1 / Math.Sqrt(y.shape[^1]));

    private Tensor Norm(Func<string, Tensor> of, Tensor y, string name) => nn.functional.layer_norm(y, [options.Width], of($"{name}.scale"), of($"{name}.shift"), 1e-5);

    private Tensor Active(Tensor y) => options.Activation == TransformerActivation.Relu ? y.relu() : nn.functional.gelu(y);

    private Tensor Residual(Func<string, Tensor> of, Tensor y, string norm, Func<Tensor, Tensor> branch)
    {
        Tensor sum = y + branch(options.Normalization == TransformerNormalization.Before ? Norm(of, y, norm) : y);
        return options.Normalization == TransformerNormalization.After ? Norm(of, sum, norm) : sum;
    }

    // softmax(q kᵀ s) v for every sequence and head; q, k and v are the thirds of the columns.
    private Tensor Attention(Tensor qkv, Tensor? mask)
    {
        long batch = qkv.shape[0], length = qkv.shape[1], width = options.Width, perHead = width / options.Heads;
        Tensor q = Part(0), k = Part(1), v = Part(2);
        Tensor scores = q.matmul(k.transpose(-2, -1)) * (float)(_biases ? 1 / Math.Sqrt(perHead) : 1.0 / perHead); // (B, heads, L, L)
        if (mask is not null)
            scores = scores.masked_fill(mask, float.NegativeInfinity);
        return scores.softmax(-1).matmul(v).transpose(1, 2).reshape(batch, length, width);

        Tensor Part(int third) => qkv.narrow(-1, third * width, width).reshape(batch, length, options.Heads, perHead).transpose(1, 2);
    }
}
