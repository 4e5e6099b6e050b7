namespace ScalingTools.Multilinear;

/// <summary>How well an extended model predicted one skill: deviations of R_k/S, measured less predicted.</summary>
public sealed record EmergencePredictionError
{
    /// <summary>Time, Data or Parameters.</summary>
    public required EmergenceResource Resource { get; init; }
    /// <summary>c, D_c or N_c.</summary>
    public required double Constant { get; init; }
    /// <summary>k, from 1.</summary>
    public required long Skill { get; init; }
    /// <summary>How many measurements.</summary>
    public required int Count { get; init; }
    /// <summary>Mean deviation; positive where the skill was learnt earlier than predicted.</summary>
    public required double MeanError { get; init; }
    /// <summary>Root mean square deviation.</summary>
    public required double RootMeanSquareError { get; init; }
    /// <summary>The deviation largest in size, with its sign.</summary>
    public required double LargestError { get; init; }
}
