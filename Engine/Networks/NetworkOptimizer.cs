namespace ScalingTools.Networks;

/// <summary>How a gradient becomes a step.</summary>
public enum NetworkOptimizer
{
    /// <summary>Stochastic gradient descent, with momentum if wanted.</summary>
    Sgd,
    /// <summary>Adam (Kingma and Ba 2015) with β_1 = 0.9, β_2 = 0.999 and ε = 10^-8; weight decay is added to the gradient, as in PyTorch's Adam.</summary>
    Adam,
    /// <summary>Adam whose weight decay is apart from the gradient: θ ← (1 - ηλ) θ (Loshchilov and Hutter 2019, arXiv:1711.05101), as in PyTorch's AdamW.</summary>
    AdamW,
}
