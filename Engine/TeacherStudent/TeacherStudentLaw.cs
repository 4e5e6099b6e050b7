namespace ScalingTools.TeacherStudent;

/// <summary>A scaling law of students of an additive teacher: Quantity ∝ Resource^-p.</summary>
public sealed record TeacherStudentLaw
{
    /// <summary>Name of σ.</summary>
    public required string Activation { get; init; }
    /// <summary>k of σ.</summary>
    public required int InformationExponent { get; init; }
    /// <summary>β of a_p ∝ p^-β.</summary>
    public required double Decay { get; init; }
    /// <summary>What falls or grows: Loss, or EmergenceTime.</summary>
    public required string Quantity { get; init; }
    /// <summary>With what: Time, Width, Samples, Skill or Dimension.</summary>
    public required string Resource { get; init; }
    /// <summary>p of Quantity ∝ Resource^-p; negative for what grows.</summary>
    public required double Exponent { get; init; }
    /// <summary>p in letters.</summary>
    public required string Formula { get; init; }
    /// <summary>Where the law holds.</summary>
    public required string Condition { get; init; }
}
