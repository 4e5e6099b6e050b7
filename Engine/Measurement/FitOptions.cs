namespace ScalingTools.Measurement;

/// <summary>What to fit, where, and how to find the error bars.</summary>
public sealed record FitOptions
{
    /// <summary>Column of x, the resource; default Time. The first resource N of the two-resource forms.</summary>
    public string X { get; init; } = "Time";

    /// <summary>Column of the second resource D; needed by Chinchilla and PowerMean, not allowed elsewhere.</summary>
    public string? SecondX { get; init; }

    /// <summary>Column of y; default Loss.</summary>
    public string Y { get; init; } = "Loss";

    /// <summary>Columns whose values, taken together, name the group that is fitted; default none: one fit of everything.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Column that says which run an observation belongs to; default Run. Records without it are observations of no particular run.</summary>
    public string RunColumn { get; init; } = "Run";

    /// <summary>The form; default PowerLaw.</summary>
    public ScalingForm Form { get; init; } = ScalingForm.PowerLaw;

    /// <summary>Smallest x used, inclusive; default null: no bound.</summary>
    public double? XMin { get; init; }

    /// <summary>Largest x used, inclusive; default null: no bound.</summary>
    public double? XMax { get; init; }

    /// <summary>How the window is chosen between XMin and XMax; default All. Auto applies to the forms of one resource.</summary>
    public WindowRule Window { get; init; } = WindowRule.All;

    /// <summary>Bootstrap replicates; default 0: error bars from the covariance of the fit. 1,000 is usual for published intervals.</summary>
    public int Bootstrap { get; init; }

    /// <summary>Seed of the bootstrap; default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Coverage of the intervals, between 0 and 1; default 0.95.</summary>
    public double ConfidenceLevel { get; init; } = 0.95;

    /// <summary>δ of the Huber loss of the two-resource forms; default 1e-3 (Hoffmann et al. 2022).</summary>
    public double HuberDelta { get; init; } = 1e-3;

    /// <summary>Width in decades of x of the stretch whose slope LocalSlope reports; default ½.</summary>
    public double SlopeDecades { get; init; } = 0.5;

    /// <summary>How many equal steps in log x the ends of the windows of WindowSensitivity are moved in; default 8.</summary>
    public int WindowSteps { get; init; } = 8;

    /// <summary>Threads of the bootstrap, -1 for all; the result does not depend on it, which tests check.</summary>
    internal int Threads { get; init; } = -1;

    /// <summary>The columns that are read, those of the theory's exponents included; records may lack some.</summary>
    public IReadOnlyList<string> Columns() =>
        [X, .. SecondX is null ? (string[])[] : [SecondX, Observations.TheoryColumn(SecondX)], Y, .. GroupBy, RunColumn,
         Observations.TheoryColumn(X), Observations.AnyTheoryColumn];

    /// <summary>Whether the form has two resources.</summary>
    internal bool HasTwoResources => Form is ScalingForm.Chinchilla or ScalingForm.PowerMean;

    /// <summary>Checks ranges and contradictions.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange or InconsistentInput.</exception>
    public FitOptions Validate()
    {
        if (Bootstrap < 0)
            throw Guard.OutOfRange(nameof(Bootstrap), Bootstrap, "zero or a number of replicates");
        if (!(ConfidenceLevel > 0 && ConfidenceLevel < 1))
            throw Guard.OutOfRange(nameof(ConfidenceLevel), ConfidenceLevel, "between 0 and 1, such as 0.95");
        Guard.Positive(HuberDelta);
        Guard.Positive(SlopeDecades);
        if (WindowSteps < 2)
            throw Guard.OutOfRange(nameof(WindowSteps), WindowSteps, "at least 2");
        if (!Enum.IsDefined(Form))
            throw Guard.OutOfRange(nameof(Form), Form, "one of " + string.Join(", ", Enum.GetNames<ScalingForm>()));
        if (XMin is { } low && !(low > 0 && double.IsFinite(low)))
            throw Guard.OutOfRange(nameof(XMin), low, "a positive number");
        if (XMax is { } high && !(high > 0 && double.IsFinite(high)))
            throw Guard.OutOfRange(nameof(XMax), high, "a positive number");
        if (XMin >= XMax)
            throw Inconsistent($"XMin {Guard.Text(XMin)} is not below XMax {Guard.Text(XMax!)}.", "Swap them or leave one out.");
        if (HasTwoResources && SecondX is null)
            throw Inconsistent($"The form {Form} has two resources, but only {X} was named.", "Name both, such as Parameters and Tokens.");
        if (!HasTwoResources && SecondX is not null)
            throw Inconsistent($"The form {Form} has one resource, but {X} and {SecondX} were named.", "Use Chinchilla or PowerMean, or name one.");
        if (HasTwoResources && Window == WindowRule.Auto)
            throw Inconsistent($"An automatic window needs one resource, and the form {Form} has two.", "Use XMin and XMax, which bound the first resource.");
        return this;
    }

    private static ScalingException Inconsistent(string problem, string advice) => new(ScalingError.InconsistentInput, problem, advice);
}
