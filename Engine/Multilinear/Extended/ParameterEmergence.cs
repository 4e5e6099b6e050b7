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

    /// <summary>The smallest N at which R_k/S reaches θ: ⌈N_c (k - 1 + θ)⌉.</summary>
    /// <param name="functionCount">N_c > 0.</param>
    /// <param name="threshold">θ, above 0 and below 1.</param>
    /// <param name="skill">k, from 1.</param>
    /// <returns>N, from 1; null where no N up to 2^53 is enough.</returns>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static long? ParametersToReach(double functionCount, double threshold, long skill)
    {
        if (!(threshold > 0 && threshold < 1))
            throw Guard.OutOfRange(nameof(threshold), threshold, "above 0 and below 1");
        double n = Math.Ceiling(Guard.Positive(functionCount) * (Guard.Positive(skill) - 1 + threshold));
        if (n >= 1L << 53)
            return null;
        // The product is rounded: 3 · (1 + 1/3) may come out above 4.
        return (long)(n > 1 && RelativeStrength(functionCount, n - 1, skill) >= threshold ? n - 1
            : RelativeStrength(functionCount, n, skill) >= threshold ? n : n + 1);
    }
}
