using ScalingTools.Backends;
using ScalingTools.Networks;
using static TorchSharp.torch;

namespace ScalingTools.Torch.Networks;

/// <summary>f_o = c_o + Σ_h w_{oh} max(β_h + Σ_r W_{hr} x_r, 0).</summary>
internal sealed class TwoLayerModule(TwoLayerOptions options, BackendModel model, Device device) : NetworkModule("two-layer", model, device)
{
    /// <inheritdoc/>
    public override int InputLength => options.Inputs;

    /// <inheritdoc/>
    protected override Tensor Network(Tensor input, Func<string, Tensor> of)
    {
        Tensor x = input.to(ScalarType.Float32); // bits come as whole numbers
        Tensor active = nn.functional.linear(x, of("hidden.weight"), of("hidden.bias")).relu(); // (B, H)
        return nn.functional.linear(active, of("output.weight"), of("output.bias"));
    }
}
