using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>A <see cref="PerceptronOptions"/> as parameters and as a graph.</summary>
internal static class PerceptronModel
{
    /// <summary>Its parameters, all 0. A weight has shape (outputs, inputs).</summary>
    public static ParameterSet Parameters(PerceptronOptions options)
    {
        ParameterSet set = new();
        for (int layer = 0; layer < options.Depth; layer++)
            set.Add($"{layer}.weight", options.Width, layer == 0 ? options.Inputs : options.Width);
        set.Add("readout", 1, options.Width);
        return set;
    }

    /// <summary>Records f.</summary>
    /// <param name="graph">Where.</param>
    /// <param name="set">Its parameters.</param>
    /// <param name="options">What it is.</param>
    /// <param name="inputs">How many inputs at a time.</param>
    /// <returns>The inputs, shape (inputs, <see cref="PerceptronOptions.Inputs"/>), and f, shape (inputs, 1).</returns>
    public static (Tensor Inputs, Tensor Output) Record(Graph graph, ParameterSet set, PerceptronOptions options, int inputs)
    {
        Tensor x = graph.Input(inputs, options.Inputs), u = x;
        for (int layer = 0; layer < options.Depth; layer++)
            u = graph.Record(new RectifiedPower(Linear(u, $"{layer}.weight", layer == 0 ? 1 : 1 / Math.Sqrt(options.Width)), options.ActivationPower, options.ActivationScale)).Output;
        return (x, Linear(u, "readout", 1 / (options.Richness * options.Width)));

        Tensor Linear(Tensor y, string name, double scale)
        {
            Tensor weight = graph.Parameter(set, name), product = new([inputs, weight.Shape[0]], true);
            graph.Record(new MatrixMultiply(graph.Product, y, weight.Transposed(), product));
            return graph.Record(new Affine(product, null, (float)scale)).Output;
        }
    }
}
