namespace ScalingTools.TeacherStudent;

/// <summary>A student f(x) = σ(⟨x,w⟩) of a single-index teacher f*(x) = σ(⟨x,θ⟩), |θ| = 1, x ~ N(0, I_d), by online SGD on (f* - f)².</summary>
/// <remarks>Source: seed 3, part II; Ben Arous, Gheissari and Jagannath, Online stochastic gradient descent on non-convex losses from high-dimensional inference, JMLR 22 (2021).</remarks>
public sealed record SingleIndexOptions
{
    /// <summary>σ; has to be given.</summary>
    public required ActivationFunction Link { get; init; }

    /// <summary>d ≥ 2, one run for each. A step costs the same for any. Default: 64.</summary>
    public IReadOnlyList<int> Dimensions { get; init; } = [64];

    /// <summary>η_0 > 0 of η = η_0 d^-c. Default: 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>c. Default: max(1, k/2), with which the search takes of the order of d^{k-1} steps for k > 2, and d for k = 1.</summary>
    public double? LearningRateDecay { get; init; }

    /// <summary>B ≥ 1. Default: 1.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>T ≥ 0, steps; a run ends before if its loss falls below a hundredth of the first. Default: 1,000,000.</summary>
    public long Steps { get; init; } = 1_000_000;

    /// <summary>Whether w stays on the sphere: the gradient is projected and w normalised after each step. Default: yes.</summary>
    public bool Spherical { get; init; } = true;

    /// <summary>⟨w,θ⟩ at the start, |w| = 1, in (0, 1). Default: that of a uniform w, made positive, since odd links are not learnt from the other hemisphere.</summary>
    public double? InitialOverlap { get; init; }

    /// <summary>Seeds, one run for each and each d. Default: 1.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1];

    /// <summary>Threads; results do not depend on it. Default (0): one for each processor.</summary>
    public int Threads { get; init; }
}
