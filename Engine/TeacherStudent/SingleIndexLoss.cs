namespace ScalingTools.TeacherStudent;

/// <summary>A student of a single-index teacher at one step, beside the population dynamics from the same start.</summary>
public sealed record SingleIndexLoss
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
    /// <summary>t, in steps.</summary>
    public required long Time { get; init; }
    /// <summary>n = B t.</summary>
    public required long Samples { get; init; }
    /// <summary>L = E(f* - f)², exact.</summary>
    public required double Loss { get; init; }
    /// <summary>⟨w,θ⟩/|w|.</summary>
    public required double Overlap { get; init; }
    /// <summary>|w|.</summary>
    public required double Norm { get; init; }
    /// <summary>L of dw/dt = -η∇L at the same t.</summary>
    public required double FlowLoss { get; init; }
    /// <summary>⟨w,θ⟩/|w| of the flow.</summary>
    public required double FlowOverlap { get; init; }
    /// <summary>|w| of the flow.</summary>
    public required double FlowNorm { get; init; }
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }
}
