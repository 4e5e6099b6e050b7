using System.Management.Automation;
using ScalingTools.SparseParity;

namespace ScalingTools.Cmdlets;

/// <summary>Makes a multitask sparse parity data set.</summary>
/// <remarks>
/// <para>
/// The task has n_s skills. Skill k occurs with frequency P_s(k), which falls as k^-(α+1), and asks for the parity of m of the
/// n_b skill bits: the target is +S for an even number of ones among them and -S for an odd one.
/// </para>
/// <para>
/// The data set holds no points, only what determines them, so one of 10^12 points costs as much as one of ten. The same seed
/// gives the same points. The defaults are those of Nam et al. 2024.
/// </para>
/// <para>
/// Every property of the result is a parameter of the same name, so a data set, or a row of a table, can be piped in and changed.
/// </para>
/// </remarks>
/// <example>
/// Five skills whose frequencies fall as k^-1.6
/// <code>New-SparseParityDataset -SkillCount 5 -Alpha 0.6</code>
/// SampleCount is empty: the data is endless, every batch is fresh.
/// </example>
/// <example>
/// The same task with a thousand points, and once more with other ones
/// <code>
/// $data = New-SparseParityDataset -SampleCount 1000
/// $data | New-SparseParityDataset -Seed 2
/// </code>
/// </example>
/// <example>
/// Skills with frequencies 4 : 2 : 1
/// <code>New-SparseParityDataset -Weight 4, 2, 1</code>
/// </example>
/// <example>
/// The task of Michaud et al. 2023: overlapping subsets and labels 0 and 1
/// <code>New-SparseParityDataset -SkillCount 500 -SkillBits 100 -Alpha 0.4 -Subsets Random -Labels Binary</code>
/// </example>
/// <seealso cref="GetSparseParitySampleCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">Nam et al. 2024, An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsCommon.New, "SparseParityDataset", DefaultParameterSetName = ZipfSet)]
[OutputType(typeof(SparseParityDataset))]
public sealed class NewSparseParityDatasetCommand : ScalingCmdlet
{
    private const string ZipfSet = "Zipf";
    private const string WeightSet = "Weight";

    /// <summary>n_s, the number of skills.</summary>
    /// <value>5, or the number of weights</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? SkillCount { get; set; }

    /// <summary>α > 0: skill k occurs with a frequency ∝ k^-(α+1).</summary>
    /// <value>0.6</value>
    [Parameter(ParameterSetName = ZipfSet, Position = 1, ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    [ArgumentCompleter(typeof(AlphaCompleter))]
    public double? Alpha { get; set; }

    /// <summary>The frequencies of the skills, one number for each, up to a common factor.</summary>
    [Parameter(ParameterSetName = WeightSet, Mandatory = true)]
    public double[]? Weight { get; set; }

    /// <summary>Where the frequencies come from.</summary>
    /// <value>Weighted with -Weight, else Zipf</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public SkillFrequency? Frequency { get; set; }

    /// <summary>n_b, the number of skill bits of a point. Disjoint subsets need n_s·m of them.</summary>
    /// <value>32, or as many as disjoint subsets need</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? SkillBits { get; set; }

    /// <summary>m, the number of bits whose parity a skill is.</summary>
    /// <value>3</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 3)]
    public int SparseBits { get; set; } = 3;

    /// <summary>S, the size of the target.</summary>
    /// <value>5</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 5.0)]
    public double TargetScale { get; set; } = 5;

    /// <summary>D, the number of points. Left out, data is endless.</summary>
    /// <value>endless</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? SampleCount { get; set; }

    /// <summary>How the bits of each skill are chosen.</summary>
    /// <value>Disjoint</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = SubsetChoice.Disjoint)]
    public SubsetChoice Subsets { get; set; } = SubsetChoice.Disjoint;

    /// <summary>What a network is trained to reproduce.</summary>
    /// <value>Signed</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = LabelConvention.Signed)]
    public LabelConvention Labels { get; set; } = LabelConvention.Signed;

    /// <summary>Decides the points, and the subsets where they are random.</summary>
    /// <value>1</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1L)]
    public long Seed { get; set; } = 1;

    /// <inheritdoc/>
    protected override void Process() => WriteObject(new SparseParityDataset(
        SkillCount, SkillBits, SparseBits, Alpha, TargetScale, SampleCount, Subsets, Labels, Seed, Frequency, Weight));
}
