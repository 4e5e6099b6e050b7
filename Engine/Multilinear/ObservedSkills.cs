using System.Runtime.InteropServices;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Multilinear;

/// <summary>One data set as the multilinear model sees it: the skills that occur in it, ascending, with their counts d_k ≥ 1.</summary>
internal sealed class ObservedSkills
{
    // Up to here all d_k are drawn at once, O(n_s) whatever D; beyond, the D points are drawn one by one.
    private const long MaxSkills = 1 << 24;
    private const long MaxPoints = 1 << 26;

    private ObservedSkills(long[] skill, long[] count)
    {
        Skill = skill;
        Count = count;
        Total = count.Sum();
    }

    /// <summary>k, ascending.</summary>
    public long[] Skill { get; }

    /// <summary>d_k of the same index.</summary>
    public long[] Count { get; }

    /// <summary>D = Σ d_k.</summary>
    public long Total { get; }

    /// <summary>d_k, 0 for a skill that does not occur.</summary>
    public long CountOf(long skill)
    {
        int i = Array.BinarySearch(Skill, skill);
        return i < 0 ? 0 : Count[i];
    }

    /// <summary>The data set of given counts, d_k at index k-1.</summary>
    public static ObservedSkills Of(IReadOnlyList<long> counts)
    {
        List<long> skill = [], count = [];
        for (int k = 1; k <= counts.Count; k++)
        {
            long d = counts[k - 1];
            if (d < 0)
                throw Guard.OutOfRange("Observations", d, "counts of zero or more");
            if (d == 0)
                continue;
            skill.Add(k);
            count.Add(d);
        }
        return skill.Count > 0 ? new ObservedSkills([.. skill], [.. count])
            : throw new ScalingException(ScalingError.NoSamples, "Every count of the data set is zero.", "Give at least one observation.");
    }

    /// <summary>The data set of D points that a seed stands for; data sets of different D are independent.</summary>
    public static ObservedSkills Sample(SkillDistribution skills, long sampleCount, long seed)
    {
        RandomStream stream = new(seed, purpose: RandomPurpose.SkillCounts, index: sampleCount);
        if (skills.Count <= MaxSkills)
            return Of(SkillCounts.Sample(skills, sampleCount, stream));
        if (sampleCount > MaxPoints)
            throw new ScalingException(ScalingError.TooLarge,
                $"A data set of {sampleCount} points over {(skills.Count is { } n ? Guard.Text(n) : "infinitely many")} skills is too large to draw.",
                $"Ask for the mean over data sets (Data = Expected), or for at most {MaxPoints} points or {MaxSkills} skills.", sampleCount);

        Dictionary<long, long> countOf = [];
        for (long point = 0; point < sampleCount; point++)
            CollectionsMarshal.GetValueRefOrAddDefault(countOf, skills.Sample(stream), out _)++;
        long[] skill = [.. countOf.Keys];
        Array.Sort(skill);
        return new ObservedSkills(skill, Array.ConvertAll(skill, k => countOf[k]));
    }
}
