using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace ScalingTools.DeepNetworks;

/// <summary>Eigenvalues of kernels on the circle that depend on the angle alone, or whose mean over rotations is taken: K(θ, θ') = Λ_0 + 2 Σ_k Λ_k cos k(θ - θ').</summary>
/// <remarks>Λ_k = 1/(2π) ∫ K(a) cos ka da, by the trapezium rule; cos kθ and sin kθ are eigenfunctions. The paper's λ_k of Eq. 13 is 2Λ_k. A Fourier coefficient k^-s is off by (k/grid)^s.</remarks>
public static class CircleSpectrum
{
    private const int Least = 1 << 14, PerMode = 16;

    /// <summary>Λ_0 … Λ_count-1 of an infinitely wide network.</summary>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="count">How many, at least 1, at most 2^18.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static double[] Of(NeuralTangentKernel kernel, int count)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (count is < 1 or > 1 << 18)
            throw Guard.OutOfRange(nameof(count), count, "from 1 to 262144");
        int grid = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Least, PerMode * count));
        double[] row = new double[grid];
        Parallel.For(0, grid / 2 + 1, i => row[i] = row[(grid - i) % grid] = kernel.At(2 * Math.PI * i / grid));
        return OfRow(row, count);
    }

    /// <summary>Λ_0 … Λ_count-1 from K(0), K(2π/n), …</summary>
    /// <param name="row">K along the circle. Shape (n).</param>
    /// <param name="count">How many, at most n/2.</param>
    internal static double[] OfRow(double[] row, int count)
    {
        Complex[] values = Array.ConvertAll(row, x => new Complex(x, 0));
        Fourier.Forward(values, FourierOptions.NoScaling);
        return [.. values.Take(count).Select(z => z.Real / row.Length)];
    }
}
