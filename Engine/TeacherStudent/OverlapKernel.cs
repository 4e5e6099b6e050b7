using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>κ(ρ) = E[σ(z)σ(z')] = Σ_j α_j² ρ^j for standard normal z, z' of correlation ρ, and κ'(ρ).</summary>
/// <remarks>From E[he_j(⟨x,u⟩) he_k(⟨x,v⟩)] = δ_jk ⟨u,v⟩^k for unit u, v (Mehler).</remarks>
internal abstract unsafe class OverlapKernel
{
    /// <summary>κ(ρ).</summary>
    public abstract double Value(double rho);

    /// <summary>κ'(ρ).</summary>
    public abstract double Slope(double rho);

    /// <summary>Both for many numbers, which rounding may have taken a little beyond ±1; n is a multiple of eight.</summary>
    public virtual void Evaluate(double* rho, double* value, double* slope, int n)
    {
        for (int i = 0; i < n; i++)
        {
            double x = Math.Clamp(rho[i], -1, 1);
            (value[i], slope[i]) = (Value(x), Slope(x));
        }
    }
}

/// <summary>A kernel that has a formula.</summary>
internal sealed class ClosedKernel(Func<double, double> value, Func<double, double> slope) : OverlapKernel
{
    public override double Value(double rho) => value(rho);

    public override double Slope(double rho) => slope(rho);
}

/// <summary>
/// A kernel from an expansion: ρ^l Σ_n b_n ρ^{sn}, s = 2 where σ is even or odd. What the expansion leaves of E[σ²] is given to the next degree, so that κ(1) is
/// exact and κ(ρ) off by at most the remainder times |ρ|^{J+1}.
/// </summary>
internal sealed unsafe class SeriesKernel : OverlapKernel
{
    private const double Negligible = 1e-15;

    private readonly int _lowest, _stride;
    private readonly double[] _terms;

    /// <summary>ρ^k, of he_k.</summary>
    public SeriesKernel(int degree) => (_lowest, _stride, _terms) = (degree, 1, [1]);

    /// <summary>Of any σ.</summary>
    public SeriesKernel(HermiteExpansion expansion)
    {
        _stride = expansion.IsEven || expansion.IsOdd ? 2 : 1;
        double[] energies = [.. expansion.Coefficients.Select(a => Math.Abs(a) > expansion.Threshold ? a * a : 0)];
        _lowest = Math.Max(0, Array.FindIndex(energies, e => e > 0));
        int last = Array.FindLastIndex(energies, e => e > 0);
        double rest = Math.Max(0, expansion.SquareNorm - energies.Sum());
        // A tail that cannot be seen is left out.
        for (double sum = rest; last > _lowest && sum + energies[last] < Negligible * expansion.SquareNorm; last--)
            rest = sum += energies[last];
        List<double> terms = [];
        for (int j = _lowest; j <= last; j += _stride)
            terms.Add(energies[j]);
        if (rest > Negligible * expansion.SquareNorm)
            terms.Add(rest);
        _terms = [.. terms.DefaultIfEmpty(0)];
    }

    public override double Value(double rho)
    {
        double x = _stride == 2 ? rho * rho : rho, sum = 0;
        for (int n = _terms.Length - 1; n >= 0; n--)
            sum = sum * x + _terms[n];
        return sum * Power(rho, _lowest);
    }

    public override double Slope(double rho)
    {
        double x = _stride == 2 ? rho * rho : rho, sum = 0;
        int from = _lowest == 0 ? 1 : 0; // a constant has no slope
        for (int n = _terms.Length - 1; n >= from; n--)
            sum = sum * x + (_lowest + n * _stride) * _terms[n];
        return sum * Power(rho, _lowest + from * _stride - 1);
    }

    [MethodImpl(Numerics.Kernel.Method)]
    public override void Evaluate(double* rho, double* value, double* slope, int n)
    {
        int from = _lowest == 0 ? 1 : 0, power = _lowest + from * _stride - 1;
        Vector512<double> one = Vector512<double>.One;
        for (int i = 0; i < n; i += DenseRows.Lanes)
        {
            Vector512<double> y = Vector512.Min(Vector512.Max(Vector512.Load(rho + i), -one), one), x = _stride == 2 ? y * y : y, sum = default, rise = default;
            for (int j = _terms.Length - 1; j >= from; j--)
            {
                sum = sum * x + Vector512.Create(_terms[j]);
                rise = rise * x + Vector512.Create(_terms[j] * (_lowest + j * _stride));
            }
            Vector512<double> product = one; // y^power
            for (int j = 0; j < power; j++)
                product *= y;
            (rise * product).Store(slope + i);
            sum *= product * y;
            (from == 1 ? sum + Vector512.Create(_terms[0]) : sum).Store(value + i);
        }
    }

    private static double Power(double x, int n)
    {
        double product = 1;
        for (int i = 0; i < n; i++)
            product *= x;
        return product;
    }
}
