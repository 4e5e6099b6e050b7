using System.Numerics;
using ScalingTools.Networks.Autodiff;

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
        Check(count, 100_000);
        double[] values = CircleSpectrum.Of(new NeuralTangentKernel(activationPower, depth), count + 1);
        return Modes(values, new() { ActivationPower = activationPower, Depth = depth, Frequency = 0, Eigenvalue = 0, FrequencyExponent = 2 * activationPower });
    }

    /// <summary>The same of a network of finite width before training, from the mean of its kernel over rotations of the circle.</summary>
    /// <param name="model">The network; its richness is of no account.</param>
    /// <param name="seed">Of its weights.</param>
    /// <param name="count">How many frequencies, at most 512; the kernel is taken at four times as many points.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange; TooLarge.</exception>
    public static IEnumerable<KernelMode> Circle(PerceptronOptions model, long seed, int count = 100)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Check();
        Check(count, 512);
        int points = (int)BitOperations.RoundUpToPowerOf2((uint)(4 * count));
        using ParameterSet set = PerceptronModel.Parameters(model);
        set.DrawGaussian(seed);
        double[,] kernel = TangentKernel.Of(model, set, [.. Enumerable.Range(0, points).Select(i => 2 * Math.PI * i / points)]);
        double[] row = new double[points];
        for (int i = 0; i < points; i++)
            for (int d = 0; d < points; d++)
                row[d] += kernel[i, (i + d) % points] / points;
        return Modes(CircleSpectrum.OfRow(row, count + 1), new()
        {
            ActivationPower = model.ActivationPower, Depth = model.Depth, Width = model.Width, Seed = seed, Frequency = 0, Eigenvalue = 0, FrequencyExponent = 2 * model.ActivationPower,
        });
    }

    private static void Check(int count, int most)
    {
        if (count < 1 || count > most)
            throw Guard.OutOfRange(nameof(count), count, $"1 to {most}");
    }

    private static IEnumerable<KernelMode> Modes(double[] values, KernelMode row) => values.Skip(1).Select((value, i) => row with { Frequency = i + 1, Eigenvalue = value });
}
