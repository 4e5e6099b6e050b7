using ScalingTools.Backends;
using ScalingTools.Composition;
using static TorchSharp.torch;

namespace ScalingTools.Torch.Networks;

/// <summary>The attention-only transformer of <see cref="AttentionShape"/>: X ← X + softmax(X W_KQᵀ Xᵀ) X W_OVᵀ in each layer, then Ψ for each hop length.</summary>
internal sealed class AttentionModule(AttentionShape shape, BackendModel model, Device device) : NetworkModule("attention", model, device)
{
    /// <inheritdoc/>
    public override int InputLength => shape.Sequence;

    /// <summary>N of each hop length.</summary>
    public override int? Classes => shape.Tokens;

    /// <inheritdoc/>
    protected override Tensor Network(Tensor input, Func<string, Tensor> of)
    {
        long batch = input.shape[0];
        Tensor x = of("token").index_select(0, input.reshape(-1)).reshape(batch, shape.Sequence, shape.Width) + of("position"); // (B, T, d)
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Tensor seen = x.matmul(of($"{layer}.keyquery")).matmul(x.transpose(-2, -1)).softmax(-1); // (B, T, T)
            x = x + seen.matmul(x.matmul(of($"{layer}.outputvalue")));
        }
        return x.matmul(of("readout")).reshape(batch * shape.Sequence, shape.Layers * shape.Tokens);
    }
}
