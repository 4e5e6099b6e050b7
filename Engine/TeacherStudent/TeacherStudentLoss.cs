namespace ScalingTools.TeacherStudent;

/// <summary>The population loss of a student at one time of its training.</summary>
public sealed record TeacherStudentLoss
{
    /// <summary>Sgd or flow.</summary>
    public required TeacherStudentMethod Method { get; init; }
    /// <summary>The seed of the run.</summary>
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
    /// <summary>B; null for a flow.</summary>
    public int? BatchSize { get; init; }
    /// <summary>|v(0)|.</summary>
    public required double InitialScale { get; init; }
    /// <summary>t, in steps.</summary>
    public required double Time { get; init; }
    /// <summary>n = B t; null for a flow.</summary>
    public double? Samples { get; init; }
    /// <summary>L = E(f* - f)², exact.</summary>
    public required double Loss { get; init; }
    /// <summary>Σ_p a_p² (κ(1) - κ(0)) (1 - R_p)², what the directions lack one by one: L less what neurons have across the teacher's directions.</summary>
    public required double DirectionLoss { get; init; }
    /// <summary>How many directions have emerged by now.</summary>
    public required int Emerged { get; init; }
    /// <summary>Σ_i |v_i|²; Σ_p a_p when everything is learnt.</summary>
    public required double NormSquared { get; init; }
    /// <summary>p = (2β-1)/β of t^-p, the theory's exponent for <see cref="Time"/>; null where there is no law.</summary>
    public double? TimeExponent { get; init; }
    /// <summary>p = 2β-1 of m^-p, that for <see cref="Width"/>.</summary>
    public double? WidthExponent { get; init; }
    /// <summary>Why there is no law; empty where there is.</summary>
    public string Advice { get; init; } = "";
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }
}
