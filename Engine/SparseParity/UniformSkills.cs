using ScalingTools.Numerics;

namespace ScalingTools.SparseParity;

/// <summary>n_s equally frequent skills: P_s(k) = 1/n_s.</summary>
public sealed class UniformSkills : SkillDistribution
{
    private readonly long _count;

    /// <summary>The uniform distribution over n_s skills.</summary>
    /// <param name="count">n_s ≥ 1.</param>
    /// <exception cref="ScalingException">n_s &lt; 1.</exception>
    public UniformSkills(long count) => _count = Guard.Positive(count, "SkillCount");

    /// <inheritdoc/>
    public override long? Count => _count;

    /// <inheritdoc/>
    public override double Probability(long skill)
    {
        CheckSkill(skill);
        return 1.0 / _count;
    }

    /// <inheritdoc/>
    public override double Mass(long from, long? to = null) =>
        Math.Max(0, (double)(LastSkill(from, to)!.Value - from + 1) / _count);

    /// <inheritdoc/>
    /// <remarks>Exact: a single bin.</remarks>
    public override SkillBins Bins(long from = 1, long? to = null) =>
        LastSkill(from, to) < from ? new SkillBins([], []) : new SkillBins([1.0 / _count], [Mass(from, to)]);

    /// <inheritdoc/>
    public override long Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.NextInteger(_count) + 1;
    }
}
