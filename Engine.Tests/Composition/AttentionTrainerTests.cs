using ScalingTools.Composition;
using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Composition;

public class AttentionTrainerTests
{
    private static CompositionSettings Settings(int length = 4, int size = 3, int batch = 6, double rate = 1e-30, int width = 10) => new()
    {
        Task = new(length, size, 2), Regime = CompositionRegime.Mixed, Seed = 3, Width = width, Steps = 100, BatchSize = batch, LearningRate = rate, Schedule = new(), SquareDecay = 0.99,
        EmbeddingScale = 1.5, KeyQueryScale = 0.2, ValueScale = 1, ReadoutScale = 1, AlignedReadout = false, StageAccuracy = 0.99, StopAccuracy = 0.999, Replay = true, SampleCount = null,
    };

    // Σ_r part_r · mean cross-entropy by the reference, in double precision.
    private static double Loss(CompositionSettings settings, double[] weights, PromptBatch batch, double[] parts)
    {
        AttentionShape shape = settings.Shape;
        ReferenceAttention reference = new(shape.Sequence, shape.Width, shape.Layers);
        for (int layer = 0; layer < shape.Layers; layer++)
            for (int b = 0; b < shape.Width; b++)
                for (int a = 0; a < shape.Width; a++)
                {
                    reference.KeyQuery[layer][b][a] = weights[shape.KeyQuery(layer) + b * shape.Columns + a];
                    reference.OutputValue[layer][b][a] = weights[shape.OutputValue(layer) + b * shape.Columns + a];
                }
        double loss = 0;
        for (int p = 0; p < batch.Count; p++)
        {
            double[][] x = ReferenceAttention.Matrix(shape.Sequence, shape.Width);
            for (int at = 0; at < shape.Sequence; at++)
                for (int a = 0; a < shape.Width; a++)
                    x[at][a] = weights[shape.TokenEmbedding + batch.Tokens[p * shape.Sequence + at] * shape.Columns + a] + weights[shape.PositionEmbedding + at * shape.Columns + a];
            reference.Forward(x, shape.Layers);
            for (int level = 0; level < shape.Layers; level++)
                for (int at = 0; at < batch.Labelled(level); at++)
                {
                    double[] z = [.. Enumerable.Range(0, shape.Tokens).Select(v => Enumerable.Range(0, shape.Width)
                        .Sum(a => x[at][a] * weights[shape.Readout + a * shape.Outputs + level * shape.Tokens + v]))];
                    loss += parts[level] * (Math.Log(z.Sum(Math.Exp)) - z[batch.Labels(level)[p * shape.Sequence + at]]) / (batch.Count * batch.Labelled(level));
                }
        }
        return loss;
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(2, 5)]
    [InlineData(8, 2)]
    public void Gradients_are_finite_differences_of_the_reference(int length, int size)
    {
        CompositionSettings settings = Settings(length, size);
        AttentionShape shape = settings.Shape;
        using AttentionTrainer trainer = new(settings, 2);
        double[] weights = [.. trainer.Weights.ToArray().Select(w => (double)w)];
        double[] parts = [.. Enumerable.Range(0, shape.Layers).Select(l => 0.2 + 0.3 * l)];
        trainer.TrainStep(parts);
        PromptBatch batch = new(settings.Task, settings.BatchSize);
        batch.Fill(settings.Seed, RandomPurpose.Batches, 0);
        Assert.Equal(Loss(settings, weights, batch, parts), parts.Zip(trainer.BatchLoss, (part, loss) => part * loss).Sum(), 1e-5);
        const double Step = 1e-5;
        RandomStream stream = new(1);
        List<(int At, double Exact)> checks = [];
        void Check(int start, int rows, int stride, int columns, int count)
        {
            for (int i = 0; i < count; i++)
                checks.Add((start + (int)stream.NextInteger(rows) * stride + (int)stream.NextInteger(columns), 0));
        }
        Check(shape.TokenEmbedding, shape.Tokens, shape.Columns, shape.Width, 6);
        Check(shape.PositionEmbedding, shape.Sequence, shape.Columns, shape.Width, 6);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Check(shape.KeyQuery(layer), shape.Width, shape.Columns, shape.Width, 6);
            Check(shape.OutputValue(layer), shape.Width, shape.Columns, shape.Width, 6);
        }
        Check(shape.Readout, shape.Width, shape.Outputs, shape.Layers * shape.Tokens, 6);
        foreach ((int at, _) in checks)
        {
            double was = weights[at];
            weights[at] = was + Step;
            double above = Loss(settings, weights, batch, parts);
            weights[at] = was - Step;
            double below = Loss(settings, weights, batch, parts);
            weights[at] = was;
            double gradient = Enumerable.Range(0, AttentionTrainer.GroupCount).Sum(group => (double)trainer.Gradient(group)[at]);
            double difference = (above - below) / (2 * Step);
            Assert.Equal(difference, gradient, 3e-6 * (1 + Math.Abs(difference))); // single precision
        }
    }

    [Fact]
    public void Padding_stays_zero()
    {
        CompositionSettings settings = Settings(rate: 0.01);
        AttentionShape shape = settings.Shape;
        using AttentionTrainer trainer = new(settings, 1);
        for (int i = 0; i < 5; i++)
            trainer.TrainStep([0.3, 0.3, 0.4]);
        HashSet<int> real = [];
        void Real(int start, int rows, int stride, int columns)
        {
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    real.Add(start + i * stride + j);
        }
        Real(shape.TokenEmbedding, shape.Tokens + shape.Sequence, shape.Columns, shape.Width);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Real(shape.KeyQuery(layer), shape.Width, shape.Columns, shape.Width);
            Real(shape.OutputValue(layer), shape.Width, shape.Columns, shape.Width);
        }
        Real(shape.Readout, shape.Width, shape.Outputs, shape.Layers * shape.Tokens);
        Assert.Equal(shape.ParameterCount, real.Count);
        float[] weights = trainer.Weights.ToArray();
        for (int at = 0; at < weights.Length; at++)
            Assert.True(real.Contains(at) || weights[at] == 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Bits_do_not_depend_on_threads(int threads)
    {
        using AttentionTrainer one = new(Settings(rate: 0.01, batch: 7), 1), many = new(Settings(rate: 0.01, batch: 7), threads);
        for (int i = 0; i < 5; i++)
        {
            one.TrainStep([0.3, 0.3, 0.4]);
            many.TrainStep([0.3, 0.3, 0.4]);
        }
        Assert.Equal(one.Weights, many.Weights);
        Assert.Equal(one.Measure(9), many.Measure(9));
    }

    [Fact]
    public void Steps_are_those_of_Adam()
    {
        CompositionSettings settings = Settings(rate: 0.01);
        using AttentionTrainer trainer = new(settings, 1);
        double[] w = [.. trainer.Weights.ToArray().Select(x => (double)x)], m = new double[w.Length], v = new double[w.Length];
        for (int step = 1; step <= 3; step++)
        {
            trainer.TrainStep([0.3, 0.3, 0.4]);
            for (int a = 0; a < w.Length; a++)
            {
                double g = Enumerable.Range(0, AttentionTrainer.GroupCount).Sum(group => (double)trainer.Gradient(group)[a]);
                m[a] = 0.9 * m[a] + 0.1 * g;
                v[a] = 0.99 * v[a] + 0.01 * g * g;
                w[a] -= 0.01 * (m[a] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v[a] / (1 - Math.Pow(0.99, step))) + 1e-8);
                Assert.Equal(w[a], trainer.Weights[a], 1e-5);
            }
        }
    }

    [Fact]
    public void The_aligned_read_out_knows_hops_that_attention_finds()
    {
        // Attention by hand: what a layer would write at a position that holds v, through all layers, is read as v.
        CompositionSettings settings = Settings(width: 64) with { AlignedReadout = true };
        AttentionShape shape = settings.Shape;
        using AttentionTrainer trainer = new(settings, 1);
        for (int v = 0; v < shape.Tokens; v++)
        {
            double[] written = [.. Enumerable.Range(0, shape.Width).Select(a => (double)trainer.Weights[shape.TokenEmbedding + v * shape.Columns + a])];
            for (int level = 0; level < shape.Layers; level++)
            {
                written = [.. Enumerable.Range(0, shape.Width).Select(b => Enumerable.Range(0, shape.Width).Sum(a => written[a] * trainer.Weights[shape.OutputValue(level) + a * shape.Columns + b]))];
                double[] z = [.. Enumerable.Range(0, shape.Tokens).Select(o => Enumerable.Range(0, shape.Width)
                    .Sum(a => written[a] * trainer.Weights[shape.Readout + a * shape.Outputs + level * shape.Tokens + o]))];
                Assert.Equal(v, Array.IndexOf(z, z.Max()));
                Assert.Equal(written.Sum(x => x * x), z[v], 1e-3);
            }
        }
    }

    [Fact]
    public void The_exponential_is_right_to_single_precision()
    {
        for (float x = -86.9f; x <= 0; x += 0.0137f)
            Assert.Equal(1, AttentionPass.Exponential(x) / Math.Exp(x), 2e-7);
        Assert.Equal(1, AttentionPass.Exponential(0));
        Assert.Equal(0, AttentionPass.Exponential(-1000));
        Assert.True(float.IsNaN(AttentionPass.Exponential(float.NaN)));
    }

    [Theory]
    [InlineData(7, 5, 3)]
    [InlineData(4, 32, 16)]
    [InlineData(9, 70, 33)]
    public unsafe void Products_are_sums_over_rows_and_columns(int m, int n, int k)
    {
        RandomStream stream = new(m * n * k);
        int cRow = SingleProduct.Padded(n);
        using AlignedMemory a = new(4 * m * k), b = new(4 * k * n), c = new(4L * m * cRow), scratch = new(4 * SingleProduct.Scratch(k));
        foreach (AlignedMemory numbers in (AlignedMemory[])[a, b, c])
            foreach (ref float x in numbers.AsFloats())
                x = (float)stream.NextGaussian();
        for (int form = 0; form < 8; form++)
        {
            (int aRow, int aColumn) = (form & 1) == 0 ? (k, 1) : (1, m);
            (int bRow, int bColumn) = (form & 2) == 0 ? (n, 1) : (1, k);
            bool add = (form & 4) != 0;
            float[] before = c.AsFloats().ToArray();
            SingleProduct.Multiply(a.Floats, aRow, aColumn, b.Floats, bRow, bColumn, c.Floats, cRow, m, n, k, add, scratch.Floats);
            for (int i = 0; i < m; i++)
                for (int j = 0; j < cRow; j++)
                {
                    double sum = add ? before[i * cRow + j] : 0;
                    for (int p = 0; p < k && j < n; p++)
                        sum += (double)a.Floats[i * aRow + p * aColumn] * b.Floats[p * bRow + j * bColumn];
                    Assert.Equal(sum, c.Floats[i * cRow + j], 1e-4);
                }
        }
    }
}
