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
/// <code>Get-ScalingBottleneck -Alpha 0.6 -Time log:1e2:1e8:7 -ParameterCount 1000</code>
/// </example>
/// <example>
/// What limits each point of a learning curve.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -ParameterCount 100 -Time log:1e3:1e7:5 | Get-ScalingBottleneck | Format-List Time, Bottleneck, ExactLoss, Advice</code>
/// </example>
/// <seealso cref="GetScalingLawCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsCommon.Get, "ScalingBottleneck")]
[OutputType(typeof(ScalingBottleneck))]
public sealed class GetScalingBottleneckCommand : LawCmdlet
{
    /// <summary>T in training steps. Takes log:first:last:count.</summary>
    /// <value>trained to the end</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(List = true), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double?[]? Time { get; set; } = [null];

    /// <summary>D, the number of samples. Takes log:first:last:count.</summary>
    /// <value>endless</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(List = true), LogGrid(Whole = true), Alias("Samples"), ArgumentCompleter(typeof(LogGridCompleter))]
    public long?[]? SampleCount { get; set; } = [null];

    /// <summary>N, the number of parameters. Takes log:first:last:count.</summary>
    /// <value>one for each skill</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(List = true), LogGrid(Whole = true), Alias("Parameters"), ArgumentCompleter(typeof(LogGridCompleter))]
    public long?[]? ParameterCount { get; set; } = [null];

    /// <summary>How many times larger counts as much larger where a condition says ≫.</summary>
    /// <value>10</value>
    [Parameter]
    public double Margin { get; set; } = 10;

    /// <inheritdoc/>
    protected override void Process() => ForEachModel(setting =>
    {
        foreach (long? parameters in ParameterCount ?? [null])
            foreach (long? samples in SampleCount ?? [null])
                foreach (double? time in Time ?? [null])
                    Attempt(setting.Alpha, () => WriteObject(ScalingBottleneck.Diagnose(new BottleneckOptions(setting)
                    {
                        Time = time, SampleCount = samples, ParameterCount = parameters,
                    })));
    }, Margin);
}
