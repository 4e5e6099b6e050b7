using MathNet.Numerics.LinearAlgebra;

namespace ScalingTools.DeepNetworks;

/// <summary>The spectrum of a convolutional network's tangent kernel on images, and the task's power along its eigenfunctions.</summary>
/// <remarks>
/// On P images, K/P = Σ_k λ_k v_k v_kᵀ and w_k² = Σ_o (v_k·y_o)²/P, with the targets y_o = 1[class = o] - 1/C. While gradient flow of a lazy network lasts, L(t) = Σ_k w_k² e^{-2λ_k t}; where λ_k ~ k^-α and Σ_{l ≥ k} w_l² ~ k^{-αβ}, it falls
/// as t^-β. Modes far below P are those of the distribution; the last ones are of the sample. Source: arXiv:2409.17858, Eq. 4–5 and Section 5.2.
/// </remarks>
public static class TaskSpectrum
{
    private const double MostDerivatives = 1 << 29; // numbers, 2 GiB
    private const int MostImages = 4096;

    /// <summary>λ_1 … λ_count, from the largest on, with w_k².</summary>
    /// <param name="data">The images.</param>
    /// <param name="layers">L.</param>
    /// <param name="filters">N.</param>
    /// <param name="kernelSize">Edge of a filter, odd.</param>
    /// <param name="seed">Of the weights.</param>
    /// <param name="sampleCount">P, the first images of the data set, at most 4096.</param>
    /// <param name="count">How many modes, at most P.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange; TooLarge.</exception>
    public static IReadOnlyList<TaskMode> Of(VisionDataset data, int layers = 2, int filters = 32, int kernelSize = 3, long seed = 1, int sampleCount = 1000, int count = 200, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ConvolutionalOptions model = new() { Height = data.Height, Width = data.Width, Channels = data.Channels, OutputCount = 1, Layers = layers, Filters = filters, KernelSize = kernelSize };
        model.Check();
        int images = Math.Min(sampleCount, data.Count);
        if (sampleCount is < 2 or > MostImages)
            throw Guard.OutOfRange(nameof(sampleCount), sampleCount, $"2 to {MostImages}");
        if (count < 1 || count > images)
            throw Guard.OutOfRange(nameof(count), count, $"1 to the {images} images that there are");
        if ((double)images * model.CountParameters() > MostDerivatives)
            throw new ScalingException(ScalingError.TooLarge, $"The derivatives of {model.CountParameters()} weights at {images} images do not fit in memory.", "Use fewer Filters or a smaller SampleCount.", filters);
        double[,] kernel = TangentKernel.Of(data, images, model, seed, cancellation);
        (double[] values, double[] powers) = Decompose(kernel, [.. Enumerable.Range(0, images).Select(data.GetLabel)], data.Classes);
        TaskMode[] modes = new TaskMode[images];
        double remaining = 0;
        for (int k = images - 1; k >= 0; k--)
            modes[k] = new()
            {
                Dataset = data.Name, SampleCount = images, Seed = seed, Layers = layers, Filters = filters, KernelSize = kernelSize, Mode = k + 1,
                Eigenvalue = values[k], Power = powers[k], RemainingPower = remaining += powers[k],
            };
        return modes[..count];
    }

    /// <summary>The modes of each spectrum by themselves, in the order in which spectra first appear.</summary>
    /// <param name="modes">Of any data sets, networks and seeds.</param>
    public static IReadOnlyList<IReadOnlyList<TaskMode>> Split(IEnumerable<TaskMode> modes) =>
        [.. modes.GroupBy(m => m with { Mode = 0, Eigenvalue = 0, Power = 0, RemainingPower = 0 }).Select(spectrum => (IReadOnlyList<TaskMode>)[.. spectrum])];

    // λ_k and w_k², from the largest λ on.
    private static (double[] Values, double[] Powers) Decompose(double[,] kernel, int[] labels, int classes)
    {
        int images = labels.Length;
        var solved = (Matrix<double>.Build.DenseOfArray(kernel) / images).Evd(Symmetricity.Symmetric);
        double[] values = new double[images], powers = new double[images], sums = new double[classes];
        for (int k = 0; k < images; k++)
        {
            int from = images - 1 - k; // the solver has the smallest first
            values[k] = Math.Max(0, solved.EigenValues[from].Real);
            Array.Clear(sums);
            double whole = 0;
            for (int i = 0; i < images; i++)
            {
                double v = solved.EigenVectors[i, from];
                (sums[labels[i]], whole) = (sums[labels[i]] + v, whole + v);
            }
            foreach (double sum in sums)
                powers[k] += (sum - whole / classes) * (sum - whole / classes) / images;
        }
        return (values, powers);
    }
}
