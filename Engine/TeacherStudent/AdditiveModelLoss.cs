namespace ScalingTools.TeacherStudent;

/// <summary>The additive-model hypothesis at one time: the loss of skills trained one by one, added up, against that of the student trained on all of them.</summary>
public sealed record AdditiveModelLoss
{
    /// <summary>The seed of the runs, which start alike.</summary>
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
    /// <summary>t.</summary>
    public required double Time { get; init; }
    /// <summary>L of the student trained on all skills at once.</summary>
    public required double Loss { get; init; }
    /// <summary>Σ_p L_p, L_p the loss of a student that starts alike and is trained on a_p σ(⟨x,v*_p⟩) alone.</summary>
    public required double AdditiveLoss { get; init; }
    /// <summary>Σ_p a_p² κ(1) (1 - r_p²(t)/a_p)², r_p² logistic from T_p of independent overlaps on.</summary>
    public required double PredictedLoss { get; init; }
    /// <summary>AdditiveLoss/Loss.</summary>
    public required double Ratio { get; init; }
    /// <summary>Id of the joint run.</summary>
    public required string Run { get; init; }
}
