namespace ScalingTools.SparseParity;

/// <summary>The skills of one data set grouped by how often they occur in it: Σ_k P_s(k) φ(d_k) = Σ_i Mass_i φ(Observations_i), exactly.</summary>
/// <remarks>Every loss of the multilinear model at finite D is such a sum; distinct counts are far fewer than skills.</remarks>
public sealed class SkillCountBins
{
    private readonly long[] _observations;
    private readonly double[] _mass;

    internal SkillCountBins(long[] observations, double[] mass) => (_observations, _mass) = (observations, mass);

    /// <summary>The distinct values of d_k, ascending.</summary>
    public ReadOnlySpan<long> Observations => _observations;

    /// <summary>Σ P_s(k) over the skills with that count.</summary>
    public ReadOnlySpan<double> Mass => _mass;

    /// <summary>How many distinct counts there are.</summary>
    public int Count => _mass.Length;

    /// <summary>Σ_i Mass_i φ(Observations_i).</summary>
    public double Sum(Func<long, double> phi)
    {
        ArgumentNullException.ThrowIfNull(phi);
        double sum = 0;
        for (int i = 0; i < _mass.Length; i++)
            sum += _mass[i] * phi(_observations[i]);
        return sum;
    }
}
