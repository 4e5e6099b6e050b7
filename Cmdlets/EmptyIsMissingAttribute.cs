using System.Management.Automation;

namespace ScalingTools.Cmdlets;

/// <summary>
/// Takes an empty cell of a table for a missing value. Without it PowerShell would read the empty text that Import-Csv gives
/// as the number 0, so that an unlimited resource came back as none at all.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyIsMissingAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes many values; the cell is then one missing value among them.</summary>
    public bool List { get; init; }

    /// <summary>What a parameter that cannot be missing is then: its default.</summary>
    public object? Otherwise { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is "" ? List ? new object?[] { null } : Otherwise
        : inputData ?? Otherwise;
}
