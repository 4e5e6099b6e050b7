namespace ScalingTools.Multilinear;

/// <summary>Three ways to the same learning curve.</summary>
public enum MultilinearMethod
{
    /// <summary>The solution of gradient flow, R_k(T) = S/(1 + (S/R_k(0) - 1) e^{-2ηS(d_k/D)T}) (Nam et al. 2024, Eq. 49).</summary>
    ClosedForm,
    /// <summary>Full-batch gradient descent on a_k and b_k, one step per unit of time; differs from the flow by O(η).</summary>
    GradientDescent,
    /// <summary>Minibatch stochastic gradient descent on a_k and b_k.</summary>
    Sgd,
}
