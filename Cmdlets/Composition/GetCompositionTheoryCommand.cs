using System.Management.Automation;
using ScalingTools.Composition;

namespace ScalingTools.Cmdlets;

/// <summary>Gets what the theorems on k-fold composition say, as numbers: layers and width that are enough, samples with and without a curriculum.</summary>
/// <remarks>
/// <para>
/// The information in the hidden permutations asks for kN ln N samples; a curriculum and gradient descent learn from k⁴N⁶; statistical query learners, and gradient descent with them, need
/// N^k queries from whole answers alone. These are orders: constants and logarithms that the theorems leave open are taken as 1.
/// </para>
/// </remarks>
/// <example>
/// The gap between what is known and what can be learnt
/// <code>Get-CompositionTheory -Length 2, 4, 8, 16 -Size 8</code>
/// </example>
/// <seealso cref="InvokeCompositionTrainingCommand"/>
[Cmdlet(VerbsCommon.Get, "CompositionTheory")]
[OutputType(typeof(CompositionTheory))]
public sealed class GetCompositionTheoryCommand : ScalingCmdlet
{
    /// <summary>k; a row for each.</summary>
    /// <value>4</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = new[] { 4 })]
    public int[]? Length { get; set; } = [4];

    /// <summary>N; a row for each.</summary>
    /// <value>8</value>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = new[] { 8 })]
    public int[]? Size { get; set; } = [8];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (int length in Length ?? [4])
            foreach (int size in Size ?? [8])
                Attempt((length, size), () => WriteObject(CompositionTheory.Of(length, size)));
    }
}
