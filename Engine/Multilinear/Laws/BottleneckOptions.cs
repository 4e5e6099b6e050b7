using System.Diagnostics.CodeAnalysis;

namespace ScalingTools.Multilinear;

/// <summary>The model and the resources it has; what is left out is unlimited.</summary>
public sealed record BottleneckOptions : LawSetting
{
    /// <summary>A diagnosis of a model yet to be set.</summary>
    public BottleneckOptions() { }

    /// <summary>A diagnosis of a given model.</summary>
    /// <param name="model">α, n_s, S, r, η.</param>
    [SetsRequiredMembers]
    public BottleneckOptions(LawSetting model) : base(model) { }

    /// <summary>T ≥ 0 in training steps; null (the default) for trained to the end.</summary>
    public double? Time { get; init; }

    /// <summary>D ≥ 1; null (the default) for endless data.</summary>
    public long? SampleCount { get; init; }

    /// <summary>N, 1 to n_s; null (the default) for N = n_s.</summary>
    public long? ParameterCount { get; init; }
}
