namespace ScalingTools.Measurement;

/// <summary>Which observations between XMin and XMax a fit uses.</summary>
public enum WindowRule
{
    /// <summary>All of them.</summary>
    All,
    /// <summary>The longest stretch, in log x, whose local slope is constant within noise.</summary>
    Auto,
}
