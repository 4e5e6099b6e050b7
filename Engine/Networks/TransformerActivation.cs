namespace ScalingTools.Networks;

/// <summary>What bends in the MLP of a transformer.</summary>
public enum TransformerActivation
{
    /// <summary>max(x, 0).</summary>
    Relu,
    /// <summary>x Φ(x), Φ the normal distribution.</summary>
    Gelu,
}
