namespace ScalingTools.Networks;

/// <summary>Where a transformer normalises.</summary>
public enum TransformerNormalization
{
    /// <summary>Before attention and MLP, and once more at the end: x + F(LN(x)).</summary>
    Before,
    /// <summary>After each: LN(x + F(x)).</summary>
    After,
    /// <summary>Nowhere.</summary>
    None,
}
