namespace ScalingTools.Multilinear;

/// <summary>The constant of an extended model as measured on one skill, with its uncertainty.</summary>
public sealed record EmergenceCalibration
{
    /// <summary>The group; empty when nothing was grouped.</summary>
    public string Group { get; init; } = "";
    /// <summary>Time, Data or Parameters.</summary>
    public required EmergenceResource Resource { get; init; }
    /// <summary>k of the skill measured.</summary>
    public required long Skill { get; init; }
    /// <summary>P_s(k) of that skill.</summary>
    public required double Frequency { get; init; }
    /// <summary>S of the run; null unless the resource is Time.</summary>
    public double? TargetScale { get; init; }
    /// <summary>R_k(0) of the run; null unless the resource is Time.</summary>
    public double? InitialStrength { get; init; }
    /// <summary>η of the run; null unless the resource is Time.</summary>
    public double? LearningRate { get; init; }
    /// <summary>c, D_c or N_c, fitted as a real number.</summary>
    public required double Constant { get; init; }
    /// <summary>Standard error, √(SSE/(n-1) / Σ (∂prediction/∂constant)²); null unless the outcome is Converged.</summary>
    public double? StandardError { get; init; }
    /// <summary>The whole number nearest to D_c or N_c, at least 1; null for Time.</summary>
    public long? WholeConstant { get; init; }
    /// <summary>√(SSE/n) of R/S.</summary>
    public required double RootMeanSquareError { get; init; }
    /// <summary>n, how many measurements.</summary>
    public required int Count { get; init; }
    /// <summary>How the fit ended.</summary>
    public required EmergenceCalibrationOutcome Outcome { get; init; }
}
