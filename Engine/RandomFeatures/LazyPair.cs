using System.Numerics;

namespace ScalingTools.RandomFeatures;

/// <summary>Sums over modes of a product 1/((κ + λ_k)(κ' + λ_k)) of two frequencies.</summary>
/// <param name="Linear">A_1 = Σ λ_k/(…).</param>
/// <param name="Square">A_2 = Σ λ_k²/(…).</param>
/// <param name="Signal">Σ λ_k (w*_k)²/(…).</param>
/// <param name="SquareSignal">Σ λ_k² (w*_k)²/(…).</param>
internal readonly record struct LazyPair(Complex Linear, Complex Square, Complex Signal, Complex SquareSignal);
