using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// L(m, s) = E(σ(⟨x,θ⟩) - σ(⟨x,w⟩))² = κ(1) + N(s) - 2 Σ_j α_j α_j(s) m^j with m = ⟨w,θ⟩/|w|, s = |w|, N(s) = E σ(sz)² and α_j(s) = E[σ(sz) he_j(z)]; on the
/// sphere 2κ(1) - 2κ(m). The flow dw/dt = -η∇L is dm/dt = -η (1-m²)/s² ∂L/∂m, ds/dt = -η ∂L/∂s.
/// </summary>
/// <remarks>Degrees to 64 off the sphere, which for a kink leaves 10^-4 of E[σ²] out of the sum. An instance has scratch memory: one for each thread.</remarks>
internal sealed unsafe class SingleIndexPopulation
{
    private const int LargestDegree = 64;
    private const double Reach = 13;

    private readonly ActivationFunction _link;
    private readonly bool _spherical;
    private readonly double _rate, _own;
    private readonly int[] _degrees = []; // j of α_j ≠ 0
    private readonly (double Node, double Weight)[] _rule = [];
    private readonly double[] _terms = [], _powers = [], _slopes = []; // α_j he_j(z_n), node by node; m^j; j m^{j-1}

    public SingleIndexPopulation(ActivationFunction link, bool spherical, double rate)
    {
        (_link, _spherical, _rate, _own) = (link, spherical, rate, link.Kernel.Value(1));
        if (spherical)
            return;
        HermiteExpansion expansion = link.Expansion;
        _degrees = [.. Enumerable.Range(0, LargestDegree + 1).Where(j => Math.Abs(expansion.Coefficients[j]) > expansion.Threshold)];
        GaussianQuadrature rule = new(GaussianQuadrature.CoarseWidth, link.Kinks);
        _rule = [.. rule.Nodes.Zip(rule.Weights).Where(n => Math.Abs(n.First) < Reach)];
        _terms = new double[_rule.Length * _degrees.Length];
        (_powers, _slopes) = (new double[_degrees.Length], new double[_degrees.Length]);
        double[] values = new double[LargestDegree + 1];
        for (int n = 0; n < _rule.Length; n++)
        {
            HermitePolynomials.Values(_rule[n].Node, values);
            for (int i = 0; i < _degrees.Length; i++)
                _terms[n * _degrees.Length + i] = expansion.Coefficients[_degrees[i]] * values[_degrees[i]];
        }
    }

    /// <summary>L.</summary>
    public double Loss(double overlap, double norm) => _spherical ? 2 * (_own - _link.Kernel.Value(Math.Clamp(overlap, -1, 1))) : Slopes(overlap, norm).Loss;

    /// <summary>L, ∂L/∂m and ∂L/∂s.</summary>
    public (double Loss, double Overlap, double Norm) Slopes(double m, double s)
    {
        if (_spherical)
            return (Loss(m, s), -2 * _link.Kernel.Slope(Math.Clamp(m, -1, 1)), 0);
        for (int i = 0; i < _degrees.Length; i++)
            (_powers[i], _slopes[i]) = (Math.Pow(m, _degrees[i]), _degrees[i] == 0 ? 0 : _degrees[i] * Math.Pow(m, _degrees[i] - 1));
        double loss = _own, byOverlap = 0, byNorm = 0;
        for (int n = 0; n < _rule.Length; n++)
        {
            (double z, double weight) = _rule[n];
            double value = _link.Value(s * z), slope = z * _link.Derivative(s * z), sum = 0, rise = 0;
            ReadOnlySpan<double> terms = _terms.AsSpan(n * _degrees.Length, _degrees.Length);
            for (int i = 0; i < terms.Length; i++)
                (sum, rise) = (sum + terms[i] * _powers[i], rise + terms[i] * _slopes[i]);
            loss += weight * value * (value - 2 * sum);
            byNorm += 2 * weight * slope * (value - sum);
            byOverlap -= 2 * weight * value * rise;
        }
        return (loss, byOverlap, byNorm);
    }

    /// <summary>(m, s) of the flow at each of some ascending times from m(0), s(0) = 1.</summary>
    public (double Overlap, double Norm)[] Flow(double overlap, IReadOnlyList<double> times, CancellationToken cancellation)
    {
        using DenseRows state = new(1, 2);
        (state.Start[0], state.Start[1]) = (overlap, _spherical ? 0 : 1);
        using ChebyshevRungeKutta solver = new(state, (y, f) =>
        {
            double m = y[0], s = _spherical ? 1 : y[1];
            (_, double byOverlap, double byNorm) = Slopes(m, s);
            (f[0], f[1]) = (-_rate * (1 - m * m) / (s * s) * byOverlap, -_rate * byNorm);
        }, 1e-6);
        (double, double)[] found = new (double, double)[times.Count];
        for (int i = 0; i < found.Length; i++)
        {
            solver.AdvanceTo(times[i], null, cancellation);
            found[i] = (state.Start[0], _spherical ? 1 : state.Start[1]);
        }
        return found;
    }
}
