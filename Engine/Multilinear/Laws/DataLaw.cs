using MathNet.Numerics;

namespace ScalingTools.Multilinear;

/// <summary>
/// L ≈ D^{-α/(α+1)} [ (S-r)² Z^{-1/(α+1)}/(2(α+1)) Γ(α/(α+1), μ/Z) + S² μ^{α/(α+1)} (1-γ^α)/(2αZ) ], μ = D/N^{α+1}, γ = N/n_s,
/// for N^{α+1} ≫ D and ηST ≫ D(ln D)^{1+ε} (Theorem 5.2, with α+1 for the printed α in Eq. 286–294).
/// </summary>
internal sealed class DataLaw : Law
{
    public DataLaw(LawOptions options)
        : base(options, OneOf(options.At, options.SampleCount) is { } x ? Guard.SampleCount(Whole(x)) : null)
    {
        CheckScale(options.Mu, "Mu");
        Exclude(options.Lambda is not null, "Lambda belongs to the Time and Compute laws.",
            "Leave it out; the Data law's is Mu.", options.Lambda);
    }

    public override double Exponent => Model.p;

    public override double LimitPrefactor => PrefactorAt(double.PositiveInfinity, double.PositiveInfinity);

    public override double Prefactor => PrefactorAt(Scale, X is { } x ? Scaled(Model.SkillCount, x) : double.PositiveInfinity);

    // Σ P(1-P)^D ≈ Σ P e^-DP: the sum of the time law with φ(u) = ½(S-r)² e^-u and x = D, and ∫ u^{-1/(α+1)} e^-u du is Γ.
    private double PrefactorAt(double scale, double nu)
    {
        double gap = Model.S - Model.r;
        return Model.Prefactor(scale, nu, from => gap * gap / 2 * SpecialFunctions.GammaUpperIncomplete(Model.p, from));
    }

    // N D^{-1/(α+1)} = μ^{-1/(α+1)}
    private double Scale => Options.Mu is { } mu
        ? Math.Pow(mu, -1 / (Model.Alpha + 1))
        : X is { } x ? Scaled(N, x) : double.PositiveInfinity;

    private double Scaled(double count, double samples) => count * Math.Pow(samples, -1 / (Model.Alpha + 1));

    public override Resources ResourcesAt(double x) =>
        new(T, x, Options.Mu is { } mu ? Math.Pow(x / mu, 1 / (Model.Alpha + 1)) : N);

    public override LawCondition[] Conditions(Resources at)
    {
        var c = new LawConditions(Model, at);
        return [c.ParametersOutrunData, c.TimeOutrunsData, c.FirstSkillSeen];
    }

    public override LawErrorTerms Errors(Resources at)
    {
        var e = new LawErrors(Model, at);
        return new LawErrorTerms { TailError = e.Tail, HeadError = e.HeadOfData, UntrainedError = e.Untrained };
    }

    protected override ScalingLaw WithScale(ScalingLaw row) => row with { Mu = Math.Pow(Scale, -(Model.Alpha + 1)) };
}
