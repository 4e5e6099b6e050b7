using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Networks.Autodiff;

/// <summary>Derivatives of every operation against differences, and values against formulas in double precision.</summary>
public sealed unsafe class OperationTests : GradientChecks
{
    [Theory]
    [InlineData(5, 7, 3)]
    [InlineData(9, 16, 50)]
    public void Matrix_products(int m, int k, int n)
    {
        Tensor[] x = Leaves([m, k], [n, k]);
        Tensor y = new([m, n], true);
        _graph.Record(new MatrixMultiply(_graph.Product, x[0], x[1].Transposed(), y));
        CheckGradients(new WeightedSum(y));
        _graph.Forward();
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
                Assert.Equal(Enumerable.Range(0, k).Sum(p => (double)x[0].Values[i * k + p] * x[1].Values[j * k + p]), y.Values[i * n + j], 5e-5);
    }

    [Fact]
    public void Many_matrix_products_on_parts_of_one_tensor()
    {
        // (2 sequences, 3 heads, 5 places, 4 numbers) of a tensor (2·5, 3·12): scores, and the sum of what is seen.
        Tensor[] x = Leaves([10, 36]);
        int[] shape = [2, 3, 5, 4], steps = [5 * 36, 4, 36, 1];
        Tensor q = x[0].Part(0, shape, steps), k = x[0].Part(12, shape, steps), v = x[0].Part(24, shape, steps), scores = new([2, 3, 5, 5], true, 8), context = new([10, 12], true);
        _graph.Record(new MatrixMultiply(_graph.Product, q, k.Transposed(), scores));
        _graph.Record(new MatrixMultiply(_graph.Product, scores, v, context.Part(0, shape, [5 * 12, 4, 12, 1])));
        CheckGradients(new WeightedSum(context), 0.25f); // cubic, for which the difference is exact
        _graph.Forward();
        for (int b = 0; b < 2; b++)
            for (int h = 0; h < 3; h++)
                for (int i = 0; i < 5; i++)
                    for (int d = 0; d < 4; d++)
                    {
                        double sum = 0;
                        for (int j = 0; j < 5; j++)
                            for (int e = 0; e < 4; e++)
                                sum += (double)At(b, i, h * 4 + e) * At(b, j, 12 + h * 4 + e) * At(b, j, 24 + h * 4 + d);
                        Assert.Equal(sum, context.Values[(b * 5 + i) * 12 + h * 4 + d], 2e-4);
                    }

        float At(int b, int place, int column) => x[0].Values[(b * 5 + place) * 36 + column];
    }

    [Theory]
    [InlineData(3, 37, true, 1)]
    [InlineData(20, 64, false, 0.25f)]
    [InlineData(2, 5, true, 2)]
    public void Affine_functions_and_rectifiers(int rows, int n, bool relu, float scale)
    {
        Tensor[] x = Leaves([rows, n], [n]);
        // x itself must stay: the operation works where its input lies.
        Tensor copy = _graph.Record(new Add(x[0], x[0])).Output;
        // s 2x + b, moved away from the kink where it happens to be near.
        for (int i = 0; i < x[0].Length; i++)
            if (Math.Abs(2 * scale * x[0].Values[i] + x[1].Values[i % n]) < 0.2)
                x[0].Values[i] += 0.3f / scale;
        Tensor y = _graph.Record(new Affine(copy, x[1], scale, relu)).Output;
        CheckGradients(new WeightedSum(y));
        _graph.Forward();
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 2.0 * scale * x[0].Values[i] + x[1].Values[i % n];
            Assert.Equal(relu ? Math.Max(sum, 0) : sum, y.Values[i], 1e-5);
        }
    }

    [Fact]
    public void Sums_of_a_branch_and_what_it_branches_from()
    {
        Tensor[] x = Leaves([4, 11]);
        Tensor y = _graph.Record(new Add(x[0], _graph.Record(new Gelu(x[0])).Output)).Output;
        CheckGradients(new WeightedSum(y));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(2.5)]
    [InlineData(1.3)]
    public void Powers_of_rectifiers(double power)
    {
        Tensor[] x = Leaves([3, 21]);
        Tensor y = _graph.Record(new RectifiedPower(x[0], power, 1.7)).Output;
        CheckGradients(new WeightedSum(y), 1f / 64);
        _graph.Forward();
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(1.7 * Math.Pow(Math.Max(0, x[0].Values[i]), power), y.Values[i], 2e-6 * (1 + Math.Abs(y.Values[i])));
    }

    [Fact]
    public void Gelu()
    {
        Tensor[] x = Leaves([3, 21]);
        Tensor y = _graph.Record(new Gelu(x[0])).Output;
        CheckGradients(new WeightedSum(y));
        _graph.Forward();
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(x[0].Values[i] * MathNet.Numerics.Distributions.Normal.CDF(0, 1, x[0].Values[i]), y.Values[i], 1e-6);
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 5)]
    [InlineData(true, 19)]
    [InlineData(false, 16)]
    public void Soft_max(bool causal, int n)
    {
        Tensor[] q = Leaves([2, n, 3], [2, n, 3]);
        Tensor scores = new([2, n, n], true, Softmax.RowStep(n)), seen = new([2, n, 3], true);
        _graph.Record(new MatrixMultiply(_graph.Product, q[0], q[1].Transposed(), scores));
        Tensor p = _graph.Record(new Softmax(scores, 0.7f, causal)).Output;
        _graph.Record(new MatrixMultiply(_graph.Product, p, q[1], seen));
        CheckGradients(new WeightedSum(seen));
        _graph.Forward();
        for (int row = 0; row < 2 * n; row++)
        {
            int b = row / n, i = row % n;
            double[] e = [.. Enumerable.Range(0, n).Select(j => causal && j > i ? 0 : Math.Exp(0.7 * Enumerable.Range(0, 3).Sum(d => (double)q[0].Values[row * 3 + d] * q[1].Values[(b * n + j) * 3 + d])))];
            for (int j = 0; j < n; j++)
                Assert.Equal(e[j] / e.Sum(), p.Values[row * Softmax.RowStep(n) + j], 1e-6);
        }
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(3, 21)]
    public void Layer_norms(int rows, int n)
    {
        Tensor[] x = Leaves([rows, n], [n], [n]);
        Tensor y = _graph.Record(new LayerNorm(_graph, x[0], x[1], x[2])).Output;
        CheckGradients(new WeightedSum(y));
        _graph.Forward();
        for (int i = 0; i < rows; i++)
        {
            double[] row = [.. Enumerable.Range(0, n).Select(j => (double)x[0].Values[i * n + j])];
            double mean = row.Average(), variance = row.Average(v => (v - mean) * (v - mean));
            for (int j = 0; j < n; j++)
                Assert.Equal((row[j] - mean) / Math.Sqrt(variance + 1e-5) * x[1].Values[j] + x[2].Values[j], y.Values[i * n + j], 1e-5);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Embeddings_of_tokens_and_positions(bool positions)
    {
        Tensor[] x = Leaves([4, 10], [3, 10]);
        Indices tokens = _graph.Indices(6);
        for (int i = 0; i < 6; i++)
            tokens.Values[i] = (5 * i + 1) % 4;
        Tensor y = _graph.Record(new Embedding(tokens, x[0], positions ? x[1] : null, 3)).Output;
        if (!positions)
            y = _graph.Record(new Add(y, _graph.Record(new Embedding(Threes(), x[1], null, 1)).Output)).Output;
        CheckGradients(new WeightedSum(y));
        _graph.Forward();
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < 10; j++)
                Assert.Equal(x[0].Values[(5 * i + 1) % 4 * 10 + j] + x[1].Values[i % 3 * 10 + j], y.Values[i * 10 + j], 1e-6);

        Indices Threes()
        {
            Indices places = _graph.Indices(6);
            for (int i = 0; i < 6; i++)
                places.Values[i] = i % 3;
            return places;
        }
    }

    [Fact]
    public void Last_places()
    {
        Tensor[] x = Leaves([6, 9]);
        Tensor y = _graph.Record(new LastRow(x[0], 3)).Output;
        Assert.Equal([2, 9], y.Shape);
        CheckGradients(new WeightedSum(y));
        _graph.Forward();
        Assert.Equal(x[0].Values[5 * 9 + 4], y.Values[9 + 4]);
    }

    [Fact]
    public void Squared_errors()
    {
        Tensor[] x = Leaves([7, 1]);
        Tensor y = _graph.Input(7);
        SquaredError loss = new(x[0], y, 0.5) { Scale = 1 };
        CheckGradients(loss);
        y.Values[2] = 3;
        (loss.Count, loss.Scale) = (3, 0.25f);
        using AlignedMemory gradients = new(_set.Size * sizeof(float));
        _graph.PlaceGradients(gradients.Floats);
        _graph.Forward();
        _graph.Backward(false);
        Assert.Equal(Enumerable.Range(0, 3).Sum(b => Math.Pow(x[0].Values[b] - y.Values[b], 2)) / 2, loss.Value, 1e-6);
        Assert.Equal([.. Enumerable.Range(0, 7).Select(b => b < 3 ? 0.25f * (x[0].Values[b] - y.Values[b]) : 0)], gradients.AsFloats()[..7].ToArray());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(13)]
    public void Cross_entropies(int classes)
    {
        Tensor[] x = Leaves([5, classes]);
        Indices labels = _graph.Indices(5);
        for (int b = 0; b < 5; b++)
            labels.Values[b] = 7 * b % classes;
        CrossEntropy loss = new(x[0], labels);
        CheckGradients(loss);
        _graph.Forward();
        Assert.Equal(Enumerable.Range(0, 5).Sum(b =>
            Math.Log(Enumerable.Range(0, classes).Sum(v => Math.Exp(x[0].Values[b * classes + v]))) - x[0].Values[b * classes + 7 * b % classes]), loss.Value, 1e-5);
    }

    [Fact]
    public void A_cross_entropy_of_large_logits_neither_overflows_nor_loses_the_difference()
    {
        Tensor[] x = Leaves([1, 3]);
        Indices labels = _graph.Indices(1);
        CrossEntropy loss = _graph.Record(new CrossEntropy(x[0], labels));
        _graph.Complete();
        (x[0].Values[0], x[0].Values[1], x[0].Values[2]) = (1000, 1001, -1000);
        _graph.Forward();
        Assert.Equal(Math.Log(1 + Math.E), loss.Value, 1e-6);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Tensor a = new([2, 3], true), b = new([4, 5], true);
        Assert.Throws<ArgumentException>(() => new MatrixMultiply(_graph.Product, a, b, new Tensor([2, 5], true)));
        Assert.Throws<ArgumentException>(() => a.Reshaped(7));
        Assert.Throws<ArgumentException>(() => new Softmax(b, 1, causal: false));
    }

    [Fact]
    public void Nothing_is_allocated_once_a_graph_is_complete()
    {
        Tensor[] x = Leaves([8, 16], [16, 16], [16]);
        Tensor y = new([8, 16], true);
        _graph.Record(new MatrixMultiply(_graph.Product, x[0], x[1].Transposed(), y));
        _graph.Record(new WeightedSum(_graph.Record(new Gelu(_graph.Record(new Affine(y, x[2])).Output)).Output));
        _graph.Complete();
        using AlignedMemory gradients = new(_set.Size * sizeof(float));
        _graph.PlaceGradients(gradients.Floats);
        Pass();
        Assert.Equal(0, Allocation.Of(Pass));

        void Pass()
        {
            _graph.Forward();
            _graph.Backward(add: false);
        }
    }
}
