using System.Management.Automation;
using ScalingTools.Composition;

namespace ScalingTools.Cmdlets;

/// <summary>Gets prompts of a k-fold composition task with their labels.</summary>
/// <remarks>
/// <para>A row is a prompt, a start, the path from it and where it ends. Things are numbered from 1. Prompt m depends on the task's seed and on m alone.</para>
/// <para>
/// For k = 2 and N up to 7 the prompt is told in English too: who plays where and which game is when stands in the text; whose nickname is whose and which position belongs to which sport are the hidden
/// permutations, which the reader knows.
/// </para>
/// </remarks>
/// <example>
/// Five prompts and the whole answers
/// <code>New-CompositionTask -Length 4 -Size 5 | Get-CompositionSample -Count 5</code>
/// </example>
/// <example>
/// Hops of length 2 that begin at the third permutation
/// <code>New-CompositionTask -Length 4 -Size 5 | Get-CompositionSample -HopLength 2 -Block 3</code>
/// </example>
/// <example>
/// A question in English
/// <code>New-CompositionTask -Length 2 -Size 4 | Get-CompositionSample -Count 1 | Format-List Text</code>
/// </example>
/// <seealso cref="NewCompositionTaskCommand"/>
[Cmdlet(VerbsCommon.Get, "CompositionSample")]
[OutputType(typeof(CompositionSample))]
public sealed class GetCompositionSampleCommand : ScalingCmdlet
{
    /// <summary>The task, from New-CompositionTask.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public CompositionTask Task { get; set; } = null!;

    /// <summary>How many prompts.</summary>
    /// <value>10</value>
    [Parameter(Position = 1), EmptyIsMissing(Otherwise = 10L)]
    public long Count { get; set; } = 10;

    /// <summary>r, the length of the hop that the label is.</summary>
    /// <value>k, the whole answer</value>
    [Parameter]
    public int? HopLength { get; set; }

    /// <summary>i, the permutation that the hop begins at, from 1.</summary>
    /// <value>1</value>
    [Parameter]
    public int Block { get; set; } = 1;

    /// <inheritdoc/>
    protected override object PipelineItem => Task;

    /// <inheritdoc/>
    protected override void Process() => WriteRows(Task.Samples(Count, HopLength, Block));
}
