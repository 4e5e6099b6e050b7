namespace ScalingTools.Multilinear;

/// <summary>What is known of the run on which an extended model is calibrated.</summary>
public sealed record EmergenceCalibrationOptions
{
    /// <summary>The resource that grew. Default: Time.</summary>
    public EmergenceResource Resource { get; init; }

    /// <summary>P_s(k) of the skill, 0 to 1. Default: 1, a task of one skill (n_s = 1), as the paper calibrates.</summary>
    public double Frequency { get; init; } = 1;

    /// <summary>k of the skill, from 1; Parameters only. Default: 1.</summary>
    public long Skill { get; init; } = 1;

    /// <summary>S > 0; Time only. Default: 5.</summary>
    public double TargetScale { get; init; } = 5;

    /// <summary>R_k(0), between 0 and S, known and not fitted; Time only. Default (null): 0.01·S.</summary>
    public double? InitialStrength { get; init; }

    /// <summary>η > 0; Time only. Default: 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;
}
