namespace ScalingTools.Networks;

/// <summary>The four parameters of the weight-shared network (<see cref="SharedWeightNetwork"/>), or four derivatives with respect to them.</summary>
/// <param name="Alpha">α, of neuron 1.</param>
/// <param name="Beta">β, of neuron 2.</param>
/// <param name="Gamma">γ, of neuron 3.</param>
/// <param name="Bias">c, of the output.</param>
public readonly record struct SharedWeights(double Alpha, double Beta, double Gamma, double Bias)
{
    /// <summary>α = β = γ = √(2S), c = -S: the parity function itself.</summary>
    /// <param name="targetScale">S > 0.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static SharedWeights Solution(double targetScale)
    {
        double weight = Math.Sqrt(2 * Guard.Positive(targetScale));
        return new(weight, weight, weight, -targetScale);
    }

    /// <summary>Whether all four are finite.</summary>
    public bool IsFinite => double.IsFinite(Alpha) && double.IsFinite(Beta) && double.IsFinite(Gamma) && double.IsFinite(Bias);

    // this + step · direction
    internal SharedWeights Plus(double step, SharedWeights direction) =>
        new(Alpha + step * direction.Alpha, Beta + step * direction.Beta, Gamma + step * direction.Gamma, Bias + step * direction.Bias);
}
