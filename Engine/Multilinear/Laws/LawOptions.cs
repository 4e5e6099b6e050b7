using System.Diagnostics.CodeAnalysis;

namespace ScalingTools.Multilinear;

/// <summary>Which law of which model, and where. Resources left out are unlimited.</summary>
public sealed record LawOptions : LawSetting
{
    /// <summary>A law of a model yet to be set.</summary>
    public LawOptions() { }

    /// <summary>A law of a given model.</summary>
    /// <param name="model">α, n_s, S, r, η.</param>
    [SetsRequiredMembers]
    public LawOptions(LawSetting model) : base(model) { }

    /// <summary>The law; default Time.</summary>
    public ScalingLawKind Law { get; init; } = ScalingLawKind.Time;

    /// <summary>
    /// x, where the loss is predicted: T in training steps, D in samples, N in parameters or C = N·T; null (the default) for the law
    /// alone. D and N are rounded to whole numbers. The property of the law's own resource may be given instead.
    /// </summary>
    public double? At { get; init; }

    /// <summary>T in training steps; null (the default) for trained to the end.</summary>
    public double? Time { get; init; }

    /// <summary>D ≥ 1; null (the default) for endless data.</summary>
    public long? SampleCount { get; init; }

    /// <summary>N, 1 to n_s; null (the default) for N = n_s.</summary>
    public long? ParameterCount { get; init; }

    /// <summary>
    /// λ > 0, for the Time law N = λ(ηST)^{1/(α+1)}, for the Compute law N = λ(ηSC)^{1/(α+2)}: the model grows with the budget.
    /// Null (the default): λ follows from N, and for the Compute law is the best one.
    /// </summary>
    public double? Lambda { get; init; }

    /// <summary>μ = D/N^{α+1} > 0 for the Data law: the model grows with the data. Null (the default): μ follows from N.</summary>
    public double? Mu { get; init; }
}
