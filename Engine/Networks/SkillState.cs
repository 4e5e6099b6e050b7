namespace ScalingTools.Networks;

/// <summary>What is measured of one skill.</summary>
/// <param name="Strength">R_k.</param>
/// <param name="StandardError">Of R_k; null where it is exact.</param>
/// <param name="Loss">L_k.</param>
internal readonly record struct SkillState(double Strength, double? StandardError, double Loss);
