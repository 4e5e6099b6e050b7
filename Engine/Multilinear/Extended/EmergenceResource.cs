namespace ScalingTools.Multilinear;

/// <summary>Which resource grows until skills emerge.</summary>
public enum EmergenceResource
{
    /// <summary>Training steps T; the constant is the rate factor c (the paper's B²).</summary>
    Time,
    /// <summary>Data points D; the constant is D_c, the observations that learn a skill.</summary>
    Data,
    /// <summary>Parameters N; the constant is N_c, the basis functions that express a skill.</summary>
    Parameters,
}
