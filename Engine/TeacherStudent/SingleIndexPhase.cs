namespace ScalingTools.TeacherStudent;

/// <summary>How long the search and the descent of one run took.</summary>
public sealed record SingleIndexPhase
{
    /// <summary>Name of σ.</summary>
    public required string Activation { get; init; }
    /// <summary>k.</summary>
    public required int InformationExponent { get; init; }
    /// <summary>Whether w stays on the sphere.</summary>
    public required bool Spherical { get; init; }
    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }
    /// <summary>d.</summary>
    public required int Dimension { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>B.</summary>
    public required int BatchSize { get; init; }
    /// <summary>⟨w,θ⟩ at the start.</summary>
    public required double InitialOverlap { get; init; }
    /// <summary>Steps until the loss is nine tenths of the first; null where it never was.</summary>
    public long? SearchSteps { get; init; }
    /// <summary>Steps from there to a tenth; null where it was not reached.</summary>
    public long? DescentSteps { get; init; }
    /// <summary>Steps the population flow takes from the same start to nine tenths, on the sphere; null for plain steps.</summary>
    public double? FlowSearchSteps { get; init; }
    /// <summary>Steps it takes from there to a tenth.</summary>
    public double? FlowDescentSteps { get; init; }
    /// <summary>The theory's p of <see cref="SearchSteps"/> ∝ d^-p, negative since it grows: -c - max(0, k/2 - 1), with η ∝ d^-c; 1 - k for the default c. A logarithm comes with k = 2.</summary>
    public required double DimensionExponent { get; init; }
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }
}
