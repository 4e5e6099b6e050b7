namespace ScalingTools.SparseParity;

/// <summary>How the m sparse bits M_k of each skill are chosen among the n_b skill bits.</summary>
public enum SubsetChoice
{
    /// <summary>No two skills share a bit: M_k = {(k-1)m, …, km-1}; needs n_s·m ≤ n_b (Nam et al. 2024).</summary>
    Disjoint,
    /// <summary>Distinct subsets drawn by the seed, which may overlap (Michaud et al. 2023).</summary>
    Random,
}
