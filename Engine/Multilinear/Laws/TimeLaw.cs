namespace ScalingTools.Multilinear;

/// <summary>L ≈ A(λ) (ηST)^{-α/(α+1)}, λ = N/(ηST)^{1/(α+1)}, for N^{α+1} ≫ ηST and D ≫ N(ηST)², (ηST)³ (Theorems 2, 3 and 4).</summary>
internal sealed class TimeLaw : Law
{
    public TimeLaw(LawOptions options) : base(options, Check(options.At, options.Time))
    {
        CheckScale(options.Lambda, "Lambda");
        Exclude(options.Mu is not null, "Mu belongs to the Data law.", "Leave it out, or choose Law = Data.", options.Mu);
    }

    // T = ∞ is no place to predict a loss, but a fair way to say "no limit".
    private static double? Check(double? at, double? time) =>
        OneOf(at, time) is not { } x || at is null && double.IsPositiveInfinity(x) ? null : Guard.Positive(Guard.Time(x), "At");

    public override double Exponent => Model.p;

    public override double LimitPrefactor => InSteps(Model.TimePrefactor(double.PositiveInfinity, double.PositiveInfinity));

    public override double Prefactor => InSteps(Model.TimePrefactor(Lambda, X is { } x ? Scaled(Model.SkillCount, x) : double.PositiveInfinity));

    // (ηST)^-p = (ηS)^-p T^-p
    private double InSteps(double prefactor) => prefactor * Math.Pow(Model.Rate, -Exponent);

    private double Lambda => Options.Lambda ?? (X is { } x ? Scaled(N, x) : double.PositiveInfinity);

    // count / (ηST)^{1/(α+1)}
    private double Scaled(double count, double time) => count * Math.Pow(Model.Rate * time, -1 / (Model.Alpha + 1));

    public override Resources ResourcesAt(double x) =>
        new(x, D, Options.Lambda is { } lambda ? lambda * Math.Pow(Model.Rate * x, 1 / (Model.Alpha + 1)) : N);

    public override LawCondition[] Conditions(Resources at)
    {
        var c = new LawConditions(Model, at);
        return [c.ParametersOutrunTime, c.DataOutrunsBoth, c.DataOutrunsTime, c.FirstSkillLearnt, c.SmallStart];
    }

    public override LawErrorTerms Errors(Resources at)
    {
        var e = new LawErrors(Model, at);
        return new LawErrorTerms
        {
            TailError = e.Tail, HeadError = e.HeadOfTime, CountShapeError = e.CountShape, CountVarianceError = e.CountVariance,
        };
    }

    protected override ScalingLaw WithScale(ScalingLaw row) => row with
    {
        Lambda = RowValue.Finite(Lambda),
        FiniteSizeOffset = FiniteSizeCorrection.Offset(Model, X is { } x ? ResourcesAt(x).N : N),
    };
}
