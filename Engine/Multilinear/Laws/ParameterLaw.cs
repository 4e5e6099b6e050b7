using ScalingTools.Numerics;

namespace ScalingTools.Multilinear;

/// <summary>
/// L ≈ S² (1-γ^α)/(2αZ) N^-α, γ = N/n_s: what is left when the first N skills are learnt. Holds for N^{α+1} ≪ ηST with D ≫ (ηST)³
/// (Theorem 1), or N^{α+1} ≪ D with ηST ≫ D(ln D)^{1+ε} (Theorem 5.1).
/// </summary>
internal sealed class ParameterLaw : Law
{
    public ParameterLaw(LawOptions options)
        : base(options, OneOf(options.At, options.ParameterCount) is { } x ? Guard.ParameterCount(Whole(x), options.SkillCount) : null)
    {
        Exclude(options.Lambda is not null || options.Mu is not null, "Lambda and Mu tie N to another budget; the Parameters law has N alone.",
            "Leave them out.", options.Lambda ?? options.Mu);
    }

    public override double Exponent => Model.Alpha;

    public override double LimitPrefactor => Model.S * Model.S / (2 * Model.Alpha * Model.Z);

    // 1 - γ^α = -expm1(α ln γ)
    public override double Prefactor => Gamma == 0 ? LimitPrefactor : -Elementary.Expm1(Model.Alpha * Math.Log(Gamma)) * LimitPrefactor;

    private double Gamma => X is { } x ? x / Model.SkillCount : 0;

    public override Resources ResourcesAt(double x) => new(T, D, x);

    public override LawCondition[] Conditions(Resources at)
    {
        var c = new LawConditions(Model, at);
        return [c.ParametersAreOutrun, c.SkillsMissing, c.SmallStart];
    }

    public override LawErrorTerms Errors(Resources at)
    {
        var e = new LawErrors(Model, at);
        return new LawErrorTerms
        {
            TailError = e.Tail, UnlearntError = e.Unlearnt, UnseenError = e.Unseen, UntrainedError = e.Untrained,
            CountShapeError = e.CountShape, CountVarianceError = e.CountVariance,
        };
    }

    protected override ScalingLaw WithScale(ScalingLaw row) => row with { Gamma = X is null ? null : Gamma };
}
