namespace ScalingTools.SparseParity;

/// <summary>
/// A quadrature rule over skills: Σ_k P_s(k) φ(P_s(k)) = Σ_i Mass_i φ(Probability_i). Arrays of equal length.
/// </summary>
/// <remarks>
/// A bin may stand for one skill, for many equally frequent ones, or be a node of a Gauss rule between which φ is smooth; masses of
/// the Euler–Maclaurin end corrections are tiny and may be negative. Their sum is the total mass of the range.
/// </remarks>
public sealed class SkillBins
{
    private readonly double[] _probability, _mass;

    internal SkillBins(double[] probability, double[] mass) => (_probability, _mass) = (probability, mass);

    /// <summary>P at each node.</summary>
    public ReadOnlySpan<double> Probability => _probability;

    /// <summary>The mass Σ P that each node carries.</summary>
    public ReadOnlySpan<double> Mass => _mass;

    /// <summary>How many nodes there are.</summary>
    public int Count => _probability.Length;

    /// <summary>Σ_i Mass_i φ(Probability_i).</summary>
    public double Sum(Func<double, double> phi)
    {
        double sum = 0;
        // Small masses are last: add backwards.
        for (int i = _probability.Length - 1; i >= 0; i--)
            sum += _mass[i] * phi(_probability[i]);
        return sum;
    }
}
