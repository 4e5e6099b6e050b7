namespace ScalingTools.DeepNetworks;

/// <summary>What a convolutional network in mean-field parameterisation is, apart from how it is computed.</summary>
/// <remarks>
/// u_0 = x; in layer l = 1 … L: h = √(2/(k² N_{l-1})) Σ W u over k × k patches, u_l = mean over 2 × 2 squares of max(h, 0); at the end f_o = Σ w_o u_L/(γ_0 N √P) over all N filters and P places.
/// All weights ~ N(0, 1), no biases; f is taken relative to the network at the start, so that it begins at 0; learning rates are multiplied by γ_0² N, so that features move as much at any N, and by γ_0.
/// Source: arXiv:2409.17858, Section 5.2, whose networks are not printed; the parameterisation is that of its Section 5.1.
/// </remarks>
public sealed record ConvolutionalOptions
{
    /// <summary>Rows of an image, at least 1. Default: 28.</summary>
    public int Height { get; init; } = 28;
    /// <summary>Columns of an image, at least 1. Default: 28.</summary>
    public int Width { get; init; } = 28;
    /// <summary>Colours, at least 1. Default: 1.</summary>
    public int Channels { get; init; } = 1;
    /// <summary>Outputs, one for each class. Default: 10.</summary>
    public int OutputCount { get; init; } = 10;
    /// <summary>L, layers of filters, at least 1. Default: 2.</summary>
    public int Layers { get; init; } = 2;
    /// <summary>N, filters of each layer. Default: 32.</summary>
    public int Filters { get; init; } = 32;
    /// <summary>k, odd, the edge of a filter. Default: 3.</summary>
    public int KernelSize { get; init; } = 3;
    /// <summary>γ_0 > 0: small for a network that stays linear in its parameters, 1 for one whose features move. Default: 1.</summary>
    public double Richness { get; init; } = 1;
    /// <summary>Whether it is the network's linear approximation around its start, f = ∇f(θ_0)·(θ - θ_0), whose kernel does not change. Default: no.</summary>
    public bool Linearized { get; init; }

    /// <summary>γ_0² N.</summary>
    internal double RateFactor => Richness * Richness * Filters;

    /// <summary>Rows and columns of what layer l reads, l = 0 … L; edges are halved while both have 2.</summary>
    internal (int Height, int Width)[] Sizes()
    {
        (int height, int width) = (Height, Width);
        List<(int, int)> sizes = [(height, width)];
        for (int layer = 0; layer < Layers; layer++)
            sizes.Add((height, width) = Math.Min(height, width) >= 2 ? (height / 2, width / 2) : (height, width));
        return [.. sizes];
    }

    /// <summary>P N, what the read-out reads.</summary>
    internal int ReadoutInputs => Sizes()[^1] is var (height, width) ? height * width * Filters : 0;

    /// <summary>Weights.</summary>
    /// <exception cref="ScalingException">As for <see cref="Check"/>.</exception>
    public long CountParameters()
    {
        Check();
        using Networks.Autodiff.ParameterSet set = ConvolutionalModel.Parameters(this);
        return set.Count;
    }

    /// <summary>Whether such a network can be.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange; TooLarge.</exception>
    public void Check()
    {
        foreach ((string name, int value) in new[] { (nameof(Height), Height), (nameof(Width), Width), (nameof(Channels), Channels), (nameof(OutputCount), OutputCount), (nameof(Layers), Layers), (nameof(Filters), Filters) })
            Guard.Positive((long)value, name);
        if (KernelSize < 1 || KernelSize % 2 == 0)
            throw Guard.OutOfRange(nameof(KernelSize), KernelSize, "an odd positive number");
        Guard.Positive(Richness, nameof(Richness));
        double weights = (double)KernelSize * KernelSize * Filters * (Channels + (Layers - 1.0) * Filters), places = (double)Height * Width;
        if (weights + places * Filters * OutputCount > 1L << 28 || places * KernelSize * KernelSize * Filters > 1L << 28)
            throw new ScalingException(ScalingError.TooLarge, $"A network of {Filters} filters on images of {Height} × {Width} does not fit in memory.", "Use fewer Filters, a smaller KernelSize, or smaller images.", Filters);
    }
}
