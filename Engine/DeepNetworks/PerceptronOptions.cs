namespace ScalingTools.DeepNetworks;

/// <summary>What a multilayer network in mean-field parameterisation is, apart from how it is computed.</summary>
/// <remarks>
/// h_1 = W_1 x, h_l = W_l φ(h_{l-1})/√N, f = w·φ(h_L)/(γ_0 N), φ(h) = s max(h, 0)^{q_φ} with s² E[max(h, 0)^{2q_φ}] = 1 for h ~ N(0, 1). All weights ~ N(0, 1), no biases; the learning rate is multiplied by γ_0² N.
/// Inputs are to have length 1. Source: arXiv:2409.17858, Section 5.1.
/// </remarks>
public sealed record PerceptronOptions
{
    /// <summary>Inputs, at least 1. Default: 2, a point of the circle.</summary>
    public int Inputs { get; init; } = 2;
    /// <summary>L ≥ 1, layers before the read-out. Default: 2.</summary>
    public int Depth { get; init; } = 2;
    /// <summary>N ≥ 1, neurons of each layer. Default: 256.</summary>
    public int Width { get; init; } = 256;
    /// <summary>q_φ > ½. Default: 1.</summary>
    public double ActivationPower { get; init; } = 1;
    /// <summary>γ_0 > 0. Default: 1.</summary>
    public double Richness { get; init; } = 1;

    /// <summary>γ_0² N.</summary>
    internal double RateFactor => Richness * Richness * Width;

    /// <summary>s = (√π/(2^{q-1} Γ(q+½)))^{1/2}.</summary>
    internal double ActivationScale => Math.Sqrt(Math.Sqrt(Math.PI) / (Math.Pow(2, ActivationPower - 1) * MathNet.Numerics.SpecialFunctions.Gamma(ActivationPower + 0.5)));

    /// <summary>Whether such a network can be.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange; TooLarge.</exception>
    public void Check()
    {
        foreach ((string name, int value) in new[] { (nameof(Inputs), Inputs), (nameof(Depth), Depth), (nameof(Width), Width) })
            Guard.Positive((long)value, name);
        if (!(ActivationPower > 0.5 && double.IsFinite(ActivationPower)))
            throw Guard.OutOfRange(nameof(ActivationPower), ActivationPower, "a number above 0.5: below, the tangent kernel is infinite");
        Guard.Positive(Richness, nameof(Richness));
        if ((double)Width * (Inputs + (Depth - 1.0) * Width) > 1L << 28)
            throw new ScalingException(ScalingError.TooLarge, $"A network of width {Width} and depth {Depth} does not fit in memory.", "Use a smaller Width or Depth.", Width);
    }
}
