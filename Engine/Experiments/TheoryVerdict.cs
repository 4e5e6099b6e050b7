namespace ScalingTools.Experiments;

/// <summary>Whether simulation and theory agree.</summary>
public enum TheoryVerdict
{
    /// <summary>The intervals of exponent and prefactor, widened by the tolerance, contain the theory's.</summary>
    Agrees,
    /// <summary>One of them does not: the advice says which.</summary>
    Disagrees,
    /// <summary>The law could not be measured: the advice says why.</summary>
    Inconclusive,
}
