namespace ScalingTools.Multilinear;

/// <summary>What a finite data set of D points means for the counts d_k.</summary>
public enum MultilinearDataMode
{
    /// <summary>One data set per seed: (d_k) is drawn once, as it would be in an experiment.</summary>
    Sampled,
    /// <summary>The mean over all data sets: every d_k is averaged over Binomial(D, P_s(k)). Nothing is random.</summary>
    Expected,
}
