namespace ScalingTools.SparseParity;

/// <summary>What a network is trained to reproduce.</summary>
public enum LabelConvention
{
    /// <summary>f* = ±S, for the squared loss: +S for an even number of ones in M_k (Nam et al. 2024, Eq. 4).</summary>
#pragma warning disable CA1720 // the word is the sign's, not an integer type's
    Signed,
#pragma warning restore CA1720
    /// <summary>The parity itself, for cross-entropy: 0 for an even number of ones in M_k, 1 for an odd one (Michaud et al. 2023).</summary>
    Binary,
}
