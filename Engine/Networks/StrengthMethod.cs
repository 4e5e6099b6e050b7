namespace ScalingTools.Networks;

/// <summary>How the skill strengths of a network are measured.</summary>
public enum StrengthMethod
{
    /// <summary>R_k = mean of g_k f over test samples of skill k, as in Nam et al. 2024, Eq. 137.</summary>
    Sampled,
    /// <summary>R_k = mean of g_k (f - mean f), as in their code: the same on average, with less noise from the mean of f.</summary>
    Centered,
    /// <summary>R_k over all 2^{n_b} inputs, without sampling error; about a millisecond for each neuron at 32 bits. The loss is still sampled.</summary>
    Exact,
}
