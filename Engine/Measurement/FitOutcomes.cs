namespace ScalingTools.Measurement;

/// <summary>What to do about a <see cref="FitOutcome"/>.</summary>
public static class FitOutcomes
{
    /// <summary>One sentence that says what to change; empty for <see cref="FitOutcome.Converged"/>.</summary>
    public static string Advice(this FitOutcome outcome) => outcome switch
    {
        FitOutcome.Converged => "",
        FitOutcome.BoundHit => "A parameter is at its bound (an offset of zero, a sharp break, an exponent at the end of its range): use a simpler form.",
        FitOutcome.NotIdentifiable => "The data do not determine every parameter: add observations at other x, widen the window, or use a simpler form.",
        FitOutcome.TooFewPoints => "There are fewer usable observations than parameters: add observations, widen the window, or use a simpler form.",
        FitOutcome.NotConverged => "The minimiser stopped early: look for outliers, narrow the window, or use a simpler form.",
        _ => throw Guard.OutOfRange(nameof(outcome), outcome, "a FitOutcome"),
    };

    // The exception of the Fit methods, whose Try twins return the outcome instead.
    internal static ScalingException Failure(this FitOutcome outcome, int count) =>
        outcome.Failure($"The fit to {count} observations ended with {outcome}.", outcome.Advice(), count);

    // The same with the words of whoever knows more.
    internal static ScalingException Failure(this FitOutcome outcome, string problem, string advice, object offender) => new(
        outcome switch
        {
            FitOutcome.TooFewPoints => ScalingError.TooFewPoints,
            FitOutcome.NotIdentifiable => ScalingError.NotIdentifiable,
            _ => ScalingError.NotConverged,
        },
        problem, advice, offender);
}
