using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>The tangent kernel of a convolutional network before training, K_ij = γ_0² N Σ_θ ∂f(x_i)/∂θ ∂f(x_j)/∂θ, on images of a data set, from derivatives at each image.</summary>
/// <remarks>f is one output. Those of a wide network have the same kernel, and none between two of them, so that each learns on its own.</remarks>
internal static unsafe class ImageKernel
{
    /// <summary>K on the first images. Shape (images, images).</summary>
    /// <param name="data">The images.</param>
    /// <param name="images">How many.</param>
    /// <param name="model">The network; its outputs and its richness are of no account.</param>
    /// <param name="seed">Of its weights.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static double[,] Of(VisionDataset data, int images, ConvolutionalOptions model, long seed, CancellationToken cancellation)
    {
        ConvolutionalOptions one = model with { OutputCount = 1, Linearized = false };
        using ParameterSet set = ConvolutionalModel.Parameters(one);
        set.DrawGaussian(seed);
        using Graph graph = new();
        (Tensor pixels, Tensor output) = ConvolutionalModel.Record(graph, set, set, one, 1);
        graph.Record(new SingleOutput(output));
        graph.Complete();
        using AlignedMemory jacobian = new(sizeof(float) * images * set.Size), gram = new(sizeof(float) * (long)images * images);
        byte[] bytes = new byte[data.ImageBytes];
        for (int i = 0; i < images; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            data.ReadPixels(i, bytes);
            for (int p = 0; p < bytes.Length; p++)
                pixels.Values[p] = (float)((bytes[p] - data.PixelMean) / data.PixelDeviation);
            graph.PlaceGradients(jacobian.Floats + i * set.Size);
            graph.Forward();
            graph.Backward(add: false);
        }
        SingleMatrix rows = new(jacobian.Floats, images, checked((int)set.Size));
        graph.Product.Multiply(rows, rows.Transposed, new SingleMatrix(gram.Floats, images, images));
        double[,] kernel = new double[images, images];
        for (int i = 0; i < images; i++)
            for (int j = 0; j < images; j++)
                kernel[i, j] = one.RateFactor * gram.Floats[(long)i * images + j];
        return kernel;
    }
}
