namespace ScalingTools.TeacherStudent;

/// <summary>One coefficient of a Hermite expansion.</summary>
public sealed record HermiteCoefficient
{
    /// <summary>Name of σ.</summary>
    public required string Activation { get; init; }
    /// <summary>j.</summary>
    public required int Degree { get; init; }
    /// <summary>α_j = E[σ(z) he_j(z)].</summary>
    public required double Coefficient { get; init; }
    /// <summary>α_j², the part of E[σ²] in this degree.</summary>
    public required double Energy { get; init; }
    /// <summary>E[σ²] less the energies of degrees 0 … j.</summary>
    public required double Remainder { get; init; }
    /// <summary>The quadrature's estimate of its error in any coefficient.</summary>
    public required double ErrorEstimate { get; init; }
    /// <summary>Below this a coefficient counts as 0.</summary>
    public required double Threshold { get; init; }
    /// <summary>k, the lowest degree from 1 up whose coefficient is not 0; null for a constant.</summary>
    public int? InformationExponent { get; init; }
}
