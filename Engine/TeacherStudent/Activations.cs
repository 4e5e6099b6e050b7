using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics;
using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>he_j by its recurrence, eight numbers at a time.</summary>
internal sealed unsafe class HermiteActivation : ActivationFunction
{
    private readonly int _degree;
    private readonly double[] _first, _second; // he_{j+1} = first_j z he_j - second_j he_{j-1}

    public HermiteActivation(int degree) : base($"he{degree}")
    {
        _degree = degree;
        _first = [.. Enumerable.Range(0, degree).Select(j => 1 / Math.Sqrt(j + 1))];
        _second = [.. Enumerable.Range(0, degree).Select(j => Math.Sqrt(j / (j + 1.0)))];
    }

    public override double Value(double z) => HermitePolynomials.Value(_degree, z);

    public override double Derivative(double z) => Math.Sqrt(_degree) * HermitePolynomials.Value(_degree - 1, z);

    [MethodImpl(Numerics.Kernel.Method)]
    internal override void Evaluate(double* z, double* value, double* slope, int n)
    {
        Vector512<double> root = Vector512.Create(Math.Sqrt(_degree));
        fixed (double* first = _first, second = _second)
            for (int i = 0; i < n; i += DenseRows.Lanes)
            {
                Vector512<double> x = Vector512.Load(z + i), before = default, now = Vector512<double>.One;
                for (int j = 0; j < _degree; j++)
                {
                    Vector512<double> next = Vector512.Create(first[j]) * x * now - Vector512.Create(second[j]) * before;
                    (before, now) = (now, next);
                }
                now.Store(value + i);
                (root * before).Store(slope + i);
            }
    }

    private protected override OverlapKernel CreateKernel() => new SeriesKernel(_degree);
}

/// <summary>max(z, 0); κ(ρ) = (√(1-ρ²) + ρ(π - arccos ρ))/2π, the arc-cosine kernel of order 1 (Cho and Saul 2009).</summary>
internal sealed class ReluActivation() : ActivationFunction("relu")
{
    internal override IReadOnlyList<double> Kinks => [0];

    public override double Value(double z) => Math.Max(z, 0);

    public override double Derivative(double z) => z > 0 ? 1 : 0;

    private protected override OverlapKernel CreateKernel() => new ClosedKernel(
        rho => (Math.Sqrt(1 - rho * rho) + rho * (Math.PI - Math.Acos(rho))) / (2 * Math.PI), rho => (Math.PI - Math.Acos(rho)) / (2 * Math.PI));
}

/// <summary>|z| = relu(z) + relu(-z); κ(ρ) = (2/π)(√(1-ρ²) + ρ arcsin ρ).</summary>
internal sealed class AbsActivation() : ActivationFunction("abs")
{
    internal override IReadOnlyList<double> Kinks => [0];

    public override double Value(double z) => Math.Abs(z);

    public override double Derivative(double z) => Math.Sign(z);

    private protected override OverlapKernel CreateKernel() => new ClosedKernel(
        rho => 2 / Math.PI * (Math.Sqrt(1 - rho * rho) + rho * Math.Asin(rho)), rho => 2 / Math.PI * Math.Asin(rho));
}

/// <summary>erf z; κ(ρ) = (2/π) arcsin(2ρ/3) (Williams 1998).</summary>
internal sealed class ErfActivation() : ActivationFunction("erf")
{
    public override double Value(double z) => SpecialFunctions.Erf(z);

    public override double Derivative(double z) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z);

    private protected override OverlapKernel CreateKernel() => new ClosedKernel(
        rho => 2 / Math.PI * Math.Asin(2 * rho / 3), rho => 4 / Math.PI / Math.Sqrt(9 - 4 * rho * rho));
}

/// <summary>A smooth function in closed form.</summary>
internal sealed class SmoothActivation(string name, Func<double, double> value, Func<double, double> derivative) : ActivationFunction(name)
{
    public override double Value(double z) => value(z);

    public override double Derivative(double z) => derivative(z);
}

/// <summary>A function of the user's, which may fail.</summary>
internal sealed class FunctionActivation(string name, Func<double, double> value, Func<double, double>? derivative, IReadOnlyList<double> kinks) : ActivationFunction(name)
{
    private const double Difference = 6e-6; // the cube root of the rounding error

    internal override IReadOnlyList<double> Kinks => kinks;

    public override double Value(double z) => Call(value, z);

    public override double Derivative(double z)
    {
        if (derivative is not null)
            return Call(derivative, z);
        double h = Difference * Math.Max(1, Math.Abs(z));
        return (Call(value, z + h) - Call(value, z - h)) / (2 * h);
    }

    private double Call(Func<double, double> function, double z)
    {
        double y;
        try
        {
            y = function(z);
        }
        catch (Exception e) when (e is not OperationCanceledException) // whatever a user's code throws
        {
            throw new ScalingException(ScalingError.FunctionFailed, $"The function {Name} threw at z = {Guard.Text(z)}: {e.Message}", "Choose a function that is defined for every number.", z, e);
        }
        return double.IsFinite(y) ? y : throw new ScalingException(ScalingError.FunctionFailed, $"The function {Name} is {Guard.Text(y)} at z = {Guard.Text(z)}.",
            "Choose a function that is finite for every number.", z);
    }
}
