namespace ScalingTools.Multilinear;

/// <summary>The conditions of Tables 2 and 4 in the dimensionless time ηST, with ≫ as "at least <see cref="LawModel.Margin"/> times".</summary>
internal sealed class LawConditions(LawModel model, Resources at)
{
    // "for some ε > 0" in T ≫ D (ln D)^{1+ε}
    private const double Epsilon = 0.1;

    private readonly double _tau = model.Rate * at.T;
    private readonly double _reach = Math.Pow(at.N, model.Alpha + 1); // N^{α+1}

    private bool Above(double large, double small) => large >= model.Margin * small;

    /// <summary>Time is the bottleneck, not parameters.</summary>
    public LawCondition ParametersOutrunTime => new("N^(α+1) ≫ ηST", Above(_reach, _tau));

    /// <summary>Data is the bottleneck, not parameters.</summary>
    public LawCondition ParametersOutrunData => new("N^(α+1) ≫ D", Above(_reach, at.D));

    /// <summary>The counts d_k are as good as D·P_s(k), seen from N and T (sufficient, Theorem 2).</summary>
    public LawCondition DataOutrunsBoth => new("D ≫ N(ηST)²", Above(at.D, at.N * _tau * _tau));

    /// <summary>The counts d_k are as good as D·P_s(k), seen from T alone (sufficient, Theorems 1 and 2).</summary>
    public LawCondition DataOutrunsTime => new("D ≫ (ηST)³", Above(at.D, _tau * _tau * _tau));

    /// <summary>Every skill that was seen is learnt (Theorem 5).</summary>
    public LawCondition TimeOutrunsData => new("ηST ≫ D(ln D)^(1+ε)",
        Above(_tau, at.D * Math.Pow(Math.Max(1, Math.Log(at.D)), 1 + Epsilon)));

    /// <summary>Parameters are the bottleneck, by either of the two roads of Table 4.</summary>
    public LawCondition ParametersAreOutrun => new(
        "N^(α+1) ≪ ηST with D ≫ (ηST)³, or N^(α+1) ≪ D with ηST ≫ D(ln D)^(1+ε)",
        (Above(_tau, _reach) && DataOutrunsTime.Holds) || (Above(at.D, _reach) && TimeOutrunsData.Holds));

    /// <summary>T → ∞: the first skill, which emerges at ηST P_s(1) = ½ ln(S/r-1), has long been learnt.</summary>
    public LawCondition FirstSkillLearnt => new("ηST P_s(1) ≫ ½ln(S/r-1)",
        Above(_tau * model.Skills.Normalizer, Math.Max(1, model.Flow.LogOdds) / 2));

    /// <summary>D → ∞: the first skill has been seen often.</summary>
    public LawCondition FirstSkillSeen => new("D P_s(1) ≫ 1", Above(at.D * model.Skills.Normalizer, 1));

    /// <summary>N → ∞.</summary>
    public LawCondition ManyParameters => new("N ≫ 1", Above(at.N, 1));

    /// <summary>Skills are missing, enough of them for the integral to stand for the sum: N (1-γ^α)/α is about n_s - N near γ = 1.</summary>
    public LawCondition SkillsMissing => new("N ≫ 1, n_s - N ≫ 1",
        ManyParameters.Holds && Above(at.N * -Numerics.Elementary.Expm1(model.Alpha * Math.Log(at.N / model.SkillCount)) / model.Alpha, 1));

    /// <summary>n_s is as good as ∞.</summary>
    public LawCondition SkillsOutrunParameters => new("n_s ≫ N", Above(model.SkillCount, at.N));

    /// <summary>What Theorems 1 to 3 ask of the initial strength.</summary>
    public LawCondition SmallStart => new("r < S/2", model.r < model.S / 2);
}
