namespace ScalingTools.Multilinear;

/// <summary>
/// L ≈ A(λ^{(α+2)/(α+1)}) λ^{α/(α+1)} (ηSC)^{-α/(α+2)} for N = λ(ηSC)^{1/(α+2)}, ηST = λ^-1(ηSC)^{(α+1)/(α+2)}, C = N·T (Corollary 5;
/// the text after Eq. 261 prints λ^{-α/(α+1)}). Without λ or N the best λ is taken.
/// </summary>
internal sealed class ComputeLaw : Law
{
    private readonly double _best; // λ*

    public ComputeLaw(LawOptions options) : base(options, options.At is { } x ? Guard.Positive(x, "At") : null)
    {
        CheckScale(options.Lambda, "Lambda");
        Exclude(options.Mu is not null, "Mu belongs to the Data law.", "Leave it out, or choose Law = Data.", options.Mu);
        Exclude(options.Time is not null, "Compute C = N·T fixes the time.", "Give At (the compute) and ParameterCount, or Lambda.", options.Time);
        _best = OptimalSplit.Lambda(Model);
    }

    public override double Exponent => Model.Alpha / (Model.Alpha + 2);

    public override double LimitPrefactor => PrefactorOf(_best);

    public override double Prefactor
    {
        get
        {
            if (X is not { } x)
                return PrefactorOf(Options.Lambda ?? _best);
            Resources at = ResourcesAt(x);
            return OptimalSplit.SmoothLoss(Model, at.T, at.N) * Math.Pow(x, Exponent);
        }
    }

    // A(λ^{(α+2)/(α+1)}) λ^{α/(α+1)}, in the user's units: (ηSC)^-q = (ηS)^-q C^-q
    private double PrefactorOf(double lambda) =>
        OptimalSplit.Prefactor(Model, lambda) * Math.Pow(Model.Rate, -Exponent);

    public override Resources ResourcesAt(double x)
    {
        double n = Options.Lambda is { } lambda ? lambda * OptimalSplit.Unit(Model, x)
            : Options.ParameterCount ?? Math.Min(_best * OptimalSplit.Unit(Model, x), Model.SkillCount);
        return new Resources(x / n, D, n);
    }

    public override LawCondition[] Conditions(Resources at)
    {
        var c = new LawConditions(Model, at);
        double ratio = at.N / (_best * OptimalSplit.Unit(Model, at.N * at.T));
        return
        [
            c.ManyParameters, c.FirstSkillLearnt, c.SkillsOutrunParameters, c.DataOutrunsBoth, c.DataOutrunsTime,
            new LawCondition("N ≈ N*(C)", ratio <= Model.Margin && ratio >= 1 / Model.Margin),
        ];
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
        Lambda = X is { } x ? ResourcesAt(x).N / OptimalSplit.Unit(Model, x) : Options.Lambda ?? _best,
    };
}
