namespace ScalingTools.Networks;

/// <summary>What a network is trained to make small.</summary>
public enum NetworkLoss
{
    /// <summary>½ E(f - f*)², the loss of Nam et al. 2024.</summary>
    HalfSquaredError,
    /// <summary>E(f - f*)², the loss of their code: every step is twice as large.</summary>
    SquaredError,
    /// <summary>-E ln p_y with p the softmax of two logits, for 0/1 labels (Michaud et al. 2023). In nats.</summary>
    CrossEntropy,
}
