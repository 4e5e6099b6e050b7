using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>The target y(θ) = Σ_k k^-q cos kθ / √(ζ(2q)/2), whose mean square is 1.</summary>
/// <remarks>Source: arXiv:2409.17858, Eq. 13-14: for φ(h) = max(h, 0)^{q_φ}, α = 2q_φ and β = (2q-1)/(2q_φ).</remarks>
public sealed class CircleTask
{
    /// <summary>The target of a frequency exponent.</summary>
    /// <param name="frequencyExponent">q > ½.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public CircleTask(double frequencyExponent)
    {
        if (!(frequencyExponent > 0.5 && double.IsFinite(frequencyExponent)))
            throw Guard.OutOfRange(nameof(frequencyExponent), frequencyExponent, "a number above 0.5: below, the target has no finite mean square");
        FrequencyExponent = frequencyExponent;
        _whole = PowerSum.Zeta(2 * frequencyExponent);
    }

    private readonly double _whole; // ζ(2q)

    /// <summary>q.</summary>
    public double FrequencyExponent { get; }

    /// <summary>The target whose β is given: q = q_φ β + ½.</summary>
    public static CircleTask OfSource(double source, double activationPower = 1) => new(Guard.Positive(source) * Guard.Positive(activationPower) + 0.5);

    /// <summary>β = (2q-1)/(2q_φ).</summary>
    public double Source(double activationPower) => (2 * FrequencyExponent - 1) / (2 * activationPower);

    /// <summary>The part of the mean square that frequency k has, k^{-2q}/ζ(2q).</summary>
    public double Power(int k) => Math.Pow(k, -2 * FrequencyExponent) / _whole;

    /// <summary>The part that frequencies from k on have.</summary>
    public double PowerFrom(int k) => PowerSum.Tail(2 * FrequencyExponent, k) / _whole;

    /// <summary>y at 2πi/n, i = 0 … n-1, with the frequencies below n/2.</summary>
    public double[] Values(int n)
    {
        double scale = 1 / Math.Sqrt(_whole / 2);
        System.Numerics.Complex[] modes = new System.Numerics.Complex[n];
        for (int k = 1; 2 * k < n; k++)
            modes[k] = modes[n - k] = scale * Math.Pow(k, -FrequencyExponent) / 2;
        MathNet.Numerics.IntegralTransforms.Fourier.Inverse(modes, MathNet.Numerics.IntegralTransforms.FourierOptions.NoScaling);
        return Array.ConvertAll(modes, z => z.Real);
    }

    /// <summary>The loss of a network that is linear in its parameters after t steps of size η: Σ_k Power(k) (1 - ηΛ_k)^{2t}, with what lies above the eigenvalues that are given.</summary>
    /// <param name="eigenvalues">Λ_0, Λ_1, ….</param>
    /// <param name="learningRate">η.</param>
    /// <param name="step">t.</param>
    public double LazyLoss(IReadOnlyList<double> eigenvalues, double learningRate, long step)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        double sum = PowerFrom(eigenvalues.Count);
        for (int k = 1; k < eigenvalues.Count; k++)
            sum += Power(k) * Math.Pow(Math.Abs(1 - learningRate * eigenvalues[k]), 2.0 * step);
        return sum;
    }
}
