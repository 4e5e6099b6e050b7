using System.Numerics;

namespace ScalingTools.RandomFeatures;

/// <summary>Correlations of random features at two frequencies, and what a unit of loss adds to them through the noise of fresh batches, for B = 1.</summary>
/// <param name="Own">C_0, of errors of one student.</param>
/// <param name="Cross">C_0 of two students with features of their own.</param>
/// <param name="Weights">C_w, of weights.</param>
/// <param name="OwnNoise">What noise adds to C_0.</param>
/// <param name="CrossNoise">What it adds to C_0 of two students.</param>
/// <param name="WeightNoise">What it adds to C_w.</param>
internal readonly record struct LazyCorrelations(Complex Own, Complex Cross, Complex Weights, Complex OwnNoise, Complex CrossNoise, Complex WeightNoise);
