using ScalingTools.Measurement;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Measurement;

public class BootstrapTests
{
    private static (double[] X, double[] Y) Noisy(long seed, int count, double noise, double offset = 0)
    {
        var stream = new RandomStream(seed);
        double[] x = [.. Enumerable.Range(0, count).Select(i => Math.Pow(10, 3.0 * i / (count - 1)))];
        return (x, [.. x.Select(t => (offset + 2 * Math.Pow(t, -0.4)) * Math.Exp(noise * stream.NextGaussian()))]);
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(20, 0)]
    [InlineData(8, 200)]
    [InlineData(20, 200)]
    public void Ninety_five_percent_intervals_cover_the_truth_as_often(int count, int replicates)
    {
        int exponent = 0, prefactor = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            (double[] x, double[] y) = Noisy(1000 + trial, count, 0.1);
            ScalingExponent row = ScalingMeasurement.Exponent(x, y, new FitOptions { Bootstrap = replicates, Seed = trial });
            exponent += row.ExponentLow <= 0.4 && 0.4 <= row.ExponentHigh ? 1 : 0;
            prefactor += row.PrefactorLow <= 2 && 2 <= row.PrefactorHigh ? 1 : 0;
        }
        Assert.InRange(exponent, 180, 198);
        Assert.InRange(prefactor, 180, 198);
    }

    // Eight learning curves whose prefactors differ: residuals of one run are not independent, so only a bootstrap over runs is honest.
    [Fact]
    public void Bootstraps_over_runs_cover_where_runs_differ_and_residuals_do_not()
    {
        int overRuns = 0, overResiduals = 0;
        for (int trial = 0; trial < 100; trial++)
        {
            var stream = new RandomStream(trial);
            List<double> x = [], y = [];
            List<string> run = [];
            for (int r = 0; r < 8; r++)
            {
                double factor = Math.Exp(0.3 * stream.NextGaussian());
                for (int i = 0; i < 15; i++)
                {
                    x.Add(Math.Pow(10, 0.2 * i));
                    y.Add(factor * Math.Pow(10, -0.08 * i) * Math.Exp(0.02 * stream.NextGaussian()));
                    run.Add($"run-{r}");
                }
            }
            var options = new FitOptions { Bootstrap = 100, Seed = trial };
            ScalingExponent byRun = ScalingMeasurement.Exponent(x, y, options, run), byResidual = ScalingMeasurement.Exponent(x, y, options);
            Assert.Equal((BootstrapUnit.Runs, 8), (byRun.Resampled, byRun.Runs));
            Assert.Equal(BootstrapUnit.Residuals, byResidual.Resampled);
            overRuns += byRun.PrefactorLow <= 1 && 1 <= byRun.PrefactorHigh ? 1 : 0;
            overResiduals += byResidual.PrefactorLow <= 1 && 1 <= byResidual.PrefactorHigh ? 1 : 0;
        }
        Assert.InRange(overRuns, 88, 100);
        Assert.InRange(overResiduals, 0, 75);
    }

    // Runs that differ by a factor e^s alone: ln A is their mean, whose exact interval is mean ± t s.d./√m. Plain percentiles would be
    // narrower by √(1-1/m) t(∞)/t(m-1), which is 0.78 for m = 8, and without the root the expanded ones still by 7 %.
    [Fact]
    public void Expanded_percentiles_over_few_runs_are_as_wide_as_Students_interval()
    {
        double[] shift = [-1.3, -0.8, -0.45, -0.15, 0.15, 0.45, 0.8, 1.3];
        double error = Math.Sqrt(shift.Sum(s => s * s) / 7 / 8);
        double[] x = [.. shift.SelectMany(_ => (double[])[1, 10, 100])];
        double[] y = [.. shift.SelectMany(s => (double[])[Math.Exp(s), Math.Exp(s) / 10, Math.Exp(s) / 100])];
        string[] run = [.. shift.SelectMany((_, i) => Enumerable.Repeat($"run-{i}", 3))];
        ScalingExponent row = ScalingMeasurement.Exponent(x, y, new FitOptions { Bootstrap = 20_000 }, run);
        double half = (Math.Log(row.PrefactorHigh!.Value) - Math.Log(row.PrefactorLow!.Value)) / 2;
        Assert.Equal(1, half / (2.3646 * error), 0.03); // t of 7 degrees of freedom
    }

    [Theory]
    [InlineData(ScalingForm.PowerLaw)]
    [InlineData(ScalingForm.Offset)]
    [InlineData(ScalingForm.Broken)]
    public void A_seed_fixes_every_bit_whatever_the_threads(ScalingForm form)
    {
        (double[] x, double[] y) = Noisy(5, 30, 0.02, 0.1);
        var options = new FitOptions { Form = form, Bootstrap = 40, Seed = 7 };
        ScalingExponent many = ScalingMeasurement.Exponent(x, y, options with { Threads = 4 });
        Assert.Equal(many, ScalingMeasurement.Exponent(x, y, options with { Threads = 1 }));
        Assert.Equal(options.Seed, many.Seed);
        Assert.NotEqual(many.ExponentLow, ScalingMeasurement.Exponent(x, y, options with { Seed = 8 }).ExponentLow);
    }

    [Fact]
    public void A_seed_fixes_every_bit_of_a_two_resource_fit_whatever_the_threads()
    {
        var stream = new RandomStream(9);
        (double N, double D)[] cells = [.. from i in Enumerable.Range(0, 6) from j in Enumerable.Range(0, 6) select (Math.Pow(10, 6 + 0.5 * i), Math.Pow(10, 8 + 0.5 * j))];
        double[] n = [.. cells.Select(c => c.N)], d = [.. cells.Select(c => c.D)];
        double[] loss = [.. cells.Select(c => (1.7 + 400 * Math.Pow(c.N, -0.34) + 2000 * Math.Pow(c.D, -0.37)) * Math.Exp(0.01 * stream.NextGaussian()))];
        var options = new FitOptions { Form = ScalingForm.Chinchilla, X = "Parameters", SecondX = "Tokens", Bootstrap = 20, Seed = 3 };
        Assert.Equal(ScalingMeasurement.Exponents(n, d, loss, options with { Threads = 4 }), ScalingMeasurement.Exponents(n, d, loss, options with { Threads = 1 }));
    }

    [Fact]
    public void Residual_bootstrap_and_covariance_agree_on_a_long_table()
    {
        (double[] x, double[] y) = Noisy(3, 300, 0.05);
        ScalingExponent t = ScalingMeasurement.Exponent(x, y), bootstrap = ScalingMeasurement.Exponent(x, y, new FitOptions { Bootstrap = 1000 });
        Assert.Equal(1, bootstrap.StandardError!.Value / t.StandardError!.Value, 0.08);
        Assert.Equal(t.ExponentLow!.Value, bootstrap.ExponentLow!.Value, 3e-4);
        Assert.Equal(t.PrefactorHigh!.Value, bootstrap.PrefactorHigh!.Value, 0.01);
        Assert.Equal(1000, bootstrap.Replicates);
    }

    [Fact]
    public void A_wider_confidence_gives_a_wider_interval()
    {
        (double[] x, double[] y) = Noisy(4, 20, 0.1);
        double Width(double level, int replicates) =>
            ScalingMeasurement.Exponent(x, y, new FitOptions { ConfidenceLevel = level, Bootstrap = replicates }) is var r ? (r.ExponentHigh - r.ExponentLow)!.Value : 0;
        Assert.True(Width(0.5, 0) < Width(0.9, 0) && Width(0.9, 0) < Width(0.99, 0));
        Assert.True(Width(0.5, 500) < Width(0.9, 500) && Width(0.9, 500) < Width(0.99, 500));
    }
}
