using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class NonNegativeLeastSquaresTests
{
    // min over c ≥ 0 of |φ c - 1|², checked by what makes it the minimum: the gradient φᵀ(φ c - 1) is 0 where c > 0 and not negative where
    // c = 0 (Karush–Kuhn–Tucker).
    [Fact]
    public void The_solution_satisfies_the_conditions_of_the_minimum()
    {
        var random = new ScalingTools.Numerics.RandomStream(1);
        HashSet<int> supports = [];
        for (int trial = 0; trial < 200; trial++)
        {
            double[,] normal = new double[3, 3];
            double[] right = new double[3];
            for (int i = 0; i < 6; i++)
            {
                double[] phi = [random.NextGaussian(), random.NextGaussian(), random.NextGaussian()];
                for (int j = 0; j < 3; j++)
                {
                    right[j] += phi[j];
                    for (int k = 0; k < 3; k++)
                        normal[j, k] += phi[j] * phi[k];
                }
            }
            double[] c = NonNegativeLeastSquares.Solve(normal, right);
            for (int j = 0; j < 3; j++)
            {
                double slope = normal[j, 0] * c[0] + normal[j, 1] * c[1] + normal[j, 2] * c[2] - right[j];
                Assert.True(c[j] >= 0);
                if (c[j] > 0)
                    Assert.Equal(0, slope, 1e-10);
                else
                    Assert.True(slope >= -1e-10);
            }
            supports.Add((c[0] > 0 ? 1 : 0) + (c[1] > 0 ? 2 : 0) + (c[2] > 0 ? 4 : 0));
        }
        Assert.Equal(8, supports.Count); // every set of positive unknowns occurs
    }
}
