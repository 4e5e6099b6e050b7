using System.Management.Automation;
using ScalingTools.Composition;

namespace ScalingTools.Cmdlets;

/// <summary>Makes a k-fold composition task.</summary>
/// <remarks>
/// <para>
/// Hidden are k permutations π of N things; a prompt shows k permutations σ more, as kN tokens. The answer to a start x is (σ_k∘π_k∘…∘σ_1∘π_1)(x), k steps through what the prompt says and what only
/// training can have told. Partial answers, hops of r steps from any place, can be labels too.
/// </para>
/// <para>The same seed gives the same permutations and prompts. Constructive weights and training need a k that is a power of two.</para>
/// </remarks>
/// <example>
/// Four permutations of eight things
/// <code>New-CompositionTask -Length 4 -Size 8</code>
/// </example>
/// <example>
/// A prompt of two permutations as a question in English
/// <code>New-CompositionTask -Length 2 -Size 3 | Get-CompositionSample -Count 1 | Format-List Text</code>
/// </example>
/// <seealso cref="GetCompositionSampleCommand"/>
/// <seealso cref="InvokeCompositionTrainingCommand"/>
[Cmdlet(VerbsCommon.New, "CompositionTask")]
[OutputType(typeof(CompositionTask))]
public sealed class NewCompositionTaskCommand : ScalingCmdlet
{
    /// <summary>k, how many hidden permutations are composed with as many of the prompt.</summary>
    /// <value>4</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 4)]
    public int Length { get; set; } = 4;

    /// <summary>N, how many things are permuted.</summary>
    /// <value>8</value>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 8)]
    public int Size { get; set; } = 8;

    /// <summary>Decides the hidden permutations and the prompts.</summary>
    /// <value>1</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1L)]
    public long Seed { get; set; } = 1;

    /// <inheritdoc/>
    protected override void Process() => WriteObject(new CompositionTask(Length, Size, Seed));
}
