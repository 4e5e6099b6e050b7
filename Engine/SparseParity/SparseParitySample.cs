namespace ScalingTools.SparseParity;

/// <summary>One point of a multitask sparse parity data set as a row.</summary>
public sealed record SparseParitySample
{
    /// <summary>The seed of the data set.</summary>
    public required long Seed { get; init; }
    /// <summary>j, from 0; the point is a pure function of (seed, j).</summary>
    public required long Index { get; init; }
    /// <summary>k, from 1: the control bit that is set.</summary>
    public required long Skill { get; init; }
    /// <summary>
    /// The skill bits x_0 x_1 … as text with the letter b in front, such as <c>b0110</c>: without it a spreadsheet or a CSV reader
    /// would take them for a number and lose the zeros in front.
    /// </summary>
    public required string Bits { get; init; }
    /// <summary>Σ_{j∈M_k} x_j, the number of ones among the sparse bits of the skill.</summary>
    public required int Ones { get; init; }
    /// <summary>Ones mod 2.</summary>
    public required int Parity { get; init; }
    /// <summary>What a network is trained to reproduce: +S for parity 0 and -S for parity 1, or the parity itself.</summary>
    public required double Label { get; init; }
}
