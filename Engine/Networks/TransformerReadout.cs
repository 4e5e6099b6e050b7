namespace ScalingTools.Networks;

/// <summary>What the read-out of a transformer reads.</summary>
public enum TransformerReadout
{
    /// <summary>Every place by itself: one output for each.</summary>
    Every,
    /// <summary>The last place.</summary>
    Last,
    /// <summary>All places side by side.</summary>
    Flattened,
}
