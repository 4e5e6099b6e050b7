namespace ScalingTools.Multilinear;

/// <summary>Which functions e_{k,l} with E[e_l e_l'] = δ_ll' and Σ_l e_l/√D_c = g_k (Eq. 39) the model is built on.</summary>
public enum FeatureFamily
{
    /// <summary>
    /// In general position: e(x) = g(x) u + (1 - uuᵀ) z(x), u = (1, …, 1)/√D_c, z ~ N(0, 1) anew for each x. Any d points span d directions.
    /// </summary>
    Gaussian,
    /// <summary>
    /// The input space cut into D_c equal cells, e_l(x) = √D_c g(x) where x lies in cell l and 0 elsewhere. Points that share a cell
    /// teach nothing new, so the loss falls as (1 - 1/D_c)^d instead of 1 - d/D_c.
    /// </summary>
    Cells,
}
