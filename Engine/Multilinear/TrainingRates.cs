using System.Runtime.InteropServices;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Multilinear;

/// <summary>
/// The first N skills grouped by the rate ρ at which they are trained: Σ_{k≤N} P_s(k) φ(ρ_k) = Σ_i Mass_i φ(Rate_i), with ρ_k = d_k/D
/// (P_s(k) for endless data). Everything a learning curve needs to know of data and skills.
/// </summary>
internal sealed class TrainingRates
{
    private TrainingRates(double[] rate, double[] mass) => (Rate, Mass) = (rate, mass);

    /// <summary>ρ of each group.</summary>
    public double[] Rate { get; }

    /// <summary>Σ P_s(k) over each group.</summary>
    public double[] Mass { get; }

    /// <summary>Endless data: ρ_k = P_s(k).</summary>
    public static TrainingRates Endless(SkillDistribution skills, long? parameters)
    {
        SkillBins bins = skills.Bins(1, parameters);
        return new TrainingRates(bins.Probability.ToArray(), bins.Mass.ToArray());
    }

    /// <summary>One data set: exact, one group per distinct d_k, and one of the skills that do not occur.</summary>
    public static TrainingRates Counted(SkillDistribution skills, ObservedSkills data, long? parameters)
    {
        Dictionary<double, double> massOf = [];
        double unseenMass = 0;
        long? next = parameters; // the last skill of the gap behind the current one
        // Rare skills first, so that small masses are not lost in large ones.
        for (int i = data.Skill.Length - 1; i >= 0; i--)
        {
            long skill = data.Skill[i];
            if (skill > (parameters ?? long.MaxValue))
                continue;
            unseenMass += GapMass(skill + 1, next);
            CollectionsMarshal.GetValueRefOrAddDefault(massOf, data.Count[i], out _) += skills.Probability(skill);
            next = skill - 1;
        }
        massOf[0] = unseenMass + GapMass(1, next);
        return FromGroups(massOf, data.Total);

        double GapMass(long from, long? to) => to < from ? 0 : to == from ? skills.Probability(from) : skills.Mass(from, to);
    }

    /// <summary>The mean over data sets: every skill spread over d_k ~ Binomial(D, P_s(k)).</summary>
    public static TrainingRates Expected(SkillDistribution skills, long sampleCount, long? parameters)
    {
        SkillBins bins = skills.Bins(1, parameters);
        Dictionary<double, double> massOf = [];
        for (int i = bins.Count - 1; i >= 0; i--)
        {
            (double[] node, double[] weight) = BinomialExpectation.Nodes(sampleCount, bins.Probability[i]);
            for (int j = 0; j < node.Length; j++)
                CollectionsMarshal.GetValueRefOrAddDefault(massOf, node[j], out _) += bins.Mass[i] * weight[j];
        }
        return FromGroups(massOf, sampleCount);
    }

    /// <summary>The mean over data sets for T = ∞, where only seen or unseen matters: Σ P (1-P)^D is unseen.</summary>
    public static TrainingRates ExpectedSeen(SkillDistribution skills, long sampleCount, long? parameters)
    {
        SkillBins bins = skills.Bins(1, parameters);
        double unseen = MultilinearKernel.UnseenMass(bins.Probability.ToArray(), bins.Mass.ToArray(), [sampleCount])[0];
        return new TrainingRates([1, 0], [skills.Mass(1, parameters) - unseen, unseen]);
    }

    // Frequent (large d) first, as the sums add backwards.
    private static TrainingRates FromGroups(Dictionary<double, double> massOf, long sampleCount)
    {
        double[] counts = [.. massOf.Keys];
        Array.Sort(counts, (x, y) => y.CompareTo(x));
        return new TrainingRates(Array.ConvertAll(counts, d => d / sampleCount), Array.ConvertAll(counts, d => massOf[d]));
    }
}
