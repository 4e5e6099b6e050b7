using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class VectorExpTests
{
    [Fact]
    public void Exp_matches_the_library_over_its_whole_range()
    {
        RandomStream random = new(5);
        double worst = 0;
        foreach (double range in new[] { 1e-9, 0.3, 0.4, 3, 40, VectorExp.Limit })
            for (int i = 0; i < 20_000; i++)
            {
                double x = range * (2 * random.NextDouble() - 1);
                worst = Math.Max(worst, Math.Abs(VectorExp.Exp(Vector512.Create(x))[i % 8] / Math.Exp(x) - 1));
            }
        // Math.Exp is itself good to half a unit in the last place, 1.1e-16.
        Assert.InRange(worst, 0, 5.5e-16);
        Assert.Equal(1, VectorExp.Exp(Vector512<double>.Zero)[0]);
        Assert.Equal(1, VectorExp.Exp(Vector512.Create(700.0))[0] / Math.Exp(700), 5e-16);
        Assert.Equal(1, VectorExp.Exp(Vector512.Create(-700.0))[0] / Math.Exp(-700), 5e-16);
    }
}
