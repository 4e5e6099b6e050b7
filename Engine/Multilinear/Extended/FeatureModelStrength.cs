namespace ScalingTools.Multilinear;

/// <summary>The data-side extended model after training on d points of a skill, beside Eq. 40.</summary>
public sealed record FeatureModelStrength
{
    /// <summary>Gaussian or Cells.</summary>
    public required FeatureFamily Features { get; init; }
    /// <summary>The seed of features, points and initialisation.</summary>
    public required long Seed { get; init; }
    /// <summary>D_c.</summary>
    public required int FeatureCount { get; init; }
    /// <summary>S.</summary>
    public double TargetScale { get; init; }
    /// <summary>d, how many points were trained on.</summary>
    public required int Observations { get; init; }
    /// <summary>R = S - √(2L), the strength that the paper reads from the loss.</summary>
    public required double Strength { get; init; }
    /// <summary>R/S.</summary>
    public required double RelativeStrength { get; init; }
    /// <summary>L = E[(S g - f)²]/2 over fresh points.</summary>
    public required double SkillLoss { get; init; }
    /// <summary>E[g f] = a Σ_l B_l/√D_c over fresh points: the strength of Eq. 9, S d/D_c on average rather than Eq. 40's.</summary>
    public required double Correlation { get; init; }
    /// <summary>R/S by Eq. 40: 1 - √(1 - d/D_c), 1 from d = D_c on.</summary>
    public required double Theory { get; init; }
    /// <summary>|change of a² - |B|²| / S over the run: 0 by Lemma 3 but for the integrator.</summary>
    public double BalanceDrift { get; init; }
    /// <summary>|change of (1 - UUᵀ)B| / √S over the run: 0 by Lemma 2, U the span of the points' features.</summary>
    public double OrthogonalDrift { get; init; }
    /// <summary>Runge–Kutta steps made.</summary>
    public int Steps { get; init; }
    /// <summary>Whether the training error reached the tolerance.</summary>
    public bool Converged { get; init; }
    /// <summary>Id of the run the row belongs to, the same for all d of one seed.</summary>
    public required string Run { get; init; }
}
