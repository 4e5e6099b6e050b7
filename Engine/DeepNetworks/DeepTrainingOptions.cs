using ScalingTools.Backends;

namespace ScalingTools.DeepNetworks;

/// <summary>What trainings of deep networks share: networks in mean-field parameterisation, runs over γ_0 and seeds, gradient descent, and when it is measured.</summary>
public abstract record DeepTrainingOptions
{
    /// <summary>γ_0 > 0, a run for each: small for a network that stays linear in its parameters, 1 for one whose features move. Default: 1.</summary>
    public IReadOnlyList<double> Richness { get; init; } = [1];
    /// <summary>η > 0, which is multiplied by γ_0² N. Default: 0.3, and 0.1 on the circle; a small γ_0 stands ten times that.</summary>
    public double LearningRate { get; init; } = 0.3;
    /// <summary>T ≥ 0, steps. Default: 1000.</summary>
    public long Steps { get; init; } = 1000;
    /// <summary>Steps to measure at, 0 to T; the last always is. Default: 0, and about thirty at equal ratios.</summary>
    public IReadOnlyList<long> MeasureAt { get; init; } = [];
    /// <summary>Seeds, a run for each: they decide the start and the batches. Default: 1.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1];
    /// <summary>Threads; results do not depend on it. Default (0): one for each processor.</summary>
    public int Threads { get; init; }
    /// <summary>What computes; rows are the same to rounding. Default: Managed.</summary>
    public TrainingBackend Backend { get; init; }
    /// <summary>Where: cpu, or for Torch cuda:0 for example. Default (null): cpu.</summary>
    public string? Device { get; init; }
}
