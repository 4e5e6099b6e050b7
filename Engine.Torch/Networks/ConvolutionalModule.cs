using ScalingTools.Backends;
using ScalingTools.DeepNetworks;
using static TorchSharp.torch;

namespace ScalingTools.Torch.Networks;

/// <summary>
/// u_0 = x; in layer l: h = √(2/(k² N_{l-1})) Σ W u over k × k patches, u_l = mean over 2 × 2 squares of max(h, 0); f_o = Σ w_o u_L/(γ_0 N √P), relative to the start; or its linear approximation
/// ∇f(θ_0)·θ, θ the change of the parameters.
/// </summary>
internal sealed class ConvolutionalModule(ConvolutionalOptions options, BackendModel model, Device device) : NetworkModule("convolutional", model, device)
{
    private readonly (int Height, int Width)[] _sizes = options.Sizes();

    /// <inheritdoc/>
    public override int InputLength => options.Height * options.Width * options.Channels;

    /// <inheritdoc/>
    protected override Tensor Network(Tensor input, Func<string, Tensor> of)
    {
        Tensor u = Images(input);
        for (int layer = 0; layer < options.Layers; layer++)
            u = Pool((Convolve(u, of($"{layer}.filters"), layer) * Scale(layer)).relu(), layer);
        return nn.functional.linear(Flat(u), of("readout")) * ReadoutScale;
    }

    /// <summary>h' = s (W u' + V u), u' = 1[h > 0] h', layer by layer, with W and u of the start and V = θ.</summary>
    protected override Tensor Linearized(Tensor input)
    {
        Tensor u = Images(input);
        Tensor? change = null;
        for (int layer = 0; layer < options.Layers; layer++)
        {
            string name = $"{layer}.filters";
            Tensor h = Convolve(u, Start(name), layer) * Scale(layer), along = Convolve(u, Parameter(name), layer);
            if (change is not null)
                along = along + Convolve(change, Start(name), layer);
            change = Pool((along * Scale(layer)).masked_fill(h.le(0), 0f), layer);
            u = Pool(h.relu(), layer);
        }
        return (nn.functional.linear(Flat(change!), Start("readout")) + nn.functional.linear(Flat(u), Parameter("readout"))) * ReadoutScale;
    }

    private float Scale(int layer) => (float)Math.Sqrt(2.0 / (options.KernelSize * options.KernelSize * Channels(layer)));

    // 1/(γ_0 N √P)
    private float ReadoutScale => (float)(1 / (options.Richness * Math.Sqrt((double)options.Filters * options.ReadoutInputs)));

    private int Channels(int layer) => layer == 0 ? options.Channels : options.Filters;

    // (B, height, width, channels) to (B, channels, height, width)
    private Tensor Images(Tensor input) => input.reshape(-1, options.Height, options.Width, options.Channels).permute(0, 3, 1, 2);

    // Filters have shape (filters, k²·channels): row, column, channel.
    private Tensor Convolve(Tensor u, Tensor filters, int layer)
    {
        long k = options.KernelSize, pad = (k - 1) / 2;
        return nn.functional.conv2d(u, filters.reshape(options.Filters, k, k, Channels(layer)).permute(0, 3, 1, 2), null, [1, 1], [pad, pad], [1, 1], 1);
    }

    private Tensor Pool(Tensor u, int layer) => _sizes[layer] == _sizes[layer + 1] ? u : nn.functional.avg_pool2d(u, 2, 2);

    private Tensor Flat(Tensor u) => u.permute(0, 2, 3, 1).reshape(-1, options.ReadoutInputs);
}
