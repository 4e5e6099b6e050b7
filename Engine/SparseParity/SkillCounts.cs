using ScalingTools.Numerics;

namespace ScalingTools.SparseParity;

/// <summary>
/// d_k, how many of the D points of a data set carry skill k: (d_1, …, d_{n_s}) ~ Multinomial(D; P_s). Nobody has to draw D points
/// to know them, so D = 10^12 costs as much as D = 10^3.
/// </summary>
public static class SkillCounts
{
    /// <summary>One draw of the counts; d_k at index k-1, summing to D.</summary>
    /// <param name="skills">P_s, with a finite number of skills.</param>
    /// <param name="sampleCount">D, 0 to 2^53.</param>
    /// <param name="stream">Where the randomness comes from.</param>
    /// <exception cref="ScalingException">More skills than fit in memory, or D out of range.</exception>
    /// <remarks>
    /// By conditional binomials, d_k ~ Binomial(D - d_1 - … - d_{k-1}, P_s(k) / Σ_{j≥k} P_s(j)): O(n_s) whatever D. The tail masses are
    /// summed from the last skill on, so that rare skills keep their digits. Same stream, same counts.
    /// </remarks>
    public static long[] Sample(SkillDistribution skills, long sampleCount, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(skills);
        ArgumentNullException.ThrowIfNull(stream);
        double[] probability = skills.Probabilities();
        BinomialMass.Check(sampleCount, 0);

        double[] tail = new double[probability.Length]; // Σ_{j≥k} P_s(j)
        double mass = 0;
        for (int k = tail.Length - 1; k >= 0; k--)
            tail[k] = mass += probability[k];

        long[] count = new long[probability.Length];
        long left = sampleCount;
        for (int k = 0; k < count.Length && left > 0; k++)
        {
            // tail[k] = probability[k] exactly at the last skill of positive frequency, which takes what is left.
            count[k] = probability[k] == 0 ? 0 : BinomialSampler.Sample(stream, left, probability[k] / tail[k]);
            left -= count[k];
        }
        return count;
    }
}
