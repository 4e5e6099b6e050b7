namespace ScalingTools.FeatureLearning;

/// <summary>What a student of infinite width starts from, whatever the model: features σA_0 with A_0ᵀA_0/N = 1, and a read-out across them. The kernel is K(0) = (σ² + |w(0)|²/N) Λ.</summary>
/// <param name="Richness">How fast the kernel grows: γ, for a linear network γ².</param>
/// <param name="WeightNorm">|w(0)|²/N: 0, for a linear network 1.</param>
/// <param name="FeatureVariance">σ²: 1, for a linear network as options say.</param>
internal readonly record struct InfiniteStart(double Richness, double WeightNorm, double FeatureVariance = 1)
{
    /// <summary>K(0) in units of Λ.</summary>
    public double Kernel => FeatureVariance + WeightNorm;

    /// <summary>The start that options ask for.</summary>
    public static InfiniteStart Of(FeatureLearningOptions options) =>
        options.Model == StudentModel.LinearNetwork ? new(options.Richness * options.Richness, 1, options.FeatureVariance) : new(options.Richness, 0);

    /// <summary>|w|²/N, from its growth in units of <see cref="Richness"/> for a network.</summary>
    public double Norm(double growth) => WeightNorm > 0 ? WeightNorm + Richness * growth : growth;
}
