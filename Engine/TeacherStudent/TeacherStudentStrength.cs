namespace ScalingTools.TeacherStudent;

/// <summary>How well a student has learnt one direction of its teacher at one time of its training.</summary>
public sealed record TeacherStudentStrength
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
    /// <summary>p, from 1.</summary>
    public required int Skill { get; init; }
    /// <summary>a_p.</summary>
    public required double Coefficient { get; init; }
    /// <summary>â_p = Σ_i r_i² (κ(m_ip) - κ(0))/(κ(1) - κ(0)), the coefficient of the direction in f.</summary>
    public required double Strength { get; init; }
    /// <summary>R_p = â_p/a_p, 1 when the direction is learnt.</summary>
    public required double RelativeStrength { get; init; }
    /// <summary>a_p² (κ(1) - κ(0)) (1 - R_p)².</summary>
    public required double SkillLoss { get; init; }
    /// <summary>max_i |m_ip|, m_ip = ⟨v_i,v*_p⟩/|v_i|.</summary>
    public required double Overlap { get; init; }
    /// <summary>The neuron that has it, from 1.</summary>
    public required int Neuron { get; init; }
    /// <summary>Its |v_i|², which becomes a_p.</summary>
    public required double NormSquared { get; init; }
    /// <summary>How many neurons have m_ip² above the threshold: those that share the direction.</summary>
    public required int Neurons { get; init; }
    /// <summary>T_p, when overlap² crossed the threshold for the first time; null where it did not.</summary>
    public double? EmergenceTime { get; init; }
    /// <summary>The same as the theory of independent overlaps has it from the start of this run; null where it sees none.</summary>
    public double? PredictedTime { get; init; }
    /// <summary>Id of the run the row belongs to.</summary>
    public required string Run { get; init; }
}
