namespace ScalingTools.DeepNetworks;

/// <summary>Training of multilayer networks in mean-field parameterisation on targets on the circle.</summary>
/// <remarks>The output is taken relative to the start, so that every run begins at loss 1 and a small γ_0 is the lazy limit. Source: arXiv:2409.17858, Section 5.1, Fig. 5 and 7.</remarks>
public sealed record CircleTrainingOptions : DeepTrainingOptions
{
    /// <summary>Options with the defaults.</summary>
    public CircleTrainingOptions() => LearningRate = 0.1;

    /// <summary>q > ½, a run for each: the target is Σ k^-q cos kθ. Default: 1.</summary>
    public IReadOnlyList<double> FrequencyExponent { get; init; } = [1];
    /// <summary>q_φ > ½: φ(h) = max(h, 0)^{q_φ}. Default: 1.</summary>
    public double ActivationPower { get; init; } = 1;
    /// <summary>L ≥ 1, layers before the read-out. Default: 2; with 1 and q_φ = 1 odd frequencies above 1 are not learnt.</summary>
    public int Depth { get; init; } = 2;
    /// <summary>N ≥ 1. Default: 256.</summary>
    public int Width { get; init; } = 256;
    /// <summary>B, fresh random angles of a step; 0 for all points of the grid, the population's gradient. Default: 0.</summary>
    public int BatchSize { get; init; }
    /// <summary>Points at equal distances that the loss is measured on, a power of two, at least 8. Default: 512.</summary>
    public int GridSize { get; init; } = 512;

    internal PerceptronOptions Model(double richness) => new() { Depth = Depth, Width = Width, ActivationPower = ActivationPower, Richness = richness };
}
