using MathNet.Numerics.Integration;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// How long one overlap takes alone: dm/dt = 2ηa κ'(m)(1 - m²), so t = (1/2ηa) ∫_{m_0}^{m_1} dm/(κ'(m)(1 - m²)). For he_k this is a Bernoulli equation, with y = m²
/// t = (F(y_1) - F(y_0))/(4ηak), F(y) = ln(y/(1-y)) - Σ_{1≤j&lt;k/2} y^{-j}/j for even k, and dominated by the search, m_0^{2-k}/(2ηak(k-2)).
/// </summary>
internal sealed class AlignmentTime
{
    private const int Panels = 200;
    private const double Smallest = 1e-12;

    private static readonly GaussLegendreRule Unit = new(0, 1, 8);

    private readonly OverlapKernel _kernel;
    private readonly double[] _logs, _integrals; // of ln m, and ∫_m^{m_1}

    /// <summary>Times to an overlap.</summary>
    /// <param name="kernel">κ' > 0 up to the overlap; where it is not, alignment takes for ever.</param>
    /// <param name="overlap">m_1, between 0 and 1.</param>
    public AlignmentTime(OverlapKernel kernel, double overlap)
    {
        _kernel = kernel;
        _logs = [.. Enumerable.Range(0, Panels + 1).Select(i => Math.Log(overlap) * (1 - (double)i / Panels) + Math.Log(Smallest) * i / Panels)];
        _integrals = new double[Panels + 1];
        for (int i = 1; i <= Panels; i++)
            _integrals[i] = _integrals[i - 1] + Integral(_logs[i], _logs[i - 1]);
    }

    /// <summary>2ηa t from an overlap; 0 where it is beyond m_1 already.</summary>
    public double From(double overlap)
    {
        double log = Math.Log(Math.Abs(overlap));
        if (log >= _logs[0])
            return 0;
        if (!(log > _logs[Panels]))
            return double.PositiveInfinity;
        int i = Math.Min((int)(Panels * (_logs[0] - log) / (_logs[0] - _logs[Panels])), Panels - 1);
        return _integrals[i] + Integral(log, _logs[i]);
    }

    private double Integral(double low, double high)
    {
        double sum = 0;
        for (int n = 0; n < Unit.Order; n++)
        {
            double m = Math.Exp(low + (high - low) * Unit.Abscissas[n]), slope = _kernel.Slope(m);
            sum += slope > 0 ? Unit.Weights[n] * (high - low) * m / (slope * (1 - m * m)) : double.PositiveInfinity;
        }
        return sum;
    }
}
