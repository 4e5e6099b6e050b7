namespace ScalingTools.Plotting;

/// <summary>What a series of a figure is, which decides how it is drawn.</summary>
public enum SeriesKind
{
    /// <summary>Measured or simulated: marks, or a solid line where there are many points, with a band where there is an error.</summary>
    Simulation,
    /// <summary>Predicted: a dashed line.</summary>
    Theory,
    /// <summary>A law fitted to a series, over the stretch it was fitted to: a thin solid line.</summary>
    Fit,
    /// <summary>A slope to compare with: a dotted grey line.</summary>
    Reference,
}
