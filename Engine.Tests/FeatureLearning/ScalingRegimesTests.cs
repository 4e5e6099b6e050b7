using ScalingTools.FeatureLearning;

namespace ScalingTools.Tests.FeatureLearning;

public class ScalingRegimesTests
{
    private static ScalingRegime Of(double alpha, double beta, double gamma = 0) =>
        ScalingRegimes.Of(new ScalingRegimeOptions { Capacity = alpha, Source = beta, Richness = gamma });

    // Table 1 of arXiv:2409.17858
    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(1.3, 0.2)]
    [InlineData(1.5, 1.1)]
    [InlineData(4, 1.5)]
    [InlineData(1.5, 1.9)]
    [InlineData(2, 3.6)]
    public void Compute_exponents_are_those_of_the_table(double alpha, double beta)
    {
        double lazy = beta < 1 ? alpha * beta / (alpha + 1) : beta < 2 - 1 / alpha ? alpha * beta / (alpha * beta + 1) : 1 - 1 / (2 * alpha);
        double rich = beta < 1 ? 2 * alpha * beta / (alpha * (1 + beta) + 2) : lazy;
        Assert.Equal(lazy, Of(alpha, beta).ComputeExponent, 1e-14);
        Assert.Equal(rich, Of(alpha, beta, 0.75).ComputeExponent, 1e-14);
        foreach (ScalingRegime row in (ScalingRegime[])[Of(alpha, beta), Of(alpha, beta, 1)])
            Assert.Equal(1, row.OptimalTimeExponent + row.OptimalWidthExponent, 1e-14);
    }

    // arXiv:2402.01092 where a - 1 ≤ b: t^-(a-1)/b, N^-(a-1), C^{-(a-1)/(b+1)}, t ∝ C^{b/(1+b)}
    [Theory]
    [InlineData(1.5, 0.9)]
    [InlineData(2, 1)]
    [InlineData(1.6, 1.5)]
    public void Decays_give_the_laws_of_random_features(double a, double b)
    {
        ScalingRegime row = Of(b, (a - 1) / b);
        Assert.Equal((a - 1) / b, row.TimeExponent, 1e-14);
        Assert.Equal(a - 1, row.WidthExponent, 1e-14);
        Assert.Equal(a - 1, row.DataExponent, 1e-14);
        Assert.Equal((a - 1) / (b + 1), row.ComputeExponent, 1e-14);
        Assert.Equal(b / (1 + b), row.OptimalTimeExponent, 1e-14);
    }

    // The smallest sum of the terms over N, at two large C, falls with the exponent of the table.
    [Theory]
    [InlineData(2, 0.5, 0)]
    [InlineData(2, 0.5, 1)]
    [InlineData(2, 1.25, 0)]
    [InlineData(1.5, 1.75, 1)]
    public void The_best_width_is_at_the_smallest_sum_of_the_terms(double alpha, double beta, double gamma)
    {
        ScalingRegime At(double c) => ScalingRegimes.Of(new ScalingRegimeOptions { Capacity = alpha, Source = beta, Richness = gamma, Compute = c, BatchSize = 1 });
        ScalingRegime near = At(1e30), far = At(1e34);
        Assert.Equal(near.ComputeExponent, Math.Log(near.OptimalLoss!.Value / far.OptimalLoss!.Value) / Math.Log(1e4), 0.01);
        Assert.Equal(near.OptimalWidthExponent, Math.Log(far.OptimalWidth!.Value / near.OptimalWidth!.Value) / Math.Log(1e4), 0.03);
        foreach (double factor in (double[])[0.9, 1.1])
        {
            double n = near.OptimalWidth!.Value * factor, t = 1e30 / n;
            ScalingRegime beside = ScalingRegimes.Of(new ScalingRegimeOptions { Capacity = alpha, Source = beta, Richness = gamma, Width = n, Time = t, BatchSize = 1 });
            Assert.True(beside.Loss > near.OptimalLoss);
        }
    }

    [Fact]
    public void Approximations_of_the_time_exponent_close_in_on_their_limit()
    {
        const double beta = 0.4;
        double limit = ScalingRegimes.TimeExponent(beta);
        Assert.Equal(2 * beta / (1 + beta), limit);
        Assert.Equal(beta, ScalingRegimes.TimeExponent(beta, 0));
        Assert.Equal(beta * (2 - beta), ScalingRegimes.TimeExponent(beta, 1));
        // χ_n - χ = (-β)^n (χ_0 - χ)
        for (int n = 0; n < 12; n++)
            Assert.Equal(Math.Pow(-beta, n) * (beta - limit), ScalingRegimes.TimeExponent(beta, n) - limit, 1e-15);
        Assert.Equal(1.3, ScalingRegimes.TimeExponent(1.3, 2));
    }

    // The loss of the best student of N features, min over w of E(y - f)² = Σ λ_k w_k² κ/(λ_k + κ) with Σ λ_k/(λ_k + κ) = N: the printed α min(2, β) fails for β > 1.
    [Theory]
    [InlineData(1.5, 0.6)]
    [InlineData(1.5, 1.8)]
    [InlineData(2, 2.5)]
    public void The_width_exponent_is_that_of_the_best_student(double alpha, double beta)
    {
        double Sum(Func<double, double> f) // over k to 10^12: one by one, then in ln k
        {
            double sum = 0;
            for (int k = 1; k <= 1000; k++)
                sum += f(k);
            const int steps = 4000;
            double from = Math.Log(1000.5), h = (Math.Log(1e12) - from) / steps;
            for (int i = 0; i < steps; i++)
                sum += h * Math.Exp(from + (i + 0.5) * h) * f(Math.Exp(from + (i + 0.5) * h));
            return sum;
        }
        double Loss(double n)
        {
            double low = 1e-30, high = 1;
            for (int i = 0; i < 100; i++)
            {
                double middle = Math.Sqrt(low * high);
                if (Sum(k => 1 / (1 + middle * Math.Pow(k, alpha))) > n)
                    low = middle;
                else
                    high = middle;
            }
            return Sum(k => Math.Pow(k, -alpha * beta - 1) * high / (Math.Pow(k, -alpha) + high));
        }
        Assert.Equal(Of(alpha, beta).WidthExponent, Math.Log10(Loss(1e4) / Loss(1e5)), 0.03);
    }

    // Eq. 10 by its definition: -d ln Σ_k k^{-αβ-1} exp(-k^-α (t + γ t^{2-χ})) / d ln t at large t
    [Theory]
    [InlineData(0.4)]
    [InlineData(0.8)]
    [InlineData(1.2)]
    public void The_time_exponent_solves_its_equation(double beta)
    {
        const double alpha = 1.5;
        double chi = ScalingRegimes.TimeExponent(beta);
        double Loss(double t)
        {
            // k = e^x: the sum as an integral, which it is at large t
            double sum = 0, reach = t + Math.Pow(t, 2 - chi);
            for (double x = 0; x < 80; x += 0.01)
                sum += Math.Exp(-alpha * beta * x - Math.Exp(-alpha * x) * reach);
            return sum;
        }
        Assert.Equal(chi, Math.Log(Loss(1e12) / Loss(1e14)) / Math.Log(100), 0.02);
    }

    [Fact]
    public void Terms_and_the_captured_rank_are_those_of_the_resources()
    {
        ScalingRegime row = ScalingRegimes.Of(new ScalingRegimeOptions { Capacity = 2, Source = 0.5, Richness = 1, Time = 1000, Width = 50, SampleCount = 200, BatchSize = 10, LearningRate = 0.5 });
        double chi = 2.0 / 3;
        Assert.Equal(TaskRegime.Hard, row.Regime);
        Assert.Equal(Math.Pow(1000, -chi), row.TimeTerm!.Value, 1e-14);
        Assert.Equal(1.0 / 50, row.WidthTerm!.Value, 1e-14);
        Assert.Equal(1.0 / 200, row.DataTerm!.Value, 1e-14);
        Assert.Equal(Math.Pow(1000, -0.5 * chi / 0.5) / 50, row.WidthTransientTerm!.Value, 1e-14);
        Assert.Equal(0.05 * Math.Pow(1000, -1.5 * chi / 0.5), row.BatchTransientTerm!.Value, 1e-14);
        Assert.Equal(row.TimeTerm + row.WidthTerm + row.DataTerm + row.WidthTransientTerm + row.BatchTransientTerm, row.Loss);
        Assert.Equal(LossTerm.Width, row.Dominant);
        Assert.Equal(50, row.CapturedRank);
        Assert.Equal(50_000, row.Compute);
        Assert.Equal(1 - chi, row.WeightNormExponent, 1e-14);
    }

    [Fact]
    public void Regimes_change_at_their_borders_and_exponents_do_not_jump_there()
    {
        Assert.Equal(TaskRegime.Hard, Of(2, 0.999).Regime);
        Assert.Equal(TaskRegime.Easy, Of(2, 1).Regime);
        Assert.Equal(TaskRegime.SuperEasy, Of(2, 1.5).Regime);
        Assert.Equal(TaskRegime.Easy, Of(1, 1).Regime);
        foreach (double gamma in (double[])[0, 1])
            foreach (double border in (double[])[1, 1.5])
                Assert.Equal(Of(2, border - 1e-9, gamma).ComputeExponent, Of(2, border, gamma).ComputeExponent, 1e-8);
    }

    [Theory]
    [InlineData(0, 0.5, 0)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 0.5, -1)]
    [InlineData(double.NaN, 0.5, 0)]
    public void What_is_out_of_range_is_refused(double alpha, double beta, double gamma) =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => Of(alpha, beta, gamma)).Error);
}
