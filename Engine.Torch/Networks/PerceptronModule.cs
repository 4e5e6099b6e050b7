using ScalingTools.Backends;
using ScalingTools.DeepNetworks;
using static TorchSharp.torch;

namespace ScalingTools.Torch.Networks;

/// <summary>h_1 = W_1 x, h_l = W_l φ(h_{l-1})/√N, f = w·φ(h_L)/(γ_0 N), φ(h) = s max(h, 0)^q.</summary>
internal sealed class PerceptronModule(PerceptronOptions options, BackendModel model, Device device) : NetworkModule("perceptron", model, device)
{
    /// <inheritdoc/>
    public override int InputLength => options.Inputs;

    /// <inheritdoc/>
    protected override Tensor Network(Tensor input, Func<string, Tensor> of)
    {
        Tensor u = input;
        for (int layer = 0; layer < options.Depth; layer++)
            u = Active(nn.functional.linear(u, of($"{layer}.weight")) * (float)(layer == 0 ? 1 : 1 / Math.Sqrt(options.Width)));
        return nn.functional.linear(u, of("readout")) * (float)(1 / (options.Richness * options.Width));
    }

    // The derivative of 0^q is infinite for q < 1: a power is taken only where h > 0.
    private Tensor Active(Tensor h)
    {
        float scale = (float)options.ActivationScale;
        if (options.ActivationPower == 1)
            return h.relu() * scale;
        Tensor rest = h.le(0);
        return h.masked_fill(rest, 1f).pow((float)options.ActivationPower).masked_fill(rest, 0f) * scale;
    }
}
