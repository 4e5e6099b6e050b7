using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>A <see cref="ConvolutionalOptions"/> as parameters and as a graph.</summary>
internal static class ConvolutionalModel
{
    /// <summary>Its parameters, all 0. Filters have shape (filters, k²·channels): row, column, channel; the read-out (outputs, places·filters).</summary>
    public static ParameterSet Parameters(ConvolutionalOptions options)
    {
        ParameterSet set = new();
        for (int layer = 0; layer < options.Layers; layer++)
            set.Add($"{layer}.filters", options.Filters, options.KernelSize * options.KernelSize * (layer == 0 ? options.Channels : options.Filters));
        set.Add("readout", options.OutputCount, options.ReadoutInputs);
        return set;
    }

    /// <summary>Records f(θ) - f(θ_0), or ∇f(θ_0)·θ, where θ is then the change of the parameters.</summary>
    /// <param name="graph">Where.</param>
    /// <param name="set">θ, which is trained.</param>
    /// <param name="start">θ_0.</param>
    /// <param name="options">What the network is.</param>
    /// <param name="images">How many images.</param>
    /// <returns>The images, shape (images·height·width, channels), and what comes out, shape (images, outputs).</returns>
    public static (Tensor Images, Tensor Output) Record(Graph graph, ParameterSet set, ParameterSet start, ConvolutionalOptions options, int images)
    {
        Tensor x = graph.Input(images * options.Height * options.Width, options.Channels);
        Tensor patches = graph.Record(new Unfold(x, options.Height, options.Width, options.KernelSize)).Output; // read by both networks
        Recorder recorder = new(graph, options, images);
        Trace frozen = recorder.Network(patches, name => graph.Constant(start, name));
        if (options.Linearized)
            return (x, recorder.Change(frozen, name => graph.Constant(start, name), name => graph.Parameter(set, name)));
        Tensor output = recorder.Network(patches, name => graph.Parameter(set, name)).Output;
        return (x, graph.Record(new Add(output, graph.Record(new Affine(frozen.Output, null, -1)).Output)).Output);
    }

    // What a network's derivative is made of: patches u_{l-1} and max(h_l, 0) of each layer, what the read-out reads, and f.
    private sealed record Trace(Tensor[] Patches, Tensor[] Rectified, Tensor Flat, Tensor Output);

    private sealed class Recorder(Graph graph, ConvolutionalOptions options, int images)
    {
        private readonly (int Height, int Width)[] _sizes = options.Sizes();

        public Trace Network(Tensor first, Func<string, Tensor> of)
        {
            Tensor[] patches = new Tensor[options.Layers], rectified = new Tensor[options.Layers];
            Tensor u = first;
            for (int layer = 0; layer < options.Layers; layer++)
            {
                patches[layer] = layer == 0 ? first : Patches(u, layer);
                rectified[layer] = graph.Record(new Affine(Product(patches[layer], of($"{layer}.filters")), null, Scale(layer), relu: true)).Output;
                u = Pool(rectified[layer], layer);
            }
            Tensor flat = u.Reshaped(images, options.ReadoutInputs);
            return new(patches, rectified, flat, graph.Record(new Affine(Product(flat, of("readout")), null, ReadoutScale)).Output);
        }

        // The derivative of f along v at θ_0, layer by layer: h' = s (W u' + V u), u' = 1[h > 0] h'.
        public Tensor Change(Trace at, Func<string, Tensor> weights, Func<string, Tensor> changes)
        {
            Tensor? u = null;
            for (int layer = 0; layer < options.Layers; layer++)
            {
                Tensor h = Product(at.Patches[layer], changes($"{layer}.filters"));
                if (u is not null)
                    h = graph.Record(new Add(Product(Patches(u, layer), weights($"{layer}.filters")), h)).Output;
                h = graph.Record(new Affine(h, null, Scale(layer))).Output;
                u = Pool(graph.Record(new Gate(h, at.Rectified[layer])).Output, layer);
            }
            Tensor sum = graph.Record(new Add(Product(u!.Reshaped(images, options.ReadoutInputs), weights("readout")), Product(at.Flat, changes("readout")))).Output;
            return graph.Record(new Affine(sum, null, ReadoutScale)).Output;
        }

        private float Scale(int layer) => (float)Math.Sqrt(2.0 / (options.KernelSize * options.KernelSize * (layer == 0 ? options.Channels : options.Filters)));

        // 1/(γ_0 N √P)
        private float ReadoutScale => (float)(1 / (options.Richness * Math.Sqrt((double)options.Filters * options.ReadoutInputs)));

        private Tensor Patches(Tensor u, int layer) => graph.Record(new Unfold(u, _sizes[layer].Height, _sizes[layer].Width, options.KernelSize)).Output;

        private Tensor Pool(Tensor u, int layer) =>
            _sizes[layer] == _sizes[layer + 1] ? u : graph.Record(new AveragePool(u, _sizes[layer].Height, _sizes[layer].Width, 2)).Output;

        private Tensor Product(Tensor y, Tensor weight)
        {
            Tensor product = new([y.Rows, weight.Shape[0]], true);
            graph.Record(new MatrixMultiply(graph.Product, y, weight.Transposed(), product));
            return product;
        }
    }
}
