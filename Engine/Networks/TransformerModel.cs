using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>A <see cref="TransformerOptions"/> as parameters and as a graph.</summary>
internal static class TransformerModel
{
    /// <summary>Its parameters, all 0. A weight has shape (outputs, inputs), as in PyTorch; a table a row for each token or position.</summary>
    public static ParameterSet Parameters(TransformerOptions options)
    {
        ParameterSet set = new();
        bool biases = options.Parameterization == TransformerParameterization.PyTorch;
        int width = options.Width;
        set.Add("token", options.Vocabulary, width);
        if (options.Positions)
            set.Add("position", options.SequenceLength, width);
        if (options.RectifiedEmbedding && biases)
            set.Add("embedding.bias", width);
        for (int layer = 0; layer < options.Layers; layer++)
        {
            Norm($"{layer}.norm1");
            Linear($"{layer}.attention", 3 * width, width);
            Linear($"{layer}.projection", width, width);
            if (options.Hidden == 0)
                continue;
            Norm($"{layer}.norm2");
            Linear($"{layer}.hidden", options.Hidden, width);
            Linear($"{layer}.output", width, options.Hidden);
        }
        if (options.Normalization == TransformerNormalization.Before)
            Norm("norm");
        Linear("readout", options.OutputCount, options.ReadoutInputs);
        return set;

        void Linear(string name, int outputs, int inputs)
        {
            set.Add($"{name}.weight", outputs, inputs);
            if (biases)
                set.Add($"{name}.bias", outputs);
        }

        void Norm(string name)
        {
            if (options.Normalization == TransformerNormalization.None)
                return;
            set.Add($"{name}.scale", width);
            set.Add($"{name}.shift", width);
        }
    }

    /// <summary>Draws the parameters at the start; each array has a random stream of its own.</summary>
    public static void Initialize(ParameterSet set, TransformerOptions options, long seed)
    {
        bool uniform = options.Parameterization == TransformerParameterization.PyTorch;
        int oneHot = options.Vocabulary + (options.Positions ? options.SequenceLength : 0);
        double bound = 0; // of the last weight, and so of the bias that follows it
        foreach ((int i, ParameterSet.Parameter parameter) in set.Parameters.Index())
        {
            RandomStream stream = new(seed, purpose: RandomPurpose.Initialization, index: i + 1);
            Span<float> values = set.Of(parameter);
            bool table = parameter.Name is "token" or "position", embedding = table || parameter.Name == "embedding.bias";
            if (parameter.Name.EndsWith(".scale", StringComparison.Ordinal))
                values.Fill(1);
            else if (parameter.Name.EndsWith(".shift", StringComparison.Ordinal))
                values.Clear();
            else if (!uniform || table && !options.RectifiedEmbedding)
                foreach (ref float value in values)
                    value = (float)stream.NextGaussian();
            else
            {
                bound = embedding ? 1 / Math.Sqrt(oneHot) : parameter.Shape.Length == 2 ? 1 / Math.Sqrt(parameter.Shape[1]) : bound;
                foreach (ref float value in values)
                    value = (float)(bound * (2 * stream.NextDouble() - 1));
            }
        }
    }

    /// <summary>Records the model.</summary>
    /// <param name="graph">Where.</param>
    /// <param name="set">Its parameters.</param>
    /// <param name="options">What it is.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="length">Tokens of each.</param>
    /// <param name="tokens">Tokens that another network reads, too; null for new ones.</param>
    /// <param name="constant">Whether its parameters are not trained.</param>
    /// <returns>The tokens, shape (batch, length), and what comes out: shape (batch·length, outputs) where every place is read, else (batch, outputs).</returns>
    public static (Indices Tokens, Tensor Output) Record(Graph graph, ParameterSet set, TransformerOptions options, int batch, int length, Indices? tokens = null, bool constant = false)
    {
        options.CheckSequence(length);
        bool biases = options.Parameterization == TransformerParameterization.PyTorch;
        int width = options.Width, heads = options.Heads, perHead = width / heads;
        tokens ??= graph.Indices(batch * length);
        Tensor x = graph.Record(new Embedding(tokens, Of("token"), options.Positions ? Of("position") : null, length)).Output;
        if (options.RectifiedEmbedding)
            x = graph.Record(new Affine(x, biases ? Of("embedding.bias") : null, relu: true)).Output;
        for (int layer = 0; layer < options.Layers; layer++)
        {
            x = Residual(x, $"{layer}.norm1", y => Linear(Attention(Linear(y, $"{layer}.attention")), $"{layer}.projection"));
            if (options.Hidden > 0)
                x = Residual(x, $"{layer}.norm2", y => Linear(Hidden(y, $"{layer}.hidden"), $"{layer}.output"));
        }
        if (options.Normalization == TransformerNormalization.Before)
            x = Norm(x, "norm");
        x = options.Readout switch
        {
            TransformerReadout.Flattened => x.Reshaped(batch, length * width),
            TransformerReadout.Last => graph.Record(new LastRow(x, length)).Output,
            _ => x,
        };
        return (tokens, Linear(x, "readout", scale: biases ? 1 : 1 / (options.Richness * options.ReadoutInputs)));

        Tensor Of(string name) => constant ? graph.Constant(set, name) : graph.Parameter(set, name);

        // W y + b, or W y times what keeps it of order one.
        Tensor Linear(Tensor y, string name, bool relu = false, double? scale = null)
        {
            Tensor weight = Of($"{name}.weight"), product = new([y.Rows, weight.Shape[0]], true);
            graph.Record(new MatrixMultiply(graph.Product, y, weight.Transposed(), product));
            return graph.Record(new Affine(product, biases ? Of($"{name}.bias") : null, (float)(scale ?? (biases ? 1 : 1 / Math.Sqrt(y.Columns))), relu)).Output;
        }

        Tensor Norm(Tensor y, string name) => graph.Record(new LayerNorm(graph, y, Of($"{name}.scale"), Of($"{name}.shift"))).Output;

        Tensor Hidden(Tensor y, string name) => options.Activation == TransformerActivation.Relu
            ? Linear(y, name, relu: true)
            : graph.Record(new Gelu(Linear(y, name))).Output;

        Tensor Residual(Tensor y, string norm, Func<Tensor, Tensor> branch)
        {
            Tensor inner = branch(options.Normalization == TransformerNormalization.Before ? Norm(y, norm) : y);
            Tensor sum = graph.Record(new Add(y, inner)).Output;
            return options.Normalization == TransformerNormalization.After ? Norm(sum, norm) : sum;
        }

        // softmax(q kᵀ s) v for every sequence and head; q, k and v are the thirds of the columns.
        Tensor Attention(Tensor qkv)
        {
            int[] shape = [batch, heads, length, perHead], steps = [length * 3 * width, perHead, 3 * width, 1];
            Tensor q = qkv.Part(0, shape, steps), k = qkv.Part(width, shape, steps), v = qkv.Part(2 * width, shape, steps);
            Tensor scores = new([batch, heads, length, length], true, Softmax.RowStep(length));
            graph.Record(new MatrixMultiply(graph.Product, q, k.Transposed(), scores));
            Tensor seen = graph.Record(new Softmax(scores, (float)(biases ? 1 / Math.Sqrt(perHead) : 1.0 / perHead), options.Causal)).Output;
            Tensor context = new([batch * length, width], true);
            graph.Record(new MatrixMultiply(graph.Product, seen, v, context.Part(0, shape, [length * width, perHead, width, 1])));
            return context;
        }
    }
}
