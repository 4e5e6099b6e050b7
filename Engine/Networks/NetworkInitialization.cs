namespace ScalingTools.Networks;

/// <summary>Where the parameters start.</summary>
public enum NetworkInitialization
{
    /// <summary>Every parameter ~ N(0, σ²) (Nam et al. 2024, App. I).</summary>
    Gaussian,
    /// <summary>PyTorch's default of a linear layer: weights and biases uniform within ±1/√(inputs of the layer) (Michaud et al. 2023).</summary>
    PyTorch,
}
