using System.Diagnostics;
using System.Globalization;
using ScalingTools.Measurement;
using ScalingTools.Tests.Reference;

namespace ScalingTools.Tests.Measurement;

public class CompositionFitTests
{
    // The published points without the five highest losses
    private static (double[] N, double[] D, double[] Loss) Chinchilla()
    {
        double[][] rows =
        [
            .. File.ReadLines(SharedFiles.Data("chinchilla-245.csv")).Skip(1)
                .Select(line => line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
                .OrderBy(row => row[3]).Take(240),
        ];
        return ([.. rows.Select(r => r[0])], [.. rows.Select(r => r[2])], [.. rows.Select(r => r[3])]);
    }

    // E + [(A N^-a)^q + (B D^-b)^q]^{1/q} on a grid of sizes and data
    private static (double[] N, double[] D, double[] Loss) Grid(double q, int side = 8)
    {
        var cells = from i in Enumerable.Range(0, side) from j in Enumerable.Range(0, side) select (N: 1e6 * Math.Pow(4, i), D: 1e8 * Math.Pow(4, j));
        double Loss(double n, double d)
        {
            double a = 400 * Math.Pow(n, -0.34), b = 2000 * Math.Pow(d, -0.37);
            return 1.7 + (double.IsInfinity(q) ? Math.Max(a, b) : Math.Pow(Math.Pow(a, q) + Math.Pow(b, q), 1 / q));
        }
        return ([.. cells.Select(c => c.N)], [.. cells.Select(c => c.D)], [.. cells.Select(c => Loss(c.N, c.D))]);
    }

    // The published optimum (Reference/README.md) to its printed digits. Its B and β are 2e-4 and 2e-5 off the minimum: Newton's method in the five logarithmic unknowns,
    //   H = (G*(abs(r)<=1e-3))@G.T; t -= np.linalg.solve(H, g)      (NumPy; G the gradient of the log model, r residuals)
    // stops at |g| = 2e-14 with the values of the second block.
    [Fact]
    public void The_published_Chinchilla_points_give_the_golden_constants()
    {
        (double[] n, double[] d, double[] loss) = Chinchilla();
        var clock = Stopwatch.StartNew();
        CompositionFit fit = CompositionFit.Fit(n, d, loss);
        Assert.True(clock.Elapsed.TotalSeconds < 5, $"took {clock.Elapsed}");
        Assert.Equal(FitOutcome.Converged, fit.Outcome);
        Assert.Equal(1, fit.Prefactor / 477.84, 1e-4);
        Assert.Equal(1, fit.SecondPrefactor / 2143.86, 2.5e-4);
        Assert.Equal(1.81724, fit.Offset, 5e-5);
        Assert.Equal(0.34731, fit.Exponent, 1e-5);
        Assert.Equal(0.36718, fit.SecondExponent, 1e-5);
        Assert.Equal(0.001018274, fit.Objective, 5e-10);

        Assert.Equal(1, fit.Prefactor / 477.8258682, 1e-7);
        Assert.Equal(1, fit.SecondPrefactor / 2143.417373, 1e-7);
        Assert.Equal(1.817218099, fit.Offset, 1e-8);
        Assert.Equal(0.3473104989, fit.Exponent, 1e-8);
        Assert.Equal(0.3671724326, fit.SecondExponent, 1e-8);
        Assert.Equal(0.001018274017800599, fit.Objective, 1e-15);
        // 2*scipy.optimize.minimize_scalar(n ln Z(τ) + Φ/τ).fun with Z by scipy.integrate.quad, plus 2*6
        Assert.Equal(-1759.1540083267473 + 12, fit.Akaike!.Value, 1e-6);
    }

    [Fact]
    public void Any_sensible_start_leads_to_the_golden_minimum()
    {
        (double[] n, double[] d, double[] loss) = Chinchilla();
        var problem = new HuberComposition(n, d, loss, [.. n.Select(_ => 1.0)], 1e-3);
        double[] grid = [0.05, 0.2, 0.5, 1, 1.5];
        foreach (double a in grid)
            foreach (double b in grid)
            {
                CompositionMinimum found = CompositionSearch.Minimize(problem, false, new CompositionShape(a, b, 1));
                Assert.Equal(FitOutcome.Converged, found.Outcome);
                Assert.Equal(0.3473105, found.Shape.A, 1e-6);
                Assert.Equal(0.3671724, found.Shape.B, 1e-6);
                Assert.Equal(0.0010182740178, found.Objective, 1e-12);
            }
    }

    // Besiroglu et al. 2024, table 1: bootstrap standard errors 0.02, 0.02 of α, β and 0.03 of E.
    [Fact]
    public void A_bootstrap_of_the_published_points_has_the_published_width()
    {
        (double[] n, double[] d, double[] loss) = Chinchilla();
        IReadOnlyList<ScalingExponent> rows = ScalingMeasurement.Exponents(n, d, loss,
            new FitOptions { Form = ScalingForm.Chinchilla, X = "Parameters", SecondX = "Tokens", Bootstrap = 60, Seed = 1 });
        Assert.Equal(["Parameters", "Tokens"], rows.Select(r => r.X));
        Assert.All(rows, r => Assert.Equal(BootstrapUnit.Observations, r.Resampled));
        Assert.All(rows, r => Assert.InRange(r.StandardError!.Value, 0.012, 0.028));
        Assert.All(rows, r => Assert.InRange(r.Exponent!.Value, r.ExponentLow!.Value, r.ExponentHigh!.Value));
        Assert.InRange(rows[0].OffsetHigh!.Value - rows[0].OffsetLow!.Value, 0.06, 0.16);
        Assert.All(rows, r => Assert.Equal(60, r.Replicates));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Exact_power_means_come_back(double q)
    {
        (double[] n, double[] d, double[] loss) = Grid(q);
        CompositionFit fit = CompositionFit.Fit(n, d, loss, ScalingForm.PowerMean);
        Assert.Equal(FitOutcome.Converged, fit.Outcome);
        Assert.Equal(q, fit.MeanPower, 1e-6);
        Assert.Equal(0.34, fit.Exponent, 1e-7);
        Assert.Equal(0.37, fit.SecondExponent, 1e-7);
        Assert.Equal(1, fit.Prefactor / 400, 1e-6);
        Assert.Equal(1, fit.SecondPrefactor / 2000, 1e-6);
        Assert.Equal(1.7, fit.Offset, 1e-7);
        Assert.Equal(1, fit.Predict(n[5], d[5]) / loss[5], 1e-9);
    }

    [Fact]
    public void A_loss_that_does_not_depend_on_a_resource_has_no_exponent_and_no_mean_for_it()
    {
        (double[] n, double[] d, double[] loss) = Grid(1);
        Array.Fill(loss, 1.8);
        foreach (ScalingExponent row in ScalingMeasurement.Exponents(n, d, loss, new() { Form = ScalingForm.PowerMean, X = "N", SecondX = "D" }))
        {
            Assert.Equal(FitOutcome.BoundHit, row.Outcome);
            Assert.Equal((1.8, 0), (Math.Round(row.Offset!.Value, 9), row.Prefactor));
            Assert.Null(row.Exponent);
            Assert.Null(row.MeanPower);
        }
    }

    [Fact]
    public void Exact_additive_laws_come_back_with_either_form()
    {
        (double[] n, double[] d, double[] loss) = Grid(1);
        CompositionFit fit = CompositionFit.Fit(n, d, loss);
        Assert.Equal(0.34, fit.Exponent, 1e-10);
        Assert.Equal(0.37, fit.SecondExponent, 1e-10);
        Assert.Equal(1.7, fit.Offset, 1e-10);
    }

    [Fact]
    public void A_maximum_is_misread_by_the_additive_form_and_AIC_says_so()
    {
        (double[] n, double[] d, double[] loss) = Grid(double.PositiveInfinity);
        CompositionFit additive = CompositionFit.Fit(n, d, loss), mean = CompositionFit.Fit(n, d, loss, ScalingForm.PowerMean);
        Assert.True(Math.Abs(additive.SecondExponent - 0.37) > 0.1);
        Assert.Equal(0.37, mean.SecondExponent, 1e-3);
        Assert.Equal(FitOutcome.BoundHit, mean.Outcome); // q at the end of its range: a maximum
        Assert.True(mean.Akaike < additive.Akaike - 100);
    }

    [Fact]
    public void The_envelope_gradient_is_the_derivative_of_the_projected_objective()
    {
        (double[] n, double[] d, double[] loss) = Grid(2, 6);
        // δ so large that Φ is smooth
        var problem = new HuberComposition(n, d, loss, [.. n.Select(_ => 1.0)], 10);
        double At(double a, double b, double logQ) => problem.Minimize(new CompositionShape(a, b, Math.Exp(logQ)), new double[3], new double[3]);
        double[] gradient = new double[3];
        problem.Minimize(new CompositionShape(0.3, 0.45, 1.5), new double[3], gradient);
        double q = Math.Log(1.5), h = 1e-5;
        Assert.Equal(1, (At(0.3 + h, 0.45, q) - At(0.3 - h, 0.45, q)) / (2 * h) / gradient[0], 1e-5);
        Assert.Equal(1, (At(0.3, 0.45 + h, q) - At(0.3, 0.45 - h, q)) / (2 * h) / gradient[1], 1e-5);
        Assert.Equal(1, (At(0.3, 0.45, q + h) - At(0.3, 0.45, q - h)) / (2 * h) / gradient[2], 1e-5);
    }

    [Fact]
    public void A_negative_offset_is_cut_at_zero_and_said_to_be_at_the_bound()
    {
        (double[] n, double[] d, double[] loss) = Grid(1);
        double smallest = loss.Min() - 1.7;
        CompositionFit fit = CompositionFit.Fit(n, d, [.. loss.Select(l => l - 1.7 - 0.3 * smallest)]);
        Assert.Equal(FitOutcome.BoundHit, fit.Outcome);
        Assert.Equal(0, fit.Offset);
        Assert.True(fit.Exponent > 0.34 && fit.StandardError > 0);
    }

    [Fact]
    public void Too_few_observations_one_size_and_bad_values_are_typed()
    {
        Assert.False(CompositionFit.TryFit([1, 2, 3, 4], [1, 2, 1, 2], [4, 3, 2, 1], out _, out FitOutcome outcome));
        Assert.Equal(FitOutcome.TooFewPoints, outcome);
        (double[] n, double[] d, double[] loss) = Grid(1);
        Assert.False(CompositionFit.TryFit([.. n.Select(_ => 1e6)], d, loss, out _, out outcome));
        Assert.Equal(FitOutcome.NotIdentifiable, outcome);
        loss[3] = double.NaN;
        Assert.Equal(ScalingError.NotFinite, Assert.Throws<ScalingException>(() => CompositionFit.Fit(n, d, loss)).Error);
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(() => CompositionFit.Fit(n, [1, 2], loss)).Error);
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(() => CompositionFit.Fit(n, d, loss, ScalingForm.Offset)).Error);
    }
}
