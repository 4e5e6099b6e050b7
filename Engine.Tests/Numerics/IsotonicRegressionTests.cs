using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class IsotonicRegressionTests
{
    [Theory]
    [InlineData(new double[0], new double[0])]
    [InlineData(new double[] { 2 }, new double[] { 2 })]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 1, 2, 3 })]
    [InlineData(new double[] { 3, 2, 1 }, new double[] { 2, 2, 2 })]
    [InlineData(new double[] { 1, 3, 2, 4, 0, 5 }, new double[] { 1, 2.25, 2.25, 2.25, 2.25, 5 })]
    [InlineData(new double[] { 1, 1, 1 }, new double[] { 1, 1, 1 })]
    public void Blocks_have_their_means(double[] y, double[] z) => Assert.Equal(z, IsotonicRegression.Increasing(y, Array.ConvertAll(y, _ => 1.0)));

    // z_i = max_{a≤i} min_{b≥i} mean(y_a … y_b), weighted (Barlow et al. 1972, Theorem 1.4)
    [Fact]
    public void The_minimax_formula_gives_the_same()
    {
        for (int trial = 0; trial < 200; trial++)
        {
            var random = new RandomStream(5, trial);
            int n = 1 + (int)(20 * random.NextDouble());
            double[] y = [.. Enumerable.Range(0, n).Select(i => 0.1 * i + random.NextGaussian())];
            double[] w = [.. Enumerable.Range(0, n).Select(_ => 0.1 + random.NextDouble())];
            double Mean(int a, int b) => Enumerable.Range(a, b - a + 1).Sum(i => w[i] * y[i]) / Enumerable.Range(a, b - a + 1).Sum(i => w[i]);
            double[] z = IsotonicRegression.Increasing(y, w);
            for (int i = 0; i < n; i++)
                Assert.Equal(Enumerable.Range(0, i + 1).Max(a => Enumerable.Range(i, n - i).Min(b => Mean(a, b))), z[i], 1e-13);
        }
    }

    [Fact]
    public void Weights_count_as_repetitions() =>
        Assert.Equal(IsotonicRegression.Increasing([1, 5, 5, 2, 2, 2], [1, 1, 1, 1, 1, 1])[^1], IsotonicRegression.Increasing([1, 5, 2], [1, 2, 3])[^1], 1e-15);

    [Fact]
    public void Lengths_that_differ_are_refused() =>
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(() => IsotonicRegression.Increasing([1, 2], [1])).Error);
}
