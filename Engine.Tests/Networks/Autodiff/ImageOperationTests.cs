using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Tests.Networks.Autodiff;

/// <summary>Operations on images against sums by their definition, and their derivatives against differences.</summary>
public sealed unsafe class ImageOperationTests : GradientChecks
{
    [Theory]
    [InlineData(2, 5, 4, 3, 3, 1)]
    [InlineData(1, 6, 7, 9, 3, 2)]
    [InlineData(2, 3, 3, 1, 5, 1)]
    [InlineData(1, 4, 4, 8, 1, 1)]
    public void A_convolution_is_patches_times_filters(int images, int height, int width, int channels, int kernel, int stride)
    {
        const int Filters = 5;
        Tensor[] x = Leaves([images * height * width, channels], [Filters, kernel * kernel * channels]);
        Tensor patches = _graph.Record(new Unfold(x[0], height, width, kernel, stride)).Output;
        int rows = (height + stride - 1) / stride, columns = (width + stride - 1) / stride;
        Tensor y = new([images * rows * columns, Filters], true);
        _graph.Record(new MatrixMultiply(_graph.Product, patches, x[1].Transposed(), y));
        CheckGradients(new WeightedSum(y));
        _graph.Forward();
        for (int b = 0; b < images; b++)
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    for (int f = 0; f < Filters; f++)
                    {
                        double sum = 0;
                        for (int u = 0; u < kernel; u++)
                            for (int v = 0; v < kernel; v++)
                                for (int c = 0; c < channels; c++)
                                {
                                    int row = i * stride + u - (kernel - 1) / 2, column = j * stride + v - (kernel - 1) / 2;
                                    if (row >= 0 && row < height && column >= 0 && column < width)
                                        sum += (double)x[0].Values[((b * height + row) * width + column) * channels + c] * x[1].Values[f * kernel * kernel * channels + (u * kernel + v) * channels + c];
                                }
                        Assert.Equal(sum, y.Values[((b * rows + i) * columns + j) * Filters + f], 1e-4);
                    }
    }

    [Theory]
    [InlineData(2, 4, 6, 3, 2)]
    [InlineData(1, 5, 7, 10, 3)]
    [InlineData(3, 3, 3, 8, 3)]
    public void Means_over_squares(int images, int height, int width, int channels, int size)
    {
        Tensor[] x = Leaves([images * height * width, channels]);
        Tensor y = _graph.Record(new AveragePool(x[0], height, width, size)).Output;
        Assert.Equal([images * (height / size) * (width / size), channels], y.Shape);
        CheckGradients(new WeightedSum(y));
        _graph.Forward();
        for (int b = 0, at = 0; b < images; b++)
            for (int i = 0; i < height / size; i++)
                for (int j = 0; j < width / size; j++)
                    for (int c = 0; c < channels; c++, at++)
                        Assert.Equal(Enumerable.Range(0, size * size).Average(s => (double)x[0].Values[((b * height + i * size + s / size) * width + j * size + s % size) * channels + c]), y.Values[at], 1e-6);
    }

    [Fact]
    public void Gates_let_through_what_a_rectifier_let_through()
    {
        // The derivative of max(2h, 0) along a change v of h: 2 v where h > 0.
        Tensor[] x = Leaves([3, 13]);
        _set.Values[0] = Math.Abs(_set.Values[0]);
        Tensor h = _graph.Input(3, 13);
        Tensor rectified = _graph.Record(new Affine(h, null, 2, relu: true)).Output;
        Tensor change = _graph.Record(new Add(x[0], x[0])).Output;
        Tensor y = _graph.Record(new Gate(change, rectified)).Output;
        _graph.Record(new WeightedSum(y));
        _graph.Complete();
        Assert.False(rectified.Varies);
        using ScalingTools.Numerics.AlignedMemory gradients = new(_set.Size * sizeof(float));
        _graph.PlaceGradients(gradients.Floats);
        float[] values = [.. Enumerable.Range(0, 39).Select(i => MathF.Cos(1.7f * i))];
        values.CopyTo(new Span<float>(h.Values, 39));
        _graph.Forward();
        _graph.Backward(add: false);
        for (int i = 0; i < 39; i++)
        {
            Assert.Equal(values[i] > 0 ? 2 * _set.Values[i] : 0, y.Values[i]);
            Assert.Equal(values[i] > 0 ? 2 * MathF.Sin(1 + 2.3f * i) : 0, gradients.Floats[i], 1e-6f);
        }
    }

    [Fact]
    public void Nothing_is_done_backwards_for_what_does_not_vary()
    {
        // (A c) + (B x): A and c are constants, so that only B and x have derivatives.
        Tensor[] x = Leaves([4, 6], [5, 6]);
        using ParameterSet other = new();
        other.Add("c", 4, 6);
        other.Add("A", 5, 6);
        for (int i = 0; i < other.Size; i++)
            other.Values[i] = MathF.Sin(i);
        Tensor fixedProduct = new([4, 5], true), product = new([4, 5], true);
        _graph.Record(new MatrixMultiply(_graph.Product, _graph.Constant(other, "c"), _graph.Constant(other, "A").Transposed(), fixedProduct));
        Tensor gelu = _graph.Record(new Gelu(fixedProduct)).Output;
        _graph.Record(new MatrixMultiply(_graph.Product, x[0], x[1].Transposed(), product));
        Tensor sum = _graph.Record(new Add(gelu, product)).Output;
        CheckGradients(new WeightedSum(sum));
        Assert.False(gelu.Varies);
        Assert.True(gelu.Gradient == null && sum.Gradient != null);
        _graph.Forward();
        double first = Enumerable.Range(0, 6).Sum(k => Math.Sin(k) * other.Values[other["A"].Offset + k]);
        first *= MathNet.Numerics.Distributions.Normal.CDF(0, 1, first);
        first += Enumerable.Range(0, 6).Sum(k => (double)x[0].Values[k] * x[1].Values[k]);
        Assert.Equal(first, sum.Values[0], 1e-5);
    }

    [Fact]
    public void Squared_errors_of_several_outputs()
    {
        Tensor[] x = Leaves([4, 3]);
        Tensor y = _graph.Input(4, 3);
        SquaredError loss = new(x[0], y, 0.5);
        CheckGradients(loss);
        y.Values[4] = 2;
        loss.Count = 2;
        _graph.Forward();
        Assert.Equal(Enumerable.Range(0, 6).Sum(i => Math.Pow(x[0].Values[i] - y.Values[i], 2)) / 2, loss.Value, 1e-5);
    }
}
