namespace ScalingTools.Multilinear;

/// <summary>The model and its linear companion.</summary>
public enum MultilinearModelKind
{
    /// <summary>f = Σ_k a_k b_k g_k: sigmoidal emergence (Nam et al. 2024, Eq. 12).</summary>
    Multilinear,
    /// <summary>f = Σ_k w_k g_k: exponential saturation, no emergence (Nam et al. 2024, Eq. 135).</summary>
    Linear,
}
