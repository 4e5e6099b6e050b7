namespace ScalingTools;

/// <summary>
/// The one exception the engine throws for input it cannot use: a stable <see cref="Error"/>, what was wrong
/// with the offending values, and what to do about it.
/// </summary>
public sealed class ScalingException : Exception
{
    /// <summary>The stable identifier of the failure.</summary>
    public ScalingError Error { get; }

    /// <summary>What is wrong, without the advice.</summary>
    public string Problem { get; }

    /// <summary>What to change.</summary>
    public string Advice { get; } = "";

    /// <summary>The offending value or object, if there is one.</summary>
    public object? Offender { get; }

    /// <summary>A failure with its problem and its advice, each one sentence.</summary>
    public ScalingException(ScalingError error, string problem, string advice, object? offender = null, Exception? inner = null)
        : base($"{problem} {advice}", inner)
    {
        Error = error;
        Problem = problem;
        Advice = advice;
        Offender = offender;
    }

    /// <summary>An <see cref="ScalingError.InternalError"/>.</summary>
    public ScalingException() : this("") { }

    /// <summary>An <see cref="ScalingError.InternalError"/> with a message.</summary>
    public ScalingException(string message) : base(message) => (Error, Problem) = (ScalingError.InternalError, message);

    /// <summary>An <see cref="ScalingError.InternalError"/> with a message and its cause.</summary>
    public ScalingException(string message, Exception innerException) : base(message, innerException) =>
        (Error, Problem) = (ScalingError.InternalError, message);
}
