namespace ScalingTools.Networks;

/// <summary>What a two-layer network is, apart from how it is computed: f_o = c_o + Σ_h w_{oh} max(β_h + Σ_r W_{hr} x_r, 0).</summary>
/// <param name="Width">H.</param>
/// <param name="Inputs">n_s + n_b.</param>
/// <param name="OutputCount">O.</param>
internal sealed record TwoLayerOptions(int Width, int Inputs, int OutputCount);
