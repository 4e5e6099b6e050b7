using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// L(m, s) = E(σ(⟨x,θ⟩) - σ(⟨x,w⟩))² = κ(1) + N(s) - 2 Σ_j α_j α_j(s) m^j with m = ⟨w,θ⟩/|w|, s = |w|, N(s) = E σ(sz)² and α_j(s) = E[σ(sz) he_j(z)]; on the
/// sphere 2κ(1) - 2κ(m). The flow dw/dt = -η∇L is dm/dt = -η (1-m²)/s² ∂L/∂m, ds/dt = -η ∂L/∂s.
/// </summary>
/// <remarks>Degrees to 64 off the sphere, which for a kink leaves 10^-4 of E[σ²] out of the sum.</remarks>
internal sealed unsafe class SingleIndexPopulation
{
    private const int LargestDegree = 64;
    private const double Reach = 13;

    private readonly ActivationFunction _link;
    private readonly bool _spherical;
    private readonly double _rate, _own;
    private readonly double[] _coefficients, _values;
    private readonly (double Node, double Weight)[] _rule;

    public SingleIndexPopulation(ActivationFunction link, bool spherical, double rate)
    {
        (_link, _spherical, _rate, _own) = (link, spherical, rate, link.Kernel.Value(1));
        HermiteExpansion expansion = link.Expansion;
        int last = 1 + Enumerable.Range(0, LargestDegree + 1).Last(j => Math.Abs(expansion.Coefficients[j]) > expansion.Threshold || j == 0);
        _coefficients = [.. expansion.Coefficients.Take(last).Select(a => Math.Abs(a) > expansion.Threshold ? a : 0)];
        _values = new double[last];
        GaussianQuadrature rule = new(GaussianQuadrature.CoarseWidth, link.Kinks);
        _rule = [.. rule.Nodes.Zip(rule.Weights).Where(n => Math.Abs(n.First) < Reach)];
    }

    /// <summary>L.</summary>
    public double Loss(double overlap, double norm) => _spherical ? 2 * (_own - _link.Kernel.Value(Math.Clamp(overlap, -1, 1))) : Slopes(overlap, norm).Loss;

    /// <summary>L, ∂L/∂m and ∂L/∂s.</summary>
    public (double Loss, double Overlap, double Norm) Slopes(double m, double s)
    {
        if (_spherical)
            return (Loss(m, s), -2 * _link.Kernel.Slope(Math.Clamp(m, -1, 1)), 0);
        double loss = _own, byOverlap = 0, byNorm = 0;
        foreach ((double z, double weight) in _rule)
        {
            double value = _link.Value(s * z), slope = z * _link.Derivative(s * z), sum = 0, rise = 0, power = 1;
            HermitePolynomials.Values(z, _values);
            for (int j = 0; j < _coefficients.Length; j++)
            {
                sum += _coefficients[j] * power * _values[j];
                if (j + 1 < _coefficients.Length)
                    rise += _coefficients[j + 1] * (j + 1) * power * _values[j + 1];
                power *= m;
            }
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
