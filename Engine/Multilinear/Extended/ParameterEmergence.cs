namespace ScalingTools.Multilinear;

/// <summary>
/// Emergence in parameters of the extended model whose N basis functions go to the skills in order, N_c to each: with
/// q = ⌊(N-1)/N_c⌋ + 1 and r = N - (q-1)N_c, R_k/S is 1 for k &lt; q, r/N_c for k = q and 0 for k > q.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 41–44; N_c is about 4 for a two-layer network. All three cases are
/// R_k/S = N/N_c - (k-1), cut to 0 … 1, which also says what to do with an N_c that is not whole.
/// </remarks>
public static class ParameterEmergence
{
    /// <summary>R_k/S.</summary>
    /// <param name="functionCount">N_c > 0; a fit may take it off the whole numbers.</param>
    /// <param name="parameters">N ≥ 0.</param>
    /// <param name="skill">k, from 1.</param>
    public static double RelativeStrength(double functionCount, double parameters, long skill) =>
        Math.Clamp(parameters / Guard.Positive(functionCount) - (skill - 1), 0, 1);
}
