namespace ScalingTools.Measurement;

/// <summary>A measured scaling law: one row per group, or per group and resource where the form has two.</summary>
/// <remarks>
/// Missing is null: numbers of a fit that was not possible, error bars without degrees of freedom, an offset of a form that has none.
/// Intervals are at the confidence level asked for, from Student's t or from the bootstrap (<see cref="Resampled"/>).
/// </remarks>
public sealed record ScalingExponent
{
    /// <summary>The group, such as "Alpha=0.3"; empty when nothing was grouped.</summary>
    public required string Group { get; init; }
    /// <summary>The form fitted.</summary>
    public required ScalingForm Form { get; init; }
    /// <summary>Column of the resource this row's exponent belongs to.</summary>
    public required string X { get; init; }
    /// <summary>Column of the quantity.</summary>
    public required string Y { get; init; }
    /// <summary>p of x^-p: positive where y falls. For Broken, p₁, below the break.</summary>
    public double? Exponent { get; init; }
    /// <summary>Lower end of the interval of the exponent.</summary>
    public double? ExponentLow { get; init; }
    /// <summary>Upper end of the interval of the exponent.</summary>
    public double? ExponentHigh { get; init; }
    /// <summary>Standard error of the exponent: of the bootstrap where there is one, else of the fit.</summary>
    public double? StandardError { get; init; }
    /// <summary>The exponent theory gives, where the records carry one.</summary>
    public double? TheoryExponent { get; init; }
    /// <summary>(Exponent - TheoryExponent) / StandardError.</summary>
    public double? Deviation { get; init; }
    /// <summary>A of A x^-p.</summary>
    public double? Prefactor { get; init; }
    /// <summary>Lower end of the interval of the prefactor.</summary>
    public double? PrefactorLow { get; init; }
    /// <summary>Upper end of the interval of the prefactor.</summary>
    public double? PrefactorHigh { get; init; }
    /// <summary>E, the limit of y for x → ∞; null for forms without.</summary>
    public double? Offset { get; init; }
    /// <summary>Lower end of the interval of the offset.</summary>
    public double? OffsetLow { get; init; }
    /// <summary>Upper end of the interval of the offset.</summary>
    public double? OffsetHigh { get; init; }
    /// <summary>Broken: p₂, the exponent above the break.</summary>
    public double? SecondExponent { get; init; }
    /// <summary>Broken: lower end of the interval of p₂.</summary>
    public double? SecondExponentLow { get; init; }
    /// <summary>Broken: upper end of the interval of p₂.</summary>
    public double? SecondExponentHigh { get; init; }
    /// <summary>Broken: x_b, where the exponent changes.</summary>
    public double? BreakX { get; init; }
    /// <summary>Broken: s, the width of the change in ln x.</summary>
    public double? BreakSoftness { get; init; }
    /// <summary>PowerMean: q of the power mean; 1 is additive, ∞ the maximum; null where a prefactor is zero.</summary>
    public double? MeanPower { get; init; }
    /// <summary>R² of ln y (weighted): the share of its variance the form explains; null where ln y does not vary.</summary>
    public double? RSquared { get; init; }
    /// <summary>√(mean of (ln y - ln f)²).</summary>
    public double? RootMeanSquareLogResidual { get; init; }
    /// <summary>Akaike's information criterion -2 ln(likelihood) + 2·(parameters); smaller is better, among forms fitted by the same loss.</summary>
    public double? Akaike { get; init; }
    /// <summary>What the fit minimised: ½ Σ of squared log residuals, or the Huber objective of the two-resource forms.</summary>
    public double? Objective { get; init; }
    /// <summary>Observations used.</summary>
    public required int Count { get; init; }
    /// <summary>Observations left out because a value was missing, not a positive finite number, or not a number.</summary>
    public required int Excluded { get; init; }
    /// <summary>Observations left out because x was outside the window.</summary>
    public int OutsideWindow { get; init; }
    /// <summary>Distinct runs among the observations used; null without a run column.</summary>
    public int? Runs { get; init; }
    /// <summary>Smallest x used.</summary>
    public double? XMin { get; init; }
    /// <summary>Largest x used.</summary>
    public double? XMax { get; init; }
    /// <summary>log10(XMax/XMin).</summary>
    public double? Decades { get; init; }
    /// <summary>How the fit ended.</summary>
    public required FitOutcome Outcome { get; init; }
    /// <summary>Whether the stretch deserves to be called a scaling law.</summary>
    public LawSupport Support { get; init; }
    /// <summary>What the bootstrap drew.</summary>
    public BootstrapUnit Resampled { get; init; }
    /// <summary>Bootstrap replicates whose fit succeeded.</summary>
    public int Replicates { get; init; }
    /// <summary>Seed of the bootstrap; null without one.</summary>
    public long? Seed { get; init; }
    /// <summary>What to change; empty where all is well.</summary>
    public required string Advice { get; init; }

    /// <summary>The exception that CurveFit.Fit throws for such data: for the outcomes TooFewPoints, NotIdentifiable and NotConverged; else null.</summary>
    public ScalingException? Failure() => Outcome is FitOutcome.Converged or FitOutcome.BoundHit ? null : Outcome.Failure(
        $"{(Group.Length == 0 ? "" : $"{Group}: ")}{Form} of {Y} against {X} could not be fitted to {Count} observation{(Count == 1 ? "" : "s")}: {Outcome}.", Advice, this);
}
