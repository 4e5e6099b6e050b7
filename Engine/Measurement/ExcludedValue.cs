namespace ScalingTools.Measurement;

/// <summary>One record that a measurement left out, and why. The rows count them; this tells them one by one.</summary>
public sealed record ExcludedValue
{
    /// <summary>Which record, from 1 in the order of arrival.</summary>
    public required int Record { get; init; }
    /// <summary>The group it belongs to.</summary>
    public required string Group { get; init; }
    /// <summary>The column that was not usable.</summary>
    public required string Column { get; init; }
    /// <summary>What stood there, as text.</summary>
    public required string Value { get; init; }
    /// <summary>PropertyNotFound, NotNumeric, NotFinite or NotPositive.</summary>
    public required ScalingError Error { get; init; }
    /// <summary>One sentence for a warning.</summary>
    public string Message => Error switch
    {
        ScalingError.PropertyNotFound => $"Record {Record} has no property {Column}: left out.",
        ScalingError.NotNumeric when Value.Length == 0 => $"{Column} of record {Record} is empty: left out.",
        ScalingError.NotNumeric => $"{Column} of record {Record} is '{Value}', not a number: left out.",
        ScalingError.NotFinite => $"{Column} of record {Record} is {Value}: left out.",
        _ => $"{Column} of record {Record} is {Value}; a logarithm needs a positive number: left out.",
    };
}
