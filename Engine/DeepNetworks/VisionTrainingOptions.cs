namespace ScalingTools.DeepNetworks;

/// <summary>Classification of images by convolutional networks in mean-field parameterisation, trained by stochastic gradient descent on the squared error.</summary>
/// <remarks>
/// The target of an image of class c is 1 - 1/C at output c and -1/C elsewhere; a batch is drawn anew in every step. L = E Σ_o (f_o - y_o)², which is 1 - 1/C at the start; the gradient is that of L/2.
/// Source: arXiv:2409.17858, Section 5.2, Fig. 6; γ_0 from 0.01 to 1 there.
/// </remarks>
public sealed record VisionTrainingOptions : DeepTrainingOptions
{
    /// <summary>The images; have to be given.</summary>
    public required VisionDataset Dataset { get; init; }
    /// <summary>Whether the networks' linear approximations are trained, whose kernel does not change. Default: no.</summary>
    public bool Linearized { get; init; }
    /// <summary>L, layers of filters. Default: 2.</summary>
    public int Layers { get; init; } = 2;
    /// <summary>N, filters of each layer. Default: 32.</summary>
    public int Filters { get; init; } = 32;
    /// <summary>k, odd, the edge of a filter. Default: 3.</summary>
    public int KernelSize { get; init; } = 3;
    /// <summary>0 ≤ μ &lt; 1. Default: 0.</summary>
    public double Momentum { get; init; }
    /// <summary>B, images of a step. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;
    /// <summary>Images held out, the last of the data set, fewer than there are. Default: 500, or a fifth of a small data set.</summary>
    public int? TestCount { get; init; }

    internal int Held => TestCount ?? Math.Min(500, Dataset.Count / 5);

    internal ConvolutionalOptions Model(double richness) => new()
    {
        Height = Dataset.Height, Width = Dataset.Width, Channels = Dataset.Channels, OutputCount = Dataset.Classes, Layers = Layers, Filters = Filters, KernelSize = KernelSize, Richness = richness, Linearized = Linearized,
    };
}
