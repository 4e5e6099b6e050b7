using ScalingTools.Numerics;

namespace ScalingTools.SparseParity;

/// <summary>
/// How often each skill occurs: P_s(k) for k = 1 … n_s, summing to one. Skills are numbered from 1, as in the papers.
/// </summary>
/// <remarks>Source: Nam et al. 2024, Eq. 1 (Zipf); user-given weights and the uniform distribution are the obvious extensions.</remarks>
public abstract class SkillDistribution
{
    /// <summary>n_s, the number of skills; null when infinite.</summary>
    public abstract long? Count { get; }

    /// <summary>P_s(k).</summary>
    /// <param name="skill">k, from 1 to n_s.</param>
    /// <exception cref="ScalingException">k is not a skill.</exception>
    public abstract double Probability(long skill);

    /// <summary>Σ_{j=from}^{to} P_s(j), in time that does not depend on the number of terms where there is a formula.</summary>
    /// <param name="from">First skill, at least 1.</param>
    /// <param name="to">Last skill; null, or any number above n_s, for the last there is. A range with to &lt; from has mass 0.</param>
    /// <exception cref="ScalingException">from &lt; 1.</exception>
    public abstract double Mass(long from, long? to = null);

    /// <summary>
    /// Nodes and masses with Σ_{k=from}^{to} P_s(k) φ(P_s(k)) = Σ_i Mass_i φ(Probability_i): the one sum every loss is made of,
    /// at a cost that does not grow with n_s where the distribution has structure.
    /// </summary>
    /// <param name="from">First skill, at least 1.</param>
    /// <param name="to">Last skill; null, or any number above n_s, for the last there is. A range with to &lt; from has no bins.</param>
    /// <exception cref="ScalingException">from &lt; 1.</exception>
    public abstract SkillBins Bins(long from = 1, long? to = null);

    /// <summary>One skill drawn from P_s: k in 1 … n_s.</summary>
    public abstract long Sample(RandomStream stream);

    /// <summary>P_s(1), …, P_s(count) as an array; index k-1 holds skill k.</summary>
    /// <param name="count">How many of the most frequent skills; null for all.</param>
    /// <exception cref="ScalingException">More skills than an array can hold.</exception>
    public virtual double[] Probabilities(long? count = null)
    {
        long n = count is null ? Count ?? throw TooMany("infinitely many") : Guard.Positive(count.Value, "SkillCount");
        if (n > Array.MaxLength)
            throw TooMany(Guard.Text(n));
        double[] p = new double[n];
        for (int k = 0; k < p.Length; k++)
            p[k] = Probability(k + 1);
        return p;

        static ScalingException TooMany(string n) => new(ScalingError.TooLarge,
            $"An array of {n} skill probabilities does not fit in memory.",
            "Use Bins(), which represents any number of skills by a few thousand nodes.");
    }

    /// <summary>The guard of a skill index.</summary>
    /// <exception cref="ScalingException">k is not in 1 … n_s.</exception>
    protected void CheckSkill(long skill)
    {
        if (skill < 1 || skill > (Count ?? long.MaxValue))
            throw new ScalingException(ScalingError.SkillNotFound, $"There is no skill {skill}.",
                $"Skills are numbered from 1 to {(Count is { } n ? Guard.Text(n) : "infinity")}.", skill);
    }

    /// <summary>The guard of a range of skills: from ≥ 1; the result is where it ends, null for infinity.</summary>
    /// <exception cref="ScalingException">from &lt; 1.</exception>
    protected long? LastSkill(long from, long? to)
    {
        if (from < 1)
            CheckSkill(from);
        return Count is { } n ? Math.Min(to ?? n, n) : to;
    }
}
