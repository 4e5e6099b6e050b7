using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public unsafe class DenseKernelTests
{
    private static DenseRows Random(int rows, int columns, long index, bool lower = false)
    {
        DenseRows a = new(rows, columns) { IsLowerTriangular = lower };
        for (int i = 0; i < rows; i++)
            GaussianFill.Fill(a.AsSpan(i)[..(lower ? Math.Min(i + 1, columns) : columns)], 0, 1, i, RandomPurpose.General, index);
        return a;
    }

    private static double Sum(int n, Func<int, double> term) => Enumerable.Range(0, n).Sum(term);

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(4, 8, false)]
    [InlineData(7, 13, false)]
    [InlineData(33, 100, false)]
    [InlineData(38, 38, true)]
    [InlineData(38, 21, true)]
    public void Matrix_times_vector_and_transposed_are_sums(int rows, int columns, bool lower)
    {
        using DenseRows a = Random(rows, columns, 1, lower), x = Random(1, columns, 2), h = new(2, rows), y = Random(1, columns, 3), both = Random(1, columns, 3);
        int first = rows / 3, count = rows - first;
        DenseKernel.Multiply(a, first, count, x.Start, h.Start);
        DenseKernel.AddTransposed(a, first, count, -0.3, h.Start, y.Start);
        DenseKernel.MultiplyBoth(a, first, count, x.Start, h.Row(1), -0.3, both.Start);
        for (int i = 0; i < count; i++)
            Assert.Equal(Sum(columns, j => a.Row(first + i)[j] * x.Start[j]), h.Start[i], 1e-12);
        using DenseRows start = Random(1, columns, 3);
        for (int j = 0; j < columns; j++)
            Assert.Equal(start.Start[j] - 0.3 * Sum(count, i => a.Row(first + i)[j] * h.Start[i]), y.Start[j], 1e-11);
        Assert.Equal(h.AsSpan(0)[..count], h.AsSpan(1)[..count]);
        Assert.Equal(y.AsSpan(0), both.AsSpan(0));
    }

    [Theory]
    [InlineData(3, 9)]
    [InlineData(9, 24)]
    [InlineData(16, 5)]
    public void An_update_of_rank_one_comes_after_both_products(int rows, int columns)
    {
        using DenseRows a = Random(rows, columns, 1), old = Random(rows, columns, 1), outer = Random(rows, columns, 1), x = Random(1, columns, 2), k = Random(1, columns, 4), w = Random(1, rows, 5);
        using DenseRows h = new(2, rows), y = new(2, columns);
        DenseKernel.MultiplyBothAndUpdate(a, x.Start, h.Start, y.Start, 0.7, w.Start, k.Start);
        DenseKernel.MultiplyBoth(old, 0, rows, x.Start, h.Row(1), 1, y.Row(1));
        DenseKernel.AddOuter(outer, 0.7, w.Start, k.Start);
        Assert.Equal(h.AsSpan(1), h.AsSpan(0));
        Assert.Equal(y.AsSpan(1), y.AsSpan(0));
        for (int i = 0; i < rows; i++)
        {
            Assert.Equal(outer.AsSpan(i), a.AsSpan(i));
            for (int j = 0; j < columns; j++)
                Assert.Equal(old.Row(i)[j] + 0.7 * w.Start[i] * k.Start[j], a.Row(i)[j], 1e-14);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(6, 9, 300)]
    [InlineData(17, 4, 1000)]
    public void Products_of_rows_are_sums(int m, int n, int k)
    {
        using DenseRows a = Random(m, k, 1), b = Random(n, k, 2), c = new(m, n), gram = new(m, m);
        DenseProduct.MultiplyTransposed(a, b, c);
        DenseProduct.Gram(a, gram);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
                Assert.Equal(Sum(k, l => a.Row(i)[l] * b.Row(j)[l]), c.Row(i)[j], 1e-11);
            for (int j = 0; j < m; j++)
                Assert.Equal(j > i ? 0 : Sum(k, l => a.Row(i)[l] * a.Row(j)[l]), gram.Row(i)[j], 1e-11);
        }
    }

    [Theory]
    [InlineData(20, 50)]
    [InlineData(20, 12)] // singular: rank 12
    public void A_root_times_its_transpose_is_the_matrix(int m, int k)
    {
        using DenseRows a = Random(m, k, 1), gram = new(m, m), root = new(m, m);
        DenseProduct.Gram(a, gram);
        DenseProduct.Gram(a, root);
        DenseProduct.Root(root);
        for (int i = 0; i < m; i++)
            for (int j = 0; j <= i; j++)
                Assert.Equal(gram.Row(i)[j], Sum(j + 1, l => root.Row(i)[l] * root.Row(j)[l]), 1e-12);
    }
}
