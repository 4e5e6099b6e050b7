using System.Management.Automation;
using ScalingTools.Multilinear;

namespace ScalingTools.Cmdlets;

/// <summary>Gets the compute-optimal number of parameters and training time of the multilinear model.</summary>
/// <remarks>
/// <para>
/// For a budget C = N*T (one unit of compute trains one parameter for one step) the row has the whole number N that minimises the exact
/// loss, T = C/N, and that loss, beside the asymptotic laws N = a*C^(1/(α+2)), T = C^((α+1)/(α+2))/a and L = c*C^(-α/(α+2)) with their
/// constants, which the paper leaves open.
/// </para>
/// </remarks>
/// <example>
/// How to spend a million, a billion and a trillion.
/// <code>Get-ComputeOptimum -Compute 1e6, 1e9, 1e12 -Alpha 0.6</code>
/// </example>
/// <example>
/// The exponent along the optimum, which is α/(α+2) = 0.2308.
/// <code>Get-ComputeOptimum -Compute log:1e8:1e12:17 -Alpha 0.6 | Measure-ScalingExponent -X Compute -Y Loss</code>
/// </example>
/// <example>
/// Is the optimum one? Training at it, and with twice and half the parameters for the same compute.
/// <code>
/// $best = Get-ComputeOptimum -Compute 1e6 -Alpha 0.6
/// $best | Invoke-MultilinearTraining
/// Invoke-MultilinearTraining -Alpha 0.6 -ParameterCount ($best.Parameters * 2) -Time ($best.Time / 2)
/// Invoke-MultilinearTraining -Alpha 0.6 -ParameterCount ($best.Parameters / 2) -Time ($best.Time * 2)
/// </code>
/// </example>
/// <seealso cref="GetScalingLawCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsCommon.Get, "ComputeOptimum")]
[OutputType(typeof(ComputeOptimum))]
public sealed class GetComputeOptimumCommand : LawCmdlet
{
    /// <summary>C = N*T, at least 1. Takes log:first:last:count.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[] Compute { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process() => ForEachModel(setting =>
    {
        foreach (double compute in Compute)
            Attempt(compute, () => WriteObject(ComputeOptimum.At(compute, setting)));
    });
}
