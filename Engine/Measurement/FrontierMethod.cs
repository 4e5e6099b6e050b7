namespace ScalingTools.Measurement;

/// <summary>How a compute-optimal model size was estimated.</summary>
public enum FrontierMethod
{
    /// <summary>The lower envelope of the learning curves (Hoffmann et al. 2022, approach 1).</summary>
    Envelope,
    /// <summary>The minimum of a parabola of L in ln N at fixed compute (approach 2).</summary>
    IsoFlop,
}
