using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class ComputeLawTests
{
    private static LawOptions Law(double alpha) =>
        new() { Law = ScalingLawKind.Compute, Alpha = alpha, TargetScale = 5, InitialStrength = 0.01, LearningRate = 1 };

    [Theory]
    [InlineData(0.3, 0.5)]
    [InlineData(0.6, 1.0)]
    [InlineData(0.9, 2.0)]
    public void Loss_at_fixed_lambda_follows_the_law(double alpha, double lambda)
    {
        double[] budgets = [1e6, 1e9, 1e12];
        double[] deviations = [.. budgets.Select(c =>
        {
            ScalingLaw law = ScalingLaws.Get(Law(alpha) with { Lambda = lambda, At = c });
            Assert.Equal(alpha / (alpha + 2), law.Exponent, 1e-15);
            // N is rounded: compare at the whole N the row names.
            double n = law.Parameters!.Value;
            double exact = ExpectedLoss.At(Law(alpha), c / n, null, (long)n);
            ScalingLaw whole = ScalingLaws.Get(Law(alpha) with { ParameterCount = (long)n, At = c });
            Assert.Equal(exact, whole.ExactLoss!.Value, 1e-12 * exact);
            Assert.Equal(law.LimitPrefactor, whole.LimitPrefactor);
            return Math.Abs(whole.RelativeDeviation!.Value) * n;
        })];
        // The relative error is O(1/N), the tail term.
        Assert.Equal(1, deviations[2] / deviations[1], 0.1);
        Assert.All(deviations, d => Assert.InRange(d, 1e-4, 1));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    [InlineData(0.05)]
    [InlineData(3.0)]
    public void Best_lambda_is_a_minimum_of_the_prefactor(double alpha)
    {
        ScalingLaw best = ScalingLaws.Get(Law(alpha));
        double lambda = best.Lambda!.Value;
        Assert.Equal(best.LimitPrefactor, best.Prefactor);
        foreach (double factor in (double[])[0.1, 0.5, 0.9, 0.99, 1.01, 1.1, 2, 10])
            Assert.True(ScalingLaws.Get(Law(alpha) with { Lambda = lambda * factor }).Prefactor > best.Prefactor);
        // Flat to first order: ten times the step, a hundred times the rise.
        double Rise(double step) => ScalingLaws.Get(Law(alpha) with { Lambda = lambda * (1 + step) }).Prefactor - best.Prefactor;
        Assert.InRange(Rise(1e-3) / Rise(1e-4), 95, 105);
    }

    [Fact]
    public void Time_beside_compute_is_refused() =>
        Assert.Equal(ScalingError.InconsistentInput,
            Assert.Throws<ScalingException>(() => ScalingLaws.Get(Law(0.6) with { At = 1e6, Time = 10 })).Error);
}
