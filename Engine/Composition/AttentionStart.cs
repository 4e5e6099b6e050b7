using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>Where the parameters of an attention-only transformer start.</summary>
internal static class AttentionStart
{
    /// <summary>Embeddings of norm <see cref="CompositionTrainingOptions.EmbeddingScale"/> and matrices at random, each with a stream of its own; the read-out aligned or at random.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="weights">Where all parameters go, zero before.</param>
    public static void Draw(CompositionSettings settings, Span<float> weights)
    {
        AttentionShape shape = settings.Shape;
        double d = shape.Width;
        Normal(weights, settings.Seed, shape.TokenEmbedding, shape.Tokens + shape.Sequence, shape.Columns, shape.Width, settings.EmbeddingScale / Math.Sqrt(d), 0);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Normal(weights, settings.Seed, shape.KeyQuery(layer), shape.Width, shape.Columns, shape.Width, settings.KeyQueryScale, 2 * layer + 1);
            Normal(weights, settings.Seed, shape.OutputValue(layer), shape.Width, shape.Columns, shape.Width, settings.ValueScale / Math.Sqrt(d), 2 * layer + 2);
        }
        if (settings.AlignedReadout)
            Align(settings, shape, weights);
        else
            Normal(weights, settings.Seed, shape.Readout, shape.Width, shape.Outputs, shape.Layers * shape.Tokens, settings.ReadoutScale / Math.Sqrt(d), 2 * shape.Layers + 1);
    }

    // Ψ_r of r = 2^ℓ reads a token where layers 1 … ℓ+1 would write it: row v is the embedding of v times W_OV of all these layers.
    private static void Align(CompositionSettings settings, AttentionShape shape, Span<float> weights)
    {
        int d = shape.Columns;
        for (int v = 0; v < shape.Tokens; v++)
        {
            float[] written = weights.Slice(shape.TokenEmbedding + v * d, d).ToArray();
            for (int level = 0; level < shape.Layers; level++)
            {
                float[] next = new float[d];
                for (int a = 0; a < d; a++)
                    for (int b = 0; b < d; b++)
                        next[b] += written[a] * weights[shape.OutputValue(level) + a * d + b];
                written = next;
                for (int a = 0; a < d; a++)
                    weights[shape.Readout + a * shape.Outputs + level * shape.Tokens + v] = (float)settings.ReadoutScale * written[a];
            }
        }
    }

    private static void Normal(Span<float> weights, long seed, int start, int rows, int stride, int columns, double scale, long index)
    {
        RandomStream stream = new(seed, purpose: RandomPurpose.Initialization, index: index);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                weights[start + i * stride + j] = (float)(scale * stream.NextGaussian());
    }
}
