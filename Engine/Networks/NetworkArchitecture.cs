namespace ScalingTools.Networks;

/// <summary>What kind of network.</summary>
public enum NetworkArchitecture
{
    /// <summary>One hidden layer of ReLU neurons.</summary>
    TwoLayer,
    /// <summary>A decoder with one token for each bit (Nam et al. 2024, v3, App. K.2): see <see cref="TransformerOptions"/>.</summary>
    Transformer,
}
