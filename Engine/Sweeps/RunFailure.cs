namespace ScalingTools.Sweeps;

/// <summary>Why a run failed.</summary>
/// <param name="ErrorId">The id of the error.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record RunFailure(string ErrorId, string Error, string Advice)
{
    /// <summary>The failure that an exception is.</summary>
    public static RunFailure Of(Exception failure) => failure switch
    {
        ScalingException known => new(known.Error.ToString(), known.Problem, known.Advice),
        AggregateException { InnerExceptions: [ScalingException known, ..] } => Of(known),
        _ => new(nameof(ScalingError.InternalError), $"{failure.GetType().Name}: {failure.Message}", ""),
    };
}
