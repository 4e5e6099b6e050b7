namespace ScalingTools.Multilinear;

/// <summary>The data-side extended model f = a Σ_l B_l e_l of one skill, to be trained on d of its points.</summary>
public sealed record FeatureModelOptions
{
    /// <summary>D_c, at least 1. Default: 64.</summary>
    public int FeatureCount { get; init; } = 64;

    /// <summary>d ≥ 0, the numbers of points. Default: nine values from 0 to 2 D_c.</summary>
    public IReadOnlyList<int> Observations { get; init; } = [];

    /// <summary>The features. Default: Gaussian.</summary>
    public FeatureFamily Features { get; init; }

    /// <summary>S > 0. Default: 1.</summary>
    public double TargetScale { get; init; } = 1;

    /// <summary>a(0) and |B(0)|, in units of √S; small, as Prop. 1 supposes. Default: 0.001.</summary>
    public double InitialScale { get; init; } = 0.001;

    /// <summary>Seeds, one run for each. Default: 1.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Training ends when the training error, root mean square over the d points, is below this part of S. Default: 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Or after so many Runge–Kutta steps; needed near d = D_c, where some directions are hardly seen. Default: 50,000.</summary>
    public int MaxSteps { get; init; } = 50_000;
}
