using System.Management.Automation;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>A number where a time span is wanted is a number of seconds; PowerShell itself would read it as ticks.</summary>
internal sealed class SecondsAreSpanAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PlannedPipeline.Unwrap(inputData) is var value and (int or long or double) ? TimeSpan.FromSeconds(LanguagePrimitives.ConvertTo<double>(value)) : inputData;
}
