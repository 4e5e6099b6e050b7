using System.Management.Automation;

namespace ScalingTools.Cmdlets;

/// <summary>
/// The one table of error ids. An id is the name of the <see cref="ScalingError"/> member, so
/// <c>$Error[0].FullyQualifiedErrorId</c> starts with it; ids and categories never change once published.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>The error record of a failure, with the offending value (or else the pipeline item) as its target.</summary>
    public static ErrorRecord From(Exception failure, object? item)
    {
        ScalingException known = Known(failure, item);
        return new ErrorRecord(known, known.Error.ToString(), Category(known.Error), known.Offender ?? item)
        {
            // PowerShell shows the message and, on a line of its own, the recommended action; Exception.Message has both.
            ErrorDetails = new ErrorDetails(known.Problem) { RecommendedAction = known.Advice },
        };
    }

    // Parallel loops wrap what happened; the file system has exceptions of its own; anything else is a defect of ours.
    private static ScalingException Known(Exception failure, object? item) => failure switch
    {
        ScalingException known => known,
        AggregateException { InnerExceptions: [ScalingException known, ..] } => known,
        IOException or UnauthorizedAccessException => new ScalingException(ScalingError.PathNotWritable,
            $"The file cannot be written: {failure.Message}", "Choose a folder that exists and a file that is not open elsewhere.", item, failure),
        _ => new ScalingException(ScalingError.InternalError,
            $"The engine failed unexpectedly: {failure.GetType().Name}: {failure.Message}", "Please report this with the command that caused it.", item, failure),
    };

    // The compiler asks for every named member (CS8509); an unnamed number (CS8524) cannot arise.
#pragma warning disable CS8524
    private static ErrorCategory Category(ScalingError error) => error switch
    {
        ScalingError.AlphaNotPositive => ErrorCategory.InvalidArgument,
        ScalingError.ParameterOutOfRange => ErrorCategory.InvalidArgument,
        ScalingError.NotEnoughSkillBits => ErrorCategory.InvalidArgument,
        ScalingError.SkillNotFound => ErrorCategory.ObjectNotFound,
        ScalingError.InitialStrengthOutOfRange => ErrorCategory.InvalidArgument,
        ScalingError.NegativeTime => ErrorCategory.InvalidArgument,
        ScalingError.TooManyParameters => ErrorCategory.InvalidArgument,
        ScalingError.NoSamples => ErrorCategory.InvalidArgument,
        ScalingError.TooLarge => ErrorCategory.LimitsExceeded,
        ScalingError.Diverged => ErrorCategory.InvalidResult,
        ScalingError.EmptyPipeline => ErrorCategory.InvalidData,
        ScalingError.PropertyNotFound => ErrorCategory.ObjectNotFound,
        ScalingError.NotNumeric => ErrorCategory.InvalidType,
        ScalingError.NotFinite => ErrorCategory.InvalidData,
        ScalingError.NotPositive => ErrorCategory.InvalidData,
        ScalingError.TooFewPoints => ErrorCategory.InvalidData,
        ScalingError.InconsistentInput => ErrorCategory.InvalidArgument,
        ScalingError.PathNotWritable => ErrorCategory.WriteError,
        ScalingError.NotIdentifiable => ErrorCategory.InvalidData,
        ScalingError.NotConverged => ErrorCategory.InvalidResult,
        ScalingError.CheckpointMismatch => ErrorCategory.ResourceExists,
        ScalingError.NotTraceClass => ErrorCategory.InvalidArgument,
        ScalingError.UnstableLearningRate => ErrorCategory.InvalidArgument,
        ScalingError.FunctionFailed => ErrorCategory.InvalidResult,
        ScalingError.LawNotApplicable => ErrorCategory.InvalidArgument,
        ScalingError.CommandNotFound => ErrorCategory.ObjectNotFound,
        ScalingError.ParameterNotFound => ErrorCategory.ObjectNotFound,
        ScalingError.RunNotFound => ErrorCategory.ObjectNotFound,
        ScalingError.StoreVersion => ErrorCategory.ResourceUnavailable,
        ScalingError.StoreDamaged => ErrorCategory.InvalidData,
        ScalingError.WorkerLost => ErrorCategory.ResourceUnavailable,
        ScalingError.SlurmNotFound => ErrorCategory.NotInstalled,
        ScalingError.SlurmFailed => ErrorCategory.ConnectionError,
        ScalingError.FileNotReadable => ErrorCategory.ReadError,
        ScalingError.FileFormat => ErrorCategory.ParserError,
        ScalingError.PlotlyNotFound => ErrorCategory.NotInstalled,
        ScalingError.UnknownExtension => ErrorCategory.InvalidArgument,
        ScalingError.ImportExcelNotFound => ErrorCategory.NotInstalled,
        ScalingError.BackendNotFound => ErrorCategory.NotInstalled,
        ScalingError.BackendVersion => ErrorCategory.ResourceUnavailable,
        ScalingError.DeviceNotFound => ErrorCategory.DeviceError,
        ScalingError.OutOfDeviceMemory => ErrorCategory.LimitsExceeded,
        ScalingError.InternalError => ErrorCategory.NotSpecified,
    };
#pragma warning restore CS8524
}
