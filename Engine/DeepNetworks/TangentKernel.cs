using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>The tangent kernel of a network of finite width on the circle, K_ij = γ_0² N Σ_θ ∂f(x_i)/∂θ ∂f(x_j)/∂θ, from derivatives at each point.</summary>
/// <remarks>Its mean over initialisations tends to <see cref="NeuralTangentKernel"/> as N grows.</remarks>
internal static unsafe class TangentKernel
{
    /// <summary>K at given angles. Shape (angles, angles).</summary>
    /// <param name="options">The network.</param>
    /// <param name="set">Its parameters.</param>
    /// <param name="angles">θ_i.</param>
    public static double[,] Of(PerceptronOptions options, ParameterSet set, ReadOnlySpan<double> angles)
    {
        int points = angles.Length;
        using Graph graph = new();
        (Tensor inputs, Tensor output) = PerceptronModel.Record(graph, set, options, 1);
        graph.Record(new SingleOutput(output));
        graph.Complete();
        using AlignedMemory jacobian = new(sizeof(float) * points * set.Size), gram = new(sizeof(float) * (long)points * points);
        for (int i = 0; i < points; i++)
        {
            (inputs.Values[0], inputs.Values[1]) = ((float)Math.Cos(angles[i]), (float)Math.Sin(angles[i]));
            graph.PlaceGradients(jacobian.Floats + i * set.Size);
            graph.Forward();
            graph.Backward(add: false);
        }
        SingleMatrix rows = new(jacobian.Floats, points, checked((int)set.Size));
        graph.Product.Multiply(rows, rows.Transposed, new SingleMatrix(gram.Floats, points, points));
        double[,] kernel = new double[points, points];
        for (int i = 0; i < points; i++)
            for (int j = 0; j < points; j++)
                kernel[i, j] = options.RateFactor * gram.Floats[(long)i * points + j];
        return kernel;
    }
}
