namespace ScalingTools.TeacherStudent;

/// <summary>σ(z) = Σ_j α_j he_j(z), α_j = E[σ(z) he_j(z)], z standard normal, with the information exponent k = min{j > 0 : α_j ≠ 0}.</summary>
/// <remarks>
/// By <see cref="GaussianQuadrature"/>. A coefficient is 0 where |α_j| ≤ 10^-9 ‖σ‖ + 10 ε with ε the largest change of a coefficient when panels are halved:
/// 1e-15 for functions that are smooth or whose kinks are known, and of the order of the squared width of a panel at an unknown kink. The seed's slide prints
/// min{k ≥ 0}, which would be 0 for every σ of non-zero mean; Ben Arous, Gheissari and Jagannath (2021) have k ≥ 1.
/// </remarks>
public sealed class HermiteExpansion
{
    private const double RelativeThreshold = 1e-9, ErrorFactor = 10, RelativeTail = 1e-8;

    private readonly double[] _coefficients;

    /// <summary>The expansion of a function.</summary>
    /// <param name="activation">σ.</param>
    /// <param name="degree">J, the last degree.</param>
    /// <exception cref="ScalingException">FunctionFailed for a function that throws, is not finite somewhere, or has no E[σ²].</exception>
    public HermiteExpansion(ActivationFunction activation, int degree = HermitePolynomials.LargestDegree)
    {
        ArgumentNullException.ThrowIfNull(activation);
        (Activation, Degree) = (activation, HermitePolynomials.Check(degree));
        (double[] coarse, _) = Integrate(activation, degree, GaussianQuadrature.CoarseWidth);
        (_coefficients, SquareNorm) = Integrate(activation, degree, GaussianQuadrature.FineWidth);
        ErrorEstimate = coarse.Zip(_coefficients, (a, b) => Math.Abs(a - b)).Max();
        Threshold = RelativeThreshold * Math.Sqrt(SquareNorm) + ErrorFactor * ErrorEstimate;
        for (int j = 0; j <= degree; j++)
            if (Math.Abs(_coefficients[j]) > Threshold)
                (InformationExponent, IsEven, IsOdd) = (j > 0 ? InformationExponent ?? j : null, IsEven && j % 2 == 0, IsOdd && j % 2 == 1);
        Remainder = Math.Max(0, SquareNorm - _coefficients.Sum(a => a * a));
    }

    /// <summary>σ.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>J.</summary>
    public int Degree { get; }

    /// <summary>α_0 … α_J.</summary>
    public IReadOnlyList<double> Coefficients => _coefficients;

    /// <summary>E[σ²].</summary>
    public double SquareNorm { get; }

    /// <summary>E[σ²] - Σ_{j≤J} α_j²: what higher degrees have.</summary>
    public double Remainder { get; }

    /// <summary>The quadrature's estimate of its error in any coefficient.</summary>
    public double ErrorEstimate { get; }

    /// <summary>Below this a coefficient counts as 0.</summary>
    public double Threshold { get; }

    /// <summary>k; null for a constant.</summary>
    public int? InformationExponent { get; }

    /// <summary>Whether odd coefficients are 0.</summary>
    public bool IsEven { get; } = true;

    /// <summary>Whether even coefficients are 0.</summary>
    public bool IsOdd { get; } = true;

    /// <summary>One row for each degree.</summary>
    public IEnumerable<HermiteCoefficient> Rows()
    {
        double rest = SquareNorm;
        for (int j = 0; j <= Degree; j++)
            yield return new HermiteCoefficient
            {
                Activation = Activation.Name, Degree = j, Coefficient = _coefficients[j], Energy = _coefficients[j] * _coefficients[j],
                Remainder = rest = Math.Max(0, rest - _coefficients[j] * _coefficients[j]), ErrorEstimate = ErrorEstimate, Threshold = Threshold, InformationExponent = InformationExponent,
            };
    }

    private static (double[] Coefficients, double SquareNorm) Integrate(ActivationFunction activation, int degree, double width)
    {
        GaussianQuadrature rule = new(width, activation.Kinks);
        double[] coefficients = new double[degree + 1], values = new double[degree + 1];
        double square = 0, tail = 0;
        for (int n = 0; n < rule.Nodes.Length; n++)
        {
            double z = rule.Nodes[n], value = activation.Value(z), part = rule.Weights[n] * value * value;
            square += part;
            tail += Math.Abs(z) > 24 ? part : 0;
            HermitePolynomials.Values(z, values);
            for (int j = 0; j <= degree; j++)
                coefficients[j] += rule.Weights[n] * value * values[j];
        }
        if (!(square <= double.MaxValue) || tail > RelativeTail * square)
            throw new ScalingException(ScalingError.FunctionFailed, $"The function {activation.Name} has no E[σ(z)²], z normal, that could be computed.",
                "Choose a function that grows more slowly than exp(z²/4).", activation.Name);
        return (coefficients, square);
    }
}
