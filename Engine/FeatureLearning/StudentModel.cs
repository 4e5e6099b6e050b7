namespace ScalingTools.FeatureLearning;

/// <summary>Which student is trained; theory makes no difference between the first two.</summary>
public enum StudentModel
{
    /// <summary>f = (1/N) w·B A_0 ψ with B(0) = I: plain gradient descent on w and B, A_0 frozen (Eq. 17). The same function as <see cref="ProjectedFeatures"/>, at less work.</summary>
    RotatedFeatures,
    /// <summary>f = (1/N) w·A ψ, A moved by a projected gradient (Eq. 4).</summary>
    ProjectedFeatures,
    /// <summary>f = (w·A x - its value at 0)/γ, both layers free: the linear network of App. G, which has no bottleneck in N.</summary>
    LinearNetwork,
}
