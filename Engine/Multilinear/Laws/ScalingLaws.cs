namespace ScalingTools.Multilinear;

/// <summary>The four laws of the multilinear model (Nam et al. 2024, Table 2 and App. J), by name.</summary>
public static class ScalingLaws
{
    /// <summary>L = Prefactor · x^-Exponent with its conditions, its error terms and, where x is given, the exact loss beside it.</summary>
    /// <param name="options">The law, the model, the resources and x.</param>
    /// <returns>One row.</returns>
    /// <exception cref="ScalingException">α ≤ 0, r not in (0, S), N > n_s, negative time, D = 0, or contradictory resources.</exception>
    public static ScalingLaw Get(LawOptions options) => Create(options).Row();

    internal static Law Create(LawOptions options) => options.Law switch
    {
        ScalingLawKind.Time => new TimeLaw(options),
        ScalingLawKind.Data => new DataLaw(options),
        ScalingLawKind.Parameters => new ParameterLaw(options),
        ScalingLawKind.Compute => new ComputeLaw(options),
        _ => throw Guard.OutOfRange("Law", options.Law, "Time, Data, Parameters or Compute"),
    };
}
