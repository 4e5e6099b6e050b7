namespace ScalingTools.DeepNetworks;

/// <summary>Eigenvalues of tangent kernels on the circle as rows.</summary>
/// <remarks>Source: arXiv:2409.17858, Eq. 13–14, Fig. 7(a).</remarks>
public static class KernelSpectra
{
    /// <summary>Λ_1 … Λ_count of infinitely wide networks.</summary>
    /// <param name="activationPower">q_φ > ½.</param>
    /// <param name="depth">L ≥ 1.</param>
    /// <param name="count">How many frequencies, at most 100,000.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static IEnumerable<KernelMode> Circle(double activationPower = 1, int depth = 2, int count = 200)
    {
        if (count is < 1 or > 100_000)
            throw Guard.OutOfRange(nameof(count), count, "1 to 100,000");
        NeuralTangentKernel kernel = new(activationPower, depth);
        return CircleSpectrum.Of(kernel, count + 1).Skip(1).Select((value, i) => new KernelMode { ActivationPower = activationPower, Depth = depth, Frequency = i + 1, Eigenvalue = value, FrequencyExponent = 2 * activationPower });
    }
}
