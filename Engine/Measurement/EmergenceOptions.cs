namespace ScalingTools.Measurement;

/// <summary>How emergence is measured.</summary>
public sealed record EmergenceOptions
{
    /// <summary>Column of x, the resource; default Time.</summary>
    public string X { get; init; } = "Time";

    /// <summary>Column of y, a strength that grows to 1; default RelativeStrength, R_k/S.</summary>
    public string Y { get; init; } = "RelativeStrength";

    /// <summary>Column of the skill; default Skill. Records without it are of no particular skill.</summary>
    public string SkillColumn { get; init; } = "Skill";

    /// <summary>Column of the run; default Run. Records without it are one run; where every x is a run of its own, as along D or N, a run is a Seed.</summary>
    public string RunColumn { get; init; } = "Run";

    /// <summary>Columns whose values, taken together, name the group; default none.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>y at which a skill counts as emerged; default 0.05 (the paper's ε).</summary>
    public double Threshold { get; init; } = 0.05;

    /// <summary>y at which a skill counts as saturated, at least Threshold; default null: 1 - Threshold, for thresholds of 0.5 and above 0.95 or Threshold.</summary>
    public double? Saturation { get; init; }

    /// <summary>What counts as a crossing; default First. Take Monotone where the curves are noisy at the threshold.</summary>
    public CrossingRule Crossing { get; init; } = CrossingRule.First;

    /// <summary>The columns that are read; records may lack some.</summary>
    public IReadOnlyList<string> Columns() => [X, Y, SkillColumn, RunColumn, EmergenceMeasurement.SeedColumn, .. GroupBy];

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange for a number that is not finite, InconsistentInput for a saturation below the threshold.</exception>
    public EmergenceOptions Validate()
    {
        if (!double.IsFinite(Threshold))
            throw Guard.OutOfRange(nameof(Threshold), Threshold, "a finite number, such as 0.05");
        if (Saturation is { } saturation && !double.IsFinite(saturation))
            throw Guard.OutOfRange(nameof(Saturation), saturation, "a finite number, such as 0.95");
        if (Saturation < Threshold)
            throw new ScalingException(ScalingError.InconsistentInput,
                $"Saturation {Guard.Text(Saturation)} is below Threshold {Guard.Text(Threshold)}.", "A skill emerges before it saturates: swap them.", Saturation);
        return this;
    }

    /// <summary>The saturation level in force.</summary>
    internal double SaturationLevel => Saturation ?? (Threshold < 0.5 ? 1 - Threshold : Math.Max(Threshold, 0.95));
}
