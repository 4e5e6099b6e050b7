using ScalingTools.Numerics;

namespace ScalingTools.Multilinear;

/// <summary>
/// Emergence in data of the extended model f = Σ_k a_k Σ_l B_{k,l} e_{k,l}, a D_c-shot learner:
/// R_k(∞)/S = 1 - √(1 - d_k/D_c) for d_k &lt; D_c, 1 otherwise.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 40 (Prop. 1); D_c is about 800 for a two-layer network and D_c = 1 gives back the multilinear model.
/// The proposition takes the mean loss of kernel regression, L_k = (S²/2)(1 - d_k/D_c), and reads a strength from it by
/// L_k = (S - R_k)²/2. The correlation E[g_k f] of the same solution is S d_k/D_c, and Eq. 40 is not that:
/// <see cref="FeatureModel"/> simulates both.
/// </remarks>
public static class DataEmergence
{
    /// <summary>R_k/S given d_k.</summary>
    /// <param name="shotCount">D_c > 0; a fit may take it off the whole numbers.</param>
    /// <param name="observations">d_k ≥ 0.</param>
    public static double RelativeStrength(double shotCount, double observations) => 1 - Math.Sqrt(Missing(shotCount, observations));

    /// <summary>E[R_k/S] over d_k ~ Binomial(D, P_s(k)).</summary>
    /// <param name="shotCount">D_c > 0.</param>
    /// <param name="samples">D ≥ 0.</param>
    /// <param name="frequency">P_s(k), 0 to 1.</param>
    public static double ExpectedRelativeStrength(double shotCount, long samples, double frequency)
    {
        Guard.Positive(shotCount);
        return 1 - BinomialExpectation.Of(d => Math.Sqrt(Missing(shotCount, d)), samples, frequency);
    }

    /// <summary>E[L_k]/(S²/2) = E[max(0, 1 - d_k/D_c)] over d_k ~ Binomial(D, P_s(k)).</summary>
    /// <param name="shotCount">D_c > 0.</param>
    /// <param name="samples">D ≥ 0.</param>
    /// <param name="frequency">P_s(k), 0 to 1.</param>
    public static double ExpectedRelativeLoss(double shotCount, long samples, double frequency)
    {
        Guard.Positive(shotCount);
        return BinomialExpectation.Of(d => Missing(shotCount, d), samples, frequency);
    }

    /// <summary>The smallest D at which E[R_k/S] reaches θ; the mean grows with D, so doubling and bisection find it.</summary>
    /// <param name="shotCount">D_c > 0.</param>
    /// <param name="threshold">θ, above 0 and below 1.</param>
    /// <param name="frequency">P_s(k), 0 to 1.</param>
    /// <returns>D, from 1; null where no D up to 2^53 is enough, as for a skill that never occurs.</returns>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static long? SamplesToReach(double shotCount, double threshold, double frequency)
    {
        if (!(threshold > 0 && threshold < 1))
            throw Guard.OutOfRange(nameof(threshold), threshold, "above 0 and below 1");
        bool Enough(long samples) => ExpectedRelativeStrength(shotCount, samples, frequency) >= threshold;
        long below = 0, enough = 1; // R(below) < θ ≤ R(enough)
        for (; !Enough(enough); enough *= 2)
        {
            if (enough >= BinomialMass.MaxCount)
                return null;
            below = enough;
        }
        while (enough - below > 1)
        {
            long middle = below + (enough - below) / 2;
            (below, enough) = Enough(middle) ? (below, middle) : (middle, enough);
        }
        return enough;
    }

    private static double Missing(double shotCount, double observations) => Math.Max(0, 1 - observations / Guard.Positive(shotCount));
}
