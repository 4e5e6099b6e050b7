using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>κ_p(a) = E[max(u,0)^p max(v,0)^p] / E[max(u,0)^{2p}] for Gaussian u, v of variance 1 and correlation cos a: 1 at a = 0, 0 at a = π.</summary>
/// <remarks>
/// κ_p(a) = I_p(a)/I_p(0), I_p(a) = ∫_0^{π-a} (sin(e/2) sin(a + e/2))^p de, the angular part of the Gaussian integral; I_p(0) = √π Γ(p+½)/Γ(p+1).
/// κ_0 = (π-a)/π and κ_1 = (sin a + (π-a) cos a)/π; other p by the double exponential rule, whose nodes crowd where the integrand is singular, to about 1e-12.
/// Source: Cho and Saul, Kernel methods for deep learning, 2009, for whole p.
/// </remarks>
public sealed class ArcCosineKernel
{
    private const double Step = 1.0 / 16, Last = 3.4;

    private readonly double _atZero;
    private readonly double[] _place, _weight; // of the rule on (0, 1)

    /// <summary>The kernel of a power.</summary>
    /// <param name="power">p > -½.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public ArcCosineKernel(double power)
    {
        if (!(power > -0.5 && double.IsFinite(power)))
            throw Guard.OutOfRange(nameof(power), power, "a number above -0.5");
        Power = power;
        _atZero = Math.Sqrt(Math.PI) * MathNet.Numerics.SpecialFunctions.Gamma(power + 0.5) / MathNet.Numerics.SpecialFunctions.Gamma(power + 1);
        int nodes = (int)Math.Round(Last / Step);
        (_place, _weight) = (new double[2 * nodes + 1], new double[2 * nodes + 1]);
        for (int i = -nodes; i <= nodes; i++)
        {
            // x = 1/(1 + e^{-π sinh s}), dx = π cosh s x (1-x) ds
            double s = i * Step, x = 1 / (1 + Math.Exp(-Math.PI * Math.Sinh(s)));
            (_place[i + nodes], _weight[i + nodes]) = (x, Step * Math.PI * Math.Cosh(s) * x / (1 + Math.Exp(Math.PI * Math.Sinh(s))));
        }
    }

    /// <summary>p.</summary>
    public double Power { get; }

    /// <summary>κ_p(a).</summary>
    /// <param name="angle">a, from 0 to π.</param>
    public double At(double angle)
    {
        double width = Math.PI - angle;
        if (Power == 0)
            return width / Math.PI;
        if (Power == 1)
            return (Math.Sin(angle) + width * Math.Cos(angle)) / Math.PI;
        if (width <= 0)
            return 0;
        double sum = 0;
        for (int i = 0; i < _place.Length; i++)
        {
            double half = width * _place[i] / 2;
            sum += _weight[i] * Math.Pow(Math.Sin(half) * Math.Sin(angle + half), Power);
        }
        return width * sum / _atZero;
    }
}
