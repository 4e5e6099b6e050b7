namespace ScalingTools.Measurement;

/// <summary>What speaks against calling the fitted stretch a scaling law, whatever the fit's own error bar says.</summary>
/// <remarks>
/// Curved: a parabola through the log residuals changes the local slope by more than a tenth of the exponent over the window, at the 1 % level.
/// Plateau (power laws only): the slope of the last third of the window, in log x, is below half of the exponent by more than two
/// standard errors. Both need at least five observations.
/// </remarks>
[Flags]
public enum LawSupport
{
    /// <summary>Nothing does.</summary>
    Supported = 0,
    /// <summary>The window spans less than one decade of x.</summary>
    TooFewDecades = 1,
    /// <summary>The residuals are curved: the local exponent changes within the window.</summary>
    Curved = 2,
    /// <summary>The curve flattens at the end of the window.</summary>
    Plateau = 4,
}
