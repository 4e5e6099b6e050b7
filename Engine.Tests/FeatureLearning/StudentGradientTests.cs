using ScalingTools.FeatureLearning;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.FeatureLearning;

public unsafe class StudentGradientTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(40)]
    public void A_gradient_drawn_as_a_whole_has_the_moments_of_one_from_samples(int batchSize)
    {
        // Of ĝ = ZᵀZu/B: along u it is χ²_B/B, the rest is N(0, |s|²/B²) across u; first moments u and 0, second ones from χ².
        const int dimension = 3, draws = 200_000;
        using DenseRows u = new(1, dimension);
        (u.Start[0], u.Start[1], u.Start[2]) = (1, -2, 0.5);
        using FreshGradient whole = new(1, 0, batchSize, dimension);
        using FreshSampleGradient one = new(1, 0, batchSize, dimension);
        double[][] moments = [Moments(whole), Moments(one)];
        for (int i = 0; i < moments[0].Length; i++)
            Assert.InRange(moments[0][i] - moments[1][i], -0.03 * (1 + Math.Abs(moments[1][i])), 0.03 * (1 + Math.Abs(moments[1][i])));

        // E[ĝĝᵀ] = uuᵀ (1 + 1/B) + |u|²/B exactly
        int at = dimension;
        for (int i = 0; i < dimension; i++)
            for (int j = 0; j <= i; j++, at++)
            {
                double exact = u.Start[i] * u.Start[j] * (1 + 1.0 / batchSize) + (i == j ? 5.25 / batchSize : 0);
                Assert.InRange(moments[0][at] - exact, -0.02 * (1 + Math.Abs(exact)), 0.02 * (1 + Math.Abs(exact)));
            }

        double[] Moments(StudentGradient gradient)
        {
            double[] sums = new double[dimension + dimension * (dimension + 1) / 2 + 1];
            for (int draw = 0; draw < draws; draw++)
            {
                double* g = gradient.At(u.Start, draw);
                int k = 0;
                for (int i = 0; i < dimension; i++)
                    sums[k++] += g[i] / draws;
                for (int i = 0; i < dimension; i++)
                    for (int j = 0; j <= i; j++)
                        sums[k++] += g[i] * g[j] / draws;
                // bounded, so that it sees all of the law of the length
                sums[k] += 1 / (1 + g[0] * g[0] + g[1] * g[1] + g[2] * g[2]) / draws;
            }
            return sums;
        }
    }
}
