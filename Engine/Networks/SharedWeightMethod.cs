namespace ScalingTools.Networks;

/// <summary>How the weight-shared network is trained on its eight inputs.</summary>
public enum SharedWeightMethod
{
    /// <summary>One full-batch step of gradient descent per unit of time; differs from the flow by O(η).</summary>
    GradientDescent,
    /// <summary>Gradient flow, integrated to at least nine digits.</summary>
    GradientFlow,
}
