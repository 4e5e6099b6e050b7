using System.Globalization;
using System.Management.Automation;
using ScalingTools.Numerics;

namespace ScalingTools.Cmdlets;

/// <summary>
/// Lets a parameter that takes many numbers take <c>log:1:1e6:50</c> for 50 numbers from 1 to 10^6 with equal ratios.
/// One number among others can be such a grid too. Everything else is left to PowerShell's own conversion.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LogGridAttribute : ArgumentTransformationAttribute
{
    private const string Prefix = "log:";

    /// <summary>Whether the parameter counts something; repeated whole numbers are then dropped.</summary>
    public bool Whole { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Bare(inputData);
        if (value is object?[] items && items.Any(IsGrid)) // 0, log:1:1e6:50
            return items.SelectMany(item => IsGrid(item) ? Grid((string)Bare(item)!).Cast<object?>() : [item]).ToArray();
        return IsGrid(value) ? Grid((string)value!) : inputData;
    }

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static bool IsGrid(object? value) => Bare(value) is string text && text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private Array Grid(string text)
    {
        string[] parts = text[Prefix.Length..].Split(':');
        if (parts.Length != 3
            || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double from)
            || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double to)
            || !int.TryParse(parts[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out int count))
            throw new ArgumentTransformationMetadataException($"'{text}' is not a grid; write log:first:last:count, such as log:1:1e6:50.");
        try
        {
            return Whole ? LogSpace.WholeNumbers((long)from, (long)to, count) : LogSpace.Values(from, to, count);
        }
        catch (ScalingException e)
        {
            throw new ArgumentTransformationMetadataException($"'{text}' is not a grid of log:first:last:count: {e.Problem}", e);
        }
    }
}
