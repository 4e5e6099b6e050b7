using System.Management.Automation;
using ScalingTools.Multilinear;

namespace ScalingTools.Cmdlets;

/// <summary>Says which resource limits the loss of the multilinear model: time, data or parameters.</summary>
/// <remarks>
/// <para>
/// The row has the loss that each resource alone would leave, the bottleneck among them, the law that applies there with its predicted
/// loss beside the exact one, whether the law's conditions hold, and advice.
/// </para>
/// <para>Resources that are not given are unlimited.</para>
/// </remarks>
/// <example>
/// A model with many parameters, trained briefly.
/// <code>Get-ScalingBottleneck -Alpha 0.6 -Time 1e5 -ParameterCount 100000 -SampleCount 1000000000</code>
/// </example>
/// <example>
/// How the bottleneck moves from time to parameters as training goes on.
/// <code>1e2, 1e4, 1e6, 1e8 | ForEach-Object { Get-ScalingBottleneck -Alpha 0.6 -Time $_ -ParameterCount 1000 }</code>
/// </example>
/// <seealso cref="GetScalingLawCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsCommon.Get, "ScalingBottleneck")]
[OutputType(typeof(ScalingBottleneck))]
public sealed class GetScalingBottleneckCommand : LawCmdlet
{
    /// <summary>T in training steps. Takes log:first:last:count.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(List = true), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double?[]? Time { get; set; } = [null];

    /// <summary>D, the number of samples.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing, Alias("Samples")]
    public long? SampleCount { get; set; }

    /// <summary>N, the number of parameters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing, Alias("Parameters")]
    public long? ParameterCount { get; set; }

    /// <summary>How many times larger counts as much larger where a condition says ≫.</summary>
    /// <value>10</value>
    [Parameter]
    public double Margin { get; set; } = 10;

    /// <inheritdoc/>
    protected override void Process() => ForEachModel(setting =>
    {
        foreach (double? time in Time ?? [null])
            Attempt(setting.Alpha, () => WriteObject(ScalingBottleneck.Diagnose(new BottleneckOptions(setting)
            {
                Time = time, SampleCount = SampleCount, ParameterCount = ParameterCount,
            })));
    }, Margin);
}
