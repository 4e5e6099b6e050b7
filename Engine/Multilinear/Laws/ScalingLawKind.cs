namespace ScalingTools.Multilinear;

/// <summary>Which resource a law is about (Nam et al. 2024, Table 2).</summary>
public enum ScalingLawKind
{
    /// <summary>L ∝ T^-α/(α+1): training time is the bottleneck.</summary>
    Time,
    /// <summary>L ∝ D^-α/(α+1): the number of samples is the bottleneck.</summary>
    Data,
    /// <summary>L ∝ N^-α: the number of parameters is the bottleneck.</summary>
    Parameters,
    /// <summary>L ∝ C^-α/(α+2): compute C = N·T is, and N and T grow in balance.</summary>
    Compute,
}
