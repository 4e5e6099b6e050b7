namespace ScalingTools.TeacherStudent;

/// <summary>When theory expects a direction of a teacher to emerge.</summary>
public sealed record EmergencePrediction
{
    /// <summary>The seed of the start.</summary>
    public required long Seed { get; init; }
    /// <summary>Name of σ.</summary>
    public required string Activation { get; init; }
    /// <summary>β; null for given coefficients.</summary>
    public double? Decay { get; init; }
    /// <summary>P.</summary>
    public required int Directions { get; init; }
    /// <summary>d.</summary>
    public required int Dimension { get; init; }
    /// <summary>m.</summary>
    public required int Width { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>p, from 1.</summary>
    public required int Skill { get; init; }
    /// <summary>a_p.</summary>
    public required double Coefficient { get; init; }
    /// <summary>T_p of independent overlaps from the start of this seed; null where all neurons are taken by then.</summary>
    public double? PredictedTime { get; init; }
    /// <summary>The neuron that wins, from 1.</summary>
    public int? Neuron { get; init; }
    /// <summary>Its overlap |m_ip| at the start.</summary>
    public double? InitialOverlap { get; init; }
    /// <summary>When its |v|² is half of a_p, and the direction pulls no more.</summary>
    public double? LearntTime { get; init; }
    /// <summary>T_p from the median of the largest of m overlaps, no direction in another's way: needs no start.</summary>
    public required double TypicalTime { get; init; }
    /// <summary>a_p^-1 η^-1 d^{k/2-1}, the theorem's scale of T_p, without a prefactor; null where the theorem does not hold.</summary>
    public double? ScalingTime { get; init; }
    /// <summary>Why it does not hold; empty where it does.</summary>
    public string Advice { get; init; } = "";
}
