using ScalingTools.Numerics;

namespace ScalingTools.SparseParity;

/// <summary>Skill frequencies given one by one: P_s(k) = w_k / Σ_j w_j.</summary>
public sealed class WeightedSkills : SkillDistribution
{
    private readonly double[] _probability;
    private readonly double[] _tail; // Σ_{j>k} P_s(j) at index k; the last one holds 0
    private readonly AliasTable _alias;

    /// <summary>The distribution proportional to the weights.</summary>
    /// <param name="weights">w_1 … w_{n_s}: finite, not negative, not all zero; any order.</param>
    /// <exception cref="ScalingException">No weights, a negative or non-finite one, or all zero.</exception>
    public WeightedSkills(IEnumerable<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        double[] w = [.. weights];
        double total = 0;
        for (int i = w.Length - 1; i >= 0; i--)
            total += Guard.NotNegative(w[i], "SkillWeight");
        if (w.Length == 0 || !(total > 0) || !double.IsFinite(total))
            throw Guard.OutOfRange("SkillWeight", total, "a list of weights with a positive finite sum");
        _probability = Array.ConvertAll(w, x => x / total);
        _tail = new double[w.Length + 1];
        for (int k = w.Length - 1; k >= 0; k--)
            _tail[k] = _tail[k + 1] + _probability[k];
        _alias = new AliasTable(_probability);
    }

    /// <inheritdoc/>
    public override long? Count => _probability.Length;

    /// <inheritdoc/>
    public override double Probability(long skill)
    {
        CheckSkill(skill);
        return _probability[skill - 1];
    }

    /// <inheritdoc/>
    /// <remarks>From suffix sums, so that the mass of the last skills keeps its digits.</remarks>
    public override double Mass(long from, long? to = null)
    {
        long last = LastSkill(from, to)!.Value;
        return last < from ? 0 : _tail[from - 1] - _tail[last];
    }

    /// <inheritdoc/>
    /// <remarks>Exact: one bin per distinct frequency; skills of zero weight have none.</remarks>
    public override SkillBins Bins(long from = 1, long? to = null)
    {
        Dictionary<double, long> skillsOf = [];
        long last = LastSkill(from, to)!.Value;
        for (long k = from; k <= last; k++)
        {
            double p = _probability[k - 1];
            if (p > 0)
                skillsOf[p] = skillsOf.GetValueOrDefault(p) + 1;
        }
        double[] probability = [.. skillsOf.Keys.OrderDescending()];
        return new SkillBins(probability, Array.ConvertAll(probability, p => p * skillsOf[p]));
    }

    /// <inheritdoc/>
    public override long Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return _alias.Sample(stream) + 1;
    }
}
