using ScalingTools.Numerics;

namespace ScalingTools.SparseParity;

/// <summary>Skill frequencies given one by one: P_s(k) = w_k / Σ_j w_j; the uniform distribution is the special case of equal weights.</summary>
public sealed class WeightedSkills : SkillDistribution
{
    private readonly double[] _probability;
    private readonly double[] _cumulative; // Σ_{j≤k} P_s(j) at index k; index 0 holds 0
    private readonly AliasTable _alias;

    /// <summary>The distribution proportional to the weights.</summary>
    /// <param name="weights">w_1 … w_{n_s}: finite, not negative, not all zero; any order.</param>
    /// <exception cref="ScalingException">No weights, a negative or non-finite one, or all zero.</exception>
    public WeightedSkills(IEnumerable<double> weights)
    {
        double[] w = [.. weights];
        double total = 0;
        for (int i = w.Length - 1; i >= 0; i--)
            total += Guard.NotNegative(w[i], "SkillWeight");
        if (w.Length == 0 || !(total > 0) || !double.IsFinite(total))
            throw Guard.OutOfRange("SkillWeight", total, "a list of weights with a positive finite sum");
        _probability = Array.ConvertAll(w, x => x / total);
        _cumulative = new double[w.Length + 1];
        for (int k = 1; k <= w.Length; k++)
            _cumulative[k] = _cumulative[k - 1] + _probability[k - 1];
        _alias = new AliasTable(_probability);
    }

    /// <summary>n_s equally frequent skills.</summary>
    /// <param name="count">n_s ≥ 1.</param>
    public static WeightedSkills Uniform(int count) => new(Enumerable.Repeat(1.0, (int)Guard.Positive((long)count, "SkillCount")));

    /// <inheritdoc/>
    public override long? Count => _probability.Length;

    /// <inheritdoc/>
    public override double Probability(long skill)
    {
        CheckSkill(skill);
        return _probability[skill - 1];
    }

    /// <inheritdoc/>
    public override double Mass(long from, long? to = null)
    {
        long last = Math.Min(to ?? _probability.Length, _probability.Length);
        return last < from ? 0 : _cumulative[last] - _cumulative[Math.Max(1, from) - 1];
    }

    /// <inheritdoc/>
    /// <remarks>Exact: one bin per distinct frequency.</remarks>
    public override SkillBins Bins(long from = 1, long? to = null)
    {
        Dictionary<double, double> massOf = [];
        for (long k = from; k <= (to ?? _probability.Length); k++)
        {
            double p = _probability[k - 1];
            massOf[p] = massOf.GetValueOrDefault(p) + p;
        }
        return new SkillBins([.. massOf.Keys], [.. massOf.Values]);
    }

    /// <inheritdoc/>
    public override long Sample(RandomStream stream) => _alias.Sample(stream) + 1;
}
