namespace ScalingTools.DeepNetworks;

/// <summary>Classification of images by convolutional networks in mean-field parameterisation, trained by stochastic gradient descent on the squared error.</summary>
/// <remarks>
/// The target of an image of class c is 1 - 1/C at output c and -1/C elsewhere; a batch is drawn anew in every step. L = E Σ_o (f_o - y_o)², which is 1 - 1/C at the start; the gradient is that of L/2.
/// Source: arXiv:2409.17858, Section 5.2, Fig. 6; γ_0 from 0.01 to 1 there.
/// </remarks>
public sealed record VisionTrainingOptions
{
    /// <summary>The images; have to be given.</summary>
    public required VisionDataset Dataset { get; init; }
    /// <summary>γ_0 > 0, a run for each. Default: 1.</summary>
    public IReadOnlyList<double> Richness { get; init; } = [1];
    /// <summary>Whether the networks' linear approximations are trained, whose kernel does not change. Default: no.</summary>
    public bool Linearized { get; init; }
    /// <summary>L, layers of filters. Default: 2.</summary>
    public int Layers { get; init; } = 2;
    /// <summary>N, filters of each layer. Default: 32.</summary>
    public int Filters { get; init; } = 32;
    /// <summary>k, odd, the edge of a filter. Default: 3.</summary>
    public int KernelSize { get; init; } = 3;
    /// <summary>η > 0, which is multiplied by γ_0² N. Default: 0.3.</summary>
    public double LearningRate { get; init; } = 0.3;
    /// <summary>0 ≤ μ &lt; 1. Default: 0.</summary>
    public double Momentum { get; init; }
    /// <summary>B, images of a step. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;
    /// <summary>T ≥ 0, steps. Default: 1000.</summary>
    public long Steps { get; init; } = 1000;
    /// <summary>Steps to measure at; the last always is. Default: about thirty at equal ratios.</summary>
    public IReadOnlyList<long> MeasureAt { get; init; } = [];
    /// <summary>Images held out, the last of the data set, fewer than there are. Default: 500, or a fifth of a small data set.</summary>
    public int? TestCount { get; init; }
    /// <summary>Seeds, a run for each: they decide the start and the batches. Default: 1.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1];
    /// <summary>Threads; results do not depend on it. Default (0): one for each processor.</summary>
    public int Threads { get; init; }

    internal int Held => TestCount ?? Math.Min(500, Dataset.Count / 5);

    internal ConvolutionalOptions Model(double richness) => new()
    {
        Height = Dataset.Height, Width = Dataset.Width, Channels = Dataset.Channels, OutputCount = Dataset.Classes, Layers = Layers, Filters = Filters, KernelSize = KernelSize, Richness = richness, Linearized = Linearized,
    };
}
