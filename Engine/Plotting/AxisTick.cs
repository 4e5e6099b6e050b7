namespace ScalingTools.Plotting;

/// <summary>A tick of an axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What is written beside it, "10^-3" for powers of ten; empty for a minor tick.</param>
public readonly record struct AxisTick(double Value, string Label)
{
    /// <summary>Whether it has no label.</summary>
    public bool Minor => Label.Length == 0;
}
