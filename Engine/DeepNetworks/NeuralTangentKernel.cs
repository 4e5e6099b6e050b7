namespace ScalingTools.DeepNetworks;

/// <summary>The neural tangent kernel of an infinitely wide network of L layers with φ(h) = max(h, 0)^{q_φ}/√c, c = E[max(h, 0)^{2q_φ}], on inputs of equal length, as a function of the angle between two of them.</summary>
/// <remarks>
/// Σ_0 = Θ_0 = cos a; Σ_l = κ_q(arccos Σ_{l-1}), Θ_l = Σ_l + q²/(2q-1) κ_{q-1}(arccos Σ_{l-1}) Θ_{l-1}, l = 1 … L. No biases; every layer is trained.
/// In mean-field parameterisation, f = w·φ/(γ_0 N) and learning rate η γ_0² N, it is the kernel of df/dt = ηΘ(y - f) for small γ_0 at any N.
/// Near a = 0 it has the singularity |a|^{2q_φ-1}, hence Fourier coefficients that fall as k^{-2q_φ} (arXiv:2409.17858, Section 5.1). With one layer and q_φ = 1, odd frequencies above 1 have the eigenvalue 0.
/// </remarks>
public sealed class NeuralTangentKernel
{
    private readonly ArcCosineKernel _value, _derivative;
    private readonly double _factor;

    /// <summary>The kernel of a network.</summary>
    /// <param name="activationPower">q_φ > ½.</param>
    /// <param name="depth">L ≥ 1, layers before the read-out.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public NeuralTangentKernel(double activationPower = 1, int depth = 2)
    {
        if (!(activationPower > 0.5 && double.IsFinite(activationPower)))
            throw Guard.OutOfRange(nameof(activationPower), activationPower, "a number above 0.5: below, the kernel is infinite");
        Guard.Positive((long)depth, nameof(depth));
        (ActivationPower, Depth) = (activationPower, depth);
        (_value, _derivative) = (new(activationPower), new(activationPower - 1));
        _factor = activationPower * activationPower / (2 * activationPower - 1);
    }

    /// <summary>q_φ.</summary>
    public double ActivationPower { get; }
    /// <summary>L.</summary>
    public int Depth { get; }

    /// <summary>Θ_L.</summary>
    /// <param name="angle">a, from 0 to π.</param>
    public double At(double angle)
    {
        double covariance = Math.Cos(angle), tangent = covariance, a = angle;
        for (int l = 0; l < Depth; l++)
        {
            covariance = _value.At(a);
            tangent = covariance + _factor * _derivative.At(a) * tangent;
            a = Math.Acos(Math.Clamp(covariance, -1, 1));
        }
        return tangent;
    }
}
