namespace ScalingTools.Measurement;

/// <summary>The functional form of a measured scaling law. In all of them p, p₁, p₂, a, b are positive where the quantity falls.</summary>
public enum ScalingForm
{
    /// <summary>y = A x^-p.</summary>
    PowerLaw,
    /// <summary>y = E + A x^-p, E ≥ 0.</summary>
    Offset,
    /// <summary>y = A x^-p₁ [1 + (x/x_b)^{1/s}]^{(p₁-p₂)s}: exponent p₁ below the break x_b, p₂ above it.</summary>
    Broken,
    /// <summary>L = E + A N^-a + B D^-b (Hoffmann et al. 2022, Eq. 10).</summary>
    Chinchilla,
    /// <summary>L = E + [(A N^-a)^q + (B D^-b)^q]^{1/q}: q = 1 is Chinchilla, q → ∞ the maximum of the two.</summary>
    PowerMean,
}
