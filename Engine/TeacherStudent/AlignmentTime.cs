using MathNet.Numerics.Integration;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// How long one overlap takes alone: dm/dt = 2ηa κ'(m)(1 - m²), so t = (1/2ηa) ∫_{m_0}^{m_1} dm/(κ'(m)(1 - m²)). For he_k this is a Bernoulli equation, with y = m²
/// t = (F(y_1) - F(y_0))/(4ηak), F(y) = ln(y/(1-y)) - Σ_{1≤j&lt;k/2} y^{-j}/j for even k, and dominated by the search, m_0^{2-k}/(2ηak(k-2)).
/// </summary>
internal sealed class AlignmentTime
{
    private const int Nodes = 400;
    private const double Smallest = 1e-12;

    private readonly double[] _logs, _integrals; // of ln m, and ∫_m^{m_1}
    private readonly double _end;

    /// <summary>Times to an overlap.</summary>
    /// <param name="kernel">κ' > 0 up to the overlap; where it is not, alignment ends there and takes for ever.</param>
    /// <param name="overlap">m_1, between 0 and 1.</param>
    public AlignmentTime(OverlapKernel kernel, double overlap)
    {
        _end = overlap;
        _logs = [.. Enumerable.Range(0, Nodes + 1).Select(i => Math.Log(overlap) * (1 - (double)i / Nodes) + Math.Log(Smallest) * i / Nodes)];
        _integrals = new double[Nodes + 1];
        GaussLegendreRule rule = new(0, 1, 8);
        for (int i = 1; i <= Nodes; i++)
        {
            double low = _logs[i], length = _logs[i - 1] - low, sum = 0;
            for (int n = 0; n < rule.Order; n++)
            {
                double m = Math.Exp(low + length * rule.Abscissas[n]), slope = kernel.Slope(m);
                sum += slope > 0 ? rule.Weights[n] * length * m / (slope * (1 - m * m)) : double.PositiveInfinity;
            }
            _integrals[i] = _integrals[i - 1] + sum;
        }
    }

    /// <summary>2ηa t from an overlap; 0 where it is beyond m_1 already.</summary>
    public double From(double overlap)
    {
        double m = Math.Abs(overlap);
        if (m >= _end)
            return 0;
        if (m <= Smallest)
            return double.PositiveInfinity;
        double place = Nodes * (_logs[0] - Math.Log(m)) / (_logs[0] - _logs[Nodes]);
        int i = Math.Min((int)place, Nodes - 1);
        // Between nodes ln(c + ∫) is nearly linear in ln m, since ∫ grows like a power.
        double part = place - i, low = Math.Log(1 + _integrals[i]), high = Math.Log(1 + _integrals[i + 1]);
        return Math.Exp(low + part * (high - low)) - 1;
    }
}
