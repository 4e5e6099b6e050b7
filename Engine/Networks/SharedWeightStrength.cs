namespace ScalingTools.Networks;

/// <summary>The weight-shared network of three neurons at one time: the strength of each mode and of the skill, beside the multilinear model's.</summary>
/// <remarks>Source: Nam et al. 2024, Fig. 9 and App. F. Strengths are 0 … S; the figure's are divided by S.</remarks>
public sealed record SharedWeightStrength
{
    /// <summary>GradientDescent or GradientFlow.</summary>
    public required SharedWeightMethod Method { get; init; }
    /// <summary>The seed, as given; null where the start was not random.</summary>
    public long? Seed { get; init; }
    /// <summary>S.</summary>
    public double TargetScale { get; init; }
    /// <summary>η.</summary>
    public double LearningRate { get; init; }
    /// <summary>α(0).</summary>
    public double InitialAlpha { get; init; }
    /// <summary>β(0).</summary>
    public double InitialBeta { get; init; }
    /// <summary>γ(0).</summary>
    public double InitialGamma { get; init; }
    /// <summary>c(0).</summary>
    public double InitialBias { get; init; }
    /// <summary>The paper's B² of the multilinear model.</summary>
    public double RateFactor { get; init; }
    /// <summary>T in training steps.</summary>
    public required double Time { get; init; }
    /// <summary>R^(1), S/2 when it is learnt.</summary>
    public required double Mode1Strength { get; init; }
    /// <summary>R^(2), S/4 when it is learnt.</summary>
    public required double Mode2Strength { get; init; }
    /// <summary>R^(3), S/4 when it is learnt.</summary>
    public required double Mode3Strength { get; init; }
    /// <summary>R, the sum of the three.</summary>
    public required double Strength { get; init; }
    /// <summary>R/S, 1 when the parity is learnt.</summary>
    public required double RelativeStrength { get; init; }
    /// <summary>S/(1 + (S/R(0) - 1) e^{-2ηB²ST}), Eq. 37 with the network's own R(0); null where that is not between 0 and S.</summary>
    public double? PredictedStrength { get; init; }
    /// <summary>α; Alpha alone is the exponent of skill frequencies in all other rows.</summary>
    public required double WeightAlpha { get; init; }
    /// <summary>β.</summary>
    public required double WeightBeta { get; init; }
    /// <summary>γ.</summary>
    public required double WeightGamma { get; init; }
    /// <summary>c.</summary>
    public required double Bias { get; init; }
    /// <summary>L = ½ E(f - y)².</summary>
    public required double Loss { get; init; }
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }
}
