namespace ScalingTools.Measurement;

/// <summary>
/// The compute-optimal frontier of one group: optima over compute by both methods, and the exponents along them.
/// </summary>
/// <remarks>
/// Learning curves are interpolated linearly in (log C, log L) within their own range of C; runs of one size are averaged in log L, over those that
/// reach the budget. Exponents are fitted to the optima with the outcome Optimum only: an optimum at the edge of the sizes tried bends them.
/// </remarks>
public sealed class ComputeFrontier
{
    private readonly FrontierOptimum[] _optima;
    private readonly double _confidence;
    private readonly double? _theory;

    internal ComputeFrontier(string group, FrontierOptimum[] optima, double confidence, int excluded, double? theory)
    {
        _theory = theory;
        Group = group;
        _optima = optima;
        _confidence = confidence;
        Excluded = excluded;
    }

    /// <summary>The group; empty when nothing was grouped.</summary>
    public string Group { get; }

    /// <summary>Records left out.</summary>
    public int Excluded { get; }

    /// <summary>The exception for a group without a usable record; null for all others.</summary>
    public ScalingException? Failure() => _optima.Length > 0 ? null : new ScalingException(ScalingError.TooFewPoints,
        $"{(Group.Length == 0 ? "" : $"{Group}: ")}No record has a usable compute, loss and model size.",
        "Compute and size are empty where parameters or time are unlimited: give them finite values.", Group);

    /// <summary>One row per budget and method, envelope first.</summary>
    public IReadOnlyList<FrontierOptimum> Optima() => _optima;

    /// <summary>
    /// The power laws along the frontier: Loss, Parameters and, where there are times, Time against Compute, per method. Exponents are p of C^-p as
    /// everywhere, so those of the growing N*(C) and T*(C) are negative. The theory's exponent of the loss stands beside it where the records have one.
    /// </summary>
    /// <param name="method">Envelope or IsoFlop.</param>
    public IReadOnlyList<ScalingExponent> Exponents(FrontierMethod method)
    {
        (string Name, Func<FrontierOptimum, double?> Value)[] columns =
            [("Loss", o => o.Loss), ("Parameters", o => o.Parameters), ("Time", o => o.Time)];
        FrontierOptimum[] rows = [.. _optima.Where(o => o.Method == method && o.Outcome == FrontierOutcome.Optimum)];
        List<ScalingExponent> exponents = [];
        foreach ((string name, Func<FrontierOptimum, double?> value) in columns)
        {
            (double X, double Y)[] observations = [.. from o in rows where value(o) is > 0 select (o.Compute, value(o)!.Value)];
            if (name == "Time" && observations.Length == 0)
                continue;
            var data = new Observations([Array.ConvertAll(observations, o => o.X), Array.ConvertAll(observations, o => o.Y)], null, Excluded);
            FitOptions options = new() { X = "Compute", Y = name, ConfidenceLevel = _confidence };
            ScalingExponent row = ExponentMeasurement.Rows(Group.Length == 0 ? $"{method}" : $"{Group}, {method}", data, options, null, default).Single();
            exponents.Add(name == "Loss" ? ExponentMeasurement.WithTheory(row with { TheoryExponent = _theory }) : row);
        }
        return exponents;
    }
}
