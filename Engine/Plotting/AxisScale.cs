namespace ScalingTools.Plotting;

/// <summary>How an axis is divided.</summary>
public enum AxisScale
{
    /// <summary>Logarithmic where the positive values span more than 1.5 decades, else linear.</summary>
    Auto,
    /// <summary>Equal steps.</summary>
    Linear,
    /// <summary>Equal ratios, for positive values only.</summary>
    Logarithmic,
}
