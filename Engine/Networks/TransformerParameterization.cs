namespace ScalingTools.Networks;

/// <summary>How the sizes of weights and outputs depend on the width.</summary>
public enum TransformerParameterization
{
    /// <summary>PyTorch's: weights and biases of a linear layer uniform within ±1/√(inputs), tables of embeddings ~ N(0, 1), attention scores q·k/√d.</summary>
    PyTorch,
    /// <summary>
    /// Mean-field with richness γ_0 (maximal update): all weights ~ N(0, 1), layers W x/√(inputs), outputs w·x/(γ_0 · inputs), attention scores q·k/d, no biases, and a learning rate
    /// multiplied by γ_0² E, so that features move as much at any width E.
    /// </summary>
    MeanField,
}
