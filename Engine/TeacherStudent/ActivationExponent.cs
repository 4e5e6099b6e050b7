namespace ScalingTools.TeacherStudent;

/// <summary>The information exponent of an activation, and what it was found from.</summary>
public sealed record ActivationExponent
{
    /// <summary>Name of σ.</summary>
    public required string Activation { get; init; }
    /// <summary>k, the lowest degree from 1 up whose coefficient is not 0; null for a constant.</summary>
    public int? InformationExponent { get; init; }
    /// <summary>α_k = E[σ(z) he_k(z)].</summary>
    public double? Coefficient { get; init; }
    /// <summary>α_0 = E[σ(z)].</summary>
    public required double Mean { get; init; }
    /// <summary>E[σ(z)²].</summary>
    public required double SquareNorm { get; init; }
    /// <summary>Below this a coefficient counts as 0: 10^-9 of the norm and ten times the error of the quadrature.</summary>
    public required double Threshold { get; init; }
    /// <summary>Whether odd coefficients are 0.</summary>
    public required bool IsEven { get; init; }
    /// <summary>Whether even coefficients are 0.</summary>
    public required bool IsOdd { get; init; }
    /// <summary>The part of E[σ²] in degrees above 128.</summary>
    public required double Remainder { get; init; }

    /// <summary>The exponent of an activation.</summary>
    /// <exception cref="ScalingException">FunctionFailed.</exception>
    public static ActivationExponent Of(ActivationFunction activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        HermiteExpansion expansion = activation.Expansion;
        return new()
        {
            Activation = activation.Name, InformationExponent = expansion.InformationExponent, Coefficient = expansion.InformationExponent is { } k ? expansion.Coefficients[k] : null,
            Mean = expansion.Coefficients[0], SquareNorm = expansion.SquareNorm, Threshold = expansion.Threshold, IsEven = expansion.IsEven, IsOdd = expansion.IsOdd, Remainder = expansion.Remainder,
        };
    }
}
