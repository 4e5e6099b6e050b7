using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>The tangent kernel of a network of finite width before training, K_ij = γ_0² N Σ_θ ∂f(x_i)/∂θ ∂f(x_j)/∂θ, from derivatives at each input.</summary>
/// <remarks>
/// Its mean over initialisations tends to that of infinite width as N grows, <see cref="NeuralTangentKernel"/> on the circle. f is one output: those of a wide network have the same kernel, and none between two of them, so that each
/// learns on its own.
/// </remarks>
internal static unsafe class TangentKernel
{
    /// <summary>K of a multilayer network on the circle. Shape (angles, angles).</summary>
    /// <param name="options">The network.</param>
    /// <param name="set">Its parameters.</param>
    /// <param name="angles">θ_i.</param>
    public static double[,] Of(PerceptronOptions options, ParameterSet set, double[] angles)
    {
        using Graph graph = new();
        (Tensor inputs, Tensor output) = PerceptronModel.Record(graph, set, options, 1);
        return Gram(graph, set, output, angles.Length, options.RateFactor, i => (inputs.Values[0], inputs.Values[1]) = ((float)Math.Cos(angles[i]), (float)Math.Sin(angles[i])));
    }

    /// <summary>K of a convolutional network on the first images of a data set. Shape (images, images).</summary>
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
        byte[] bytes = new byte[data.ImageBytes];
        return Gram(graph, set, output, images, one.RateFactor, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            data.ReadValues(i, bytes, pixels.Values);
        });
    }

    // factor · J Jᵀ, a row of J for each input.
    private static double[,] Gram(Graph graph, ParameterSet set, Tensor output, int count, double factor, Action<int> fill)
    {
        graph.Record(new SingleOutput(output));
        graph.Complete();
        using AlignedMemory jacobian = new(sizeof(float) * count * set.Size), gram = new(sizeof(float) * (long)count * count);
        for (int i = 0; i < count; i++)
        {
            fill(i);
            graph.PlaceGradients(jacobian.Floats + i * set.Size);
            graph.Forward();
            graph.Backward(add: false);
        }
        SingleMatrix rows = new(jacobian.Floats, count, checked((int)set.Size));
        graph.Product.Multiply(rows, rows.Transposed, new SingleMatrix(gram.Floats, count, count));
        double[,] kernel = new double[count, count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
                kernel[i, j] = factor * gram.Floats[(long)i * count + j];
        return kernel;
    }
}
