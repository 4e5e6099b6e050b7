namespace ScalingTools;

/// <summary>How far a run is.</summary>
/// <param name="Fraction">Done so far, 0 to 1.</param>
/// <param name="Status">What is being done, one short phrase.</param>
public readonly record struct ScalingProgress(double Fraction, string Status);
