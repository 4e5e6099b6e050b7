using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>Where the samples of a slice lie in its graph: what goes in, and what should come out.</summary>
/// <param name="Values">Numbers that go in.</param>
/// <param name="Tokens">Whole numbers that go in.</param>
/// <param name="Targets">y of squared errors.</param>
/// <param name="Labels">Classes of cross-entropies.</param>
internal sealed record SliceData(Tensor? Values, Indices? Tokens, Tensor? Targets, Indices? Labels);
