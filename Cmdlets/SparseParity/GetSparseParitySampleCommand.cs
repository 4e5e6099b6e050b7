using System.Management.Automation;
using ScalingTools.SparseParity;

namespace ScalingTools.Cmdlets;

/// <summary>Gets points of a multitask sparse parity data set.</summary>
/// <remarks>
/// <para>
/// A point has a skill and n_b random bits. Its label is ±S by the parity of the bits that belong to the skill, or that parity
/// itself, as the data set was told. Point j depends on the data set's seed and on j alone.
/// </para>
/// <para>
/// With -Skill only points of that skill come: fresh ones of endless data, and those that a finite data set happens to have.
/// </para>
/// </remarks>
/// <example>
/// Four points
/// <code>New-SparseParityDataset | Get-SparseParitySample -Count 4</code>
/// </example>
/// <example>
/// Two points each of the first and of the fifth skill
/// <code>New-SparseParityDataset -SkillCount 5 | Get-SparseParitySample -Count 2 -Skill 1, 5</code>
/// </example>
/// <example>
/// How often each skill occurs among a thousand points
/// <code>New-SparseParityDataset -SampleCount 1000 | Get-SparseParitySample | Group-Object Skill -NoElement</code>
/// </example>
/// <seealso cref="NewSparseParityDatasetCommand"/>
[Cmdlet(VerbsCommon.Get, "SparseParitySample")]
[OutputType(typeof(SparseParitySample))]
public sealed class GetSparseParitySampleCommand : ScalingCmdlet
{
    private const long EndlessCount = 10;

    /// <summary>The data set, from New-SparseParityDataset.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SparseParityDataset Dataset { get; set; } = null!;

    /// <summary>How many points at most; of each skill, where -Skill is given.</summary>
    /// <value>all points of a finite data set, 10 of endless data</value>
    [Parameter(Position = 1)]
    public long? Count { get; set; }

    /// <summary>Only points of these skills, numbered from 1.</summary>
    /// <value>points of any skill</value>
    [Parameter]
    public long[]? Skill { get; set; }

    /// <inheritdoc/>
    protected override object PipelineItem => Dataset;

    /// <inheritdoc/>
    protected override void Process()
    {
        long? count = Count ?? (Dataset.SampleCount is null ? EndlessCount : null);
        foreach (long? skill in Skill?.Select(k => (long?)k) ?? [null])
            WriteRows(Dataset.Samples(count, skill, Cancellation));
    }
}
