namespace ScalingTools.Multilinear;

/// <summary>What the four laws share: the checks, x, and the row. A law adds its exponent, prefactor, conditions and error terms.</summary>
internal abstract class Law
{
    protected Law(LawOptions options, double? x)
    {
        Options = options;
        Model = new LawModel(options);
        T = Guard.Time(options.Time ?? double.PositiveInfinity);
        D = Guard.SampleCount(options.SampleCount) ?? double.PositiveInfinity;
        N = Guard.ParameterCount(options.ParameterCount, options.SkillCount) ?? Model.SkillCount;
        X = x;
    }

    protected LawOptions Options { get; }
    protected LawModel Model { get; }
    protected double T { get; }
    protected double D { get; }
    protected double N { get; }

    /// <summary>x; null if only the law is asked for.</summary>
    public double? X { get; }

    public abstract double Exponent { get; }

    /// <summary>The prefactor where nothing but x limits the loss.</summary>
    public abstract double LimitPrefactor { get; }

    /// <summary>The prefactor at x and the N (or λ, μ) that was given; the limit's if neither says more.</summary>
    public abstract double Prefactor { get; }

    /// <summary>T, D and N when x is what it is.</summary>
    public abstract Resources ResourcesAt(double x);

    public abstract LawCondition[] Conditions(Resources at);

    public abstract LawErrorTerms Errors(Resources at);

    /// <summary>The columns only this law has.</summary>
    protected abstract ScalingLaw WithScale(ScalingLaw row);

    public ScalingLaw Row()
    {
        Resources? at = X is { } x ? CheckParameters(ResourcesAt(x)) : null;
        double prefactor = Prefactor;
        double? loss = X is null ? null : prefactor * Math.Pow(X.Value, -Exponent);
        double? exact = at is null ? null : ExpectedLoss.At(Model, at.Value);
        LawRange range = LawRange.Find(this, Model.SkillCount);
        LawCondition[] conditions = at is null ? range.Best : Conditions(at.Value);
        Resources shown = at ?? new Resources(T, D, N);
        string[] violated = [.. conditions.Where(c => !c.Holds).Select(c => c.Text)];
        return WithScale(new ScalingLaw(at is null ? new LawErrorTerms() : Errors(at.Value))
        {
            Law = Options.Law,
            Alpha = Model.Alpha,
            SkillCount = Options.SkillCount,
            TargetScale = Model.S,
            InitialStrength = Model.r,
            LearningRate = Model.Eta,
            Time = RowValue.Finite(shown.T),
            Samples = Resources.WholeOrNull(shown.D),
            Parameters = Resources.WholeOrNull(shown.N),
            Exponent = Exponent,
            Prefactor = prefactor,
            LimitPrefactor = LimitPrefactor,
            Condition = $"{string.Join("; ", conditions.Select(c => c.Text))} (≫: at least {Guard.Text(Model.Margin)} times)",
            Holds = violated.Length == 0,
            Violated = violated.Length == 0 ? null : string.Join("; ", violated),
            ValidFrom = range.From,
            ValidTo = range.To,
            At = X,
            Loss = loss,
            ExactLoss = exact,
            RelativeDeviation = exact > 0 ? loss / exact - 1 : null,
        });
    }

    /// <summary>Refuses an option that belongs to another law or contradicts another option.</summary>
    protected static void Exclude(bool contradiction, string problem, string advice, object? offender)
    {
        if (contradiction)
            throw new ScalingException(ScalingError.InconsistentInput, problem, advice, offender);
    }

    /// <summary>λ or μ: positive, and not beside a ParameterCount that would fix it differently.</summary>
    protected void CheckScale(double? scale, string name)
    {
        if (scale is null)
            return;
        Guard.Positive(scale.Value, name);
        Exclude(Options.ParameterCount is not null, $"{name} and ParameterCount both fix the number of parameters.",
            "Give one of the two.", scale);
    }

    /// <summary>x, from At or from the law's own resource.</summary>
    protected static double? OneOf(double? at, double? ownResource)
    {
        Exclude(at is not null && ownResource is not null && at != ownResource,
            $"At = {Guard.Text(at ?? 0)} and the law's own resource = {Guard.Text(ownResource ?? 0)} differ.", "Give one of the two.", at);
        return at ?? ownResource;
    }

    /// <summary>D and N are whole numbers.</summary>
    protected static long Whole(double at) =>
        Math.Abs(at) < 9e18 ? (long)Math.Round(at) : throw Guard.OutOfRange("At", at, "a whole number below 9e18");

    // N = λ… may run past the skills there are.
    private Resources CheckParameters(Resources at)
    {
        Guard.ParameterCount(double.IsFinite(at.N) ? Resources.WholeOrNull(at.N) : null, Options.SkillCount);
        return at;
    }
}
