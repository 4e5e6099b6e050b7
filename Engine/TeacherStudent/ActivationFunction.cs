using System.Collections.Concurrent;
using MathNet.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>A function σ of one number, its derivative, its Hermite expansion and its overlap kernel κ(ρ) = E[σ(z)σ(z')] for standard normal z, z' of correlation ρ.</summary>
public abstract class ActivationFunction
{
    private static readonly ConcurrentDictionary<int, ActivationFunction> Polynomials = [];

    private readonly Lazy<HermiteExpansion> _expansion;
    private readonly Lazy<OverlapKernel> _kernel;

    private protected ActivationFunction(string name)
    {
        Name = name;
        _expansion = new(() => new HermiteExpansion(this));
        _kernel = new(CreateKernel);
    }

    /// <summary>max(z, 0).</summary>
    public static ActivationFunction Relu { get; } = new ReluActivation();

    /// <summary>|z|.</summary>
    public static ActivationFunction Abs { get; } = new AbsActivation();

    /// <summary>erf z.</summary>
    public static ActivationFunction Erf { get; } = new ErfActivation();

    /// <summary>tanh z.</summary>
    public static ActivationFunction Tanh { get; } = new SmoothActivation("tanh", Math.Tanh, z => 1 - Math.Tanh(z) * Math.Tanh(z));

    /// <summary>1/(1 + e^-z).</summary>
    public static ActivationFunction Sigmoid { get; } = new SmoothActivation("sigmoid", Logistic, z => Logistic(z) * Logistic(-z));

    /// <summary>z Φ(z), Φ the normal distribution function.</summary>
    public static ActivationFunction Gelu { get; } = new SmoothActivation("gelu", z => z * Normal(z), z => Normal(z) + z * GaussianQuadrature.Density(z));

    /// <summary>z/(1 + e^-z).</summary>
    public static ActivationFunction Swish { get; } = new SmoothActivation("swish", z => z * Logistic(z), z => Logistic(z) * (1 + z * Logistic(-z)));

    /// <summary>cos z.</summary>
    public static ActivationFunction Cos { get; } = new SmoothActivation("cos", Math.Cos, z => -Math.Sin(z));

    /// <summary>sin z.</summary>
    public static ActivationFunction Sin { get; } = new SmoothActivation("sin", Math.Sin, Math.Cos);

    /// <summary>he_j, the normalised Hermite polynomial.</summary>
    /// <param name="degree">j, from 1 to <see cref="HermitePolynomials.LargestDegree"/>.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static ActivationFunction Hermite(int degree) =>
        Polynomials.GetOrAdd((int)Guard.Positive((long)HermitePolynomials.Check(degree), "Degree"), j => new HermiteActivation(j)); // expanded once

    /// <summary>Any function. Training calls it from several threads at once, unless it is told to take one: then on that of its caller only.</summary>
    /// <param name="name">What rows call it.</param>
    /// <param name="function">σ, finite for |z| ≤ 26 at least.</param>
    /// <param name="derivative">σ'. Default: differences (σ(z+h) - σ(z-h))/2h with h = 6e-6 max(1, |z|), which costs two calls and ten digits.</param>
    /// <param name="kinks">Where σ is not smooth, for the quadrature. Default: multiples of ⅛ need not be named, others nowhere.</param>
    public static ActivationFunction From(string name, Func<double, double> function, Func<double, double>? derivative = null, IReadOnlyList<double>? kinks = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionActivation(name, function, derivative, kinks ?? []);
    }

    /// <summary>A built-in function by its name: relu, abs, erf, tanh, sigmoid, gelu, swish, cos, sin, he1, he2, …</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange for an unknown name.</exception>
    public static ActivationFunction Parse(string name) => name?.Trim().ToLowerInvariant() switch
    {
        "relu" => Relu, "abs" => Abs, "erf" => Erf, "tanh" => Tanh, "sigmoid" => Sigmoid, "gelu" => Gelu, "swish" or "silu" => Swish, "cos" => Cos, "sin" => Sin,
        ['h', 'e', .. var degree] when int.TryParse(degree.TrimStart('_'), out int j) => Hermite(j),
        _ => throw Guard.OutOfRange("Activation", name ?? "", "relu, abs, erf, tanh, sigmoid, gelu, swish, cos, sin or he1, he2, …"),
    };

    /// <summary>What rows call it.</summary>
    public string Name { get; }

    /// <summary>Whether it is a function of the user's own, by <see cref="From"/>.</summary>
    public bool IsCustom => this is FunctionActivation;

    /// <summary>α_0 … α_128.</summary>
    public HermiteExpansion Expansion => _expansion.Value;

    /// <summary>κ and κ'.</summary>
    internal OverlapKernel Kernel => _kernel.Value;

    /// <summary>Where it is not smooth.</summary>
    internal virtual IReadOnlyList<double> Kinks => [];

    /// <summary>σ(z).</summary>
    public abstract double Value(double z);

    /// <summary>σ'(z).</summary>
    public abstract double Derivative(double z);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>σ and σ' of many numbers; n is a multiple of eight.</summary>
    internal virtual unsafe void Evaluate(double* z, double* value, double* slope, int n)
    {
        for (int i = 0; i < n; i++)
            (value[i], slope[i]) = (Value(z[i]), Derivative(z[i]));
    }

    private protected virtual OverlapKernel CreateKernel() => new SeriesKernel(Expansion);

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));

    private static double Normal(double z) => SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2;
}
