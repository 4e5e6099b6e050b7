using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class CurveFitTests
{
    private static readonly double[] X = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233];
    private static readonly double[] Y = [5.21, 3.42, 2.71, 2.02, 1.55, 1.19, 0.972, 0.781, 0.655, 0.561, 0.489, 0.437];

    // scipy.stats.linregress(np.log(x), np.log(y)): -slope, exp(intercept), stderr, rvalue**2
    [Fact]
    public void Power_law_agrees_with_scipy_linregress()
    {
        CurveFit fit = CurveFit.Fit(X, Y);
        Assert.Equal(0.4588874207950831, fit.Exponent, 1e-13);
        Assert.Equal(4.393140449025351, fit.Prefactor, 1e-12);
        Assert.Equal(0.01983955350353174, fit.StandardError!.Value, 1e-13);
        Assert.Equal(0.9816511578114303, fit.RSquared!.Value, 1e-13);
    }

    // NIST StRD, Norris (linear regression, certified to 15 digits), with x → e^{x/2}, y → e^{y/2}: p = -B1, ln A = B0/2.
    [Fact]
    public void Power_law_meets_the_certified_values_of_Norris()
    {
        double[] u =
        [
            0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6,
            556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
        ];
        double[] v =
        [
            0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
            557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
        ];
        CurveFit fit = CurveFit.Fit([.. u.Select(t => Math.Exp(t / 2))], [.. v.Select(t => Math.Exp(t / 2))]);
        Assert.Equal(-1.00211681802045, fit.Exponent, 1e-13);
        Assert.Equal(-0.262323073774029, 2 * Math.Log(fit.Prefactor), 1e-11);
        Assert.Equal(0.000429796848199937, fit.StandardError!.Value, 1e-14);
        Assert.Equal(0.999993745883712, fit.RSquared!.Value, 1e-14);
        // Residual standard deviation, of v: √(RSS/(n-2))
        Assert.Equal(0.884796396144373, 2 * Math.Sqrt(2 * fit.Objective / 34), 1e-11);
    }

    // scipy.optimize.curve_fit(lambda u, la, p: la - p*u, np.log(x), np.log(y), sigma=1/np.sqrt(w))
    [Fact]
    public void Weighted_power_law_agrees_with_scipy_curve_fit()
    {
        CurveFit fit = CurveFit.Fit(X, Y, weight: [1, 1, 4, 4, 1, 1, 9, 9, 1, 1, 2, 2]);
        Assert.Equal(0.4582444622794192, fit.Exponent, 1e-8);
        Assert.Equal(4.20174170521187, fit.Prefactor, 1e-7);
        Assert.Equal(0.02230302, fit.StandardError!.Value, 1e-8);
    }

    // f = lambda x, la, p, le: np.log(np.exp(le) + np.exp(la)*x**-p)
    // curve_fit(f, x, np.log(y), p0=[1.5, .6, -1], xtol=1e-15, ftol=1e-15, gtol=1e-15); rss 0.0005228832738477629
    [Fact]
    public void Offset_agrees_with_scipy_curve_fit()
    {
        CurveFit fit = CurveFit.Fit(X, Y, ScalingForm.Offset);
        Assert.Equal(FitOutcome.Converged, fit.Outcome);
        Assert.Equal(4.926787921644637, fit.Prefactor, 1e-7);
        Assert.Equal(0.6598137565038396, fit.Exponent, 1e-8);
        Assert.Equal(0.30326898441074135, fit.Offset!.Value, 1e-8);
        Assert.Equal(0.00457775, fit.StandardError!.Value, 1e-8);
        Assert.Equal(0.0005228832738477629, 2 * fit.Objective, 1e-14);
        // n*np.log(2*np.pi*np.e*rss/n) + 2*4
        Assert.Equal(-78.43818265536628, fit.Akaike!.Value, 1e-8);
    }

    // g = lambda x, la, p1, p2, lb, ls: la - p1*np.log(x) + (p1-p2)*np.exp(ls)*np.logaddexp(0, (np.log(x)-lb)/np.exp(ls))
    // curve_fit(g, x, np.log(y), p0=[2.3, .1, .8, 4, -.5], xtol=1e-15, ftol=1e-15, gtol=1e-15)
    [Fact]
    public void Broken_power_law_agrees_with_scipy_curve_fit()
    {
        double[] x = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
        double[] y = [10.1, 9.25, 8.63, 7.92, 7.31, 6.21, 4.83, 3.35, 2.12, 1.247, 0.722, 0.411, 0.236];
        CurveFit fit = CurveFit.Fit(x, y, ScalingForm.Broken);
        Assert.Equal(FitOutcome.Converged, fit.Outcome);
        Assert.Equal(10.021374056246664, fit.Prefactor, 1e-5);
        Assert.Equal(0.10028369524492431, fit.Exponent, 1e-6);
        Assert.Equal(0.8120166689736965, fit.SecondExponent!.Value, 1e-6);
        Assert.Equal(68.14541554885314, fit.BreakX!.Value, 1e-4);
        Assert.Equal(0.6678395614455391, fit.BreakSoftness!.Value, 1e-5);
        Assert.Equal(0.00568672, fit.StandardError!.Value, 1e-6);
    }

    [Theory]
    [InlineData(1, 1, 0.375)]
    [InlineData(1e250, 1e-200, 0.375)]
    [InlineData(1e-250, 1e200, 0.375)]
    [InlineData(1e3, 1e3, -1.25)]
    [InlineData(1e3, 1, 1e-6)]
    public void Exact_power_laws_come_back_to_twelve_digits(double scaleX, double scaleY, double p)
    {
        double[] x = [.. Enumerable.Range(0, 30).Select(i => scaleX * Math.Pow(1.5, i))];
        double[] y = [.. x.Select(t => scaleY * Math.Pow(t / scaleX, -p))];
        CurveFit fit = CurveFit.Fit(x, y);
        Assert.Equal(p, fit.Exponent, 1e-12 * Math.Max(1, Math.Abs(p)));
        Assert.Equal(1, fit.Predict(x[7]) / y[7], 1e-12);
    }

    [Theory]
    [InlineData(0.4, 3, 0.02)]
    [InlineData(0.6, 3, 2)]
    [InlineData(1.5, 1e-3, 1e-9)]
    [InlineData(0.1, 1e6, 1e5)]
    public void Exact_offset_laws_come_back(double p, double a, double e)
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(i => 10 * Math.Pow(1.4, i))];
        CurveFit fit = CurveFit.Fit(x, [.. x.Select(t => e + a * Math.Pow(t, -p))], ScalingForm.Offset);
        Assert.Equal(FitOutcome.Converged, fit.Outcome);
        Assert.Equal(p, fit.Exponent, 1e-7);
        Assert.Equal(1, fit.Offset!.Value / e, 1e-6);
        Assert.Equal(1, fit.Prefactor / a, 1e-6);
    }

    [Fact]
    public void An_exact_power_law_has_no_offset_and_no_break()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(i => 10 * Math.Pow(1.4, i))], y = [.. x.Select(t => 3 * Math.Pow(t, -0.4))];
        CurveFit offset = CurveFit.Fit(x, y, ScalingForm.Offset);
        Assert.Equal(FitOutcome.BoundHit, offset.Outcome);
        Assert.Equal(0, offset.Offset);
        Assert.Equal(0.4, offset.Exponent, 1e-12);
        Assert.False(CurveFit.TryFit(x, y, out _, out FitOutcome broken, ScalingForm.Broken));
        Assert.Equal(FitOutcome.NotIdentifiable, broken);
    }

    [Fact]
    public void A_sharp_break_is_found_and_said_to_be_at_the_bound()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => 10 * Math.Pow(1.2, i))];
        CurveFit fit = CurveFit.Fit(x, [.. x.Select(t => t < 3000 ? Math.Pow(t / 3000, -0.2) : Math.Pow(t / 3000, -0.8))], ScalingForm.Broken);
        Assert.Equal(FitOutcome.BoundHit, fit.Outcome);
        Assert.Equal(0.2, fit.Exponent, 2e-3);
        Assert.Equal(0.8, fit.SecondExponent!.Value, 2e-3);
        Assert.Equal(3000, fit.BreakX!.Value, 30.0);
    }

    [Fact]
    public void Order_and_duplicates_do_not_matter()
    {
        CurveFit forward = CurveFit.Fit(X, Y, ScalingForm.Offset);
        CurveFit backward = CurveFit.Fit([.. X.Reverse()], [.. Y.Reverse()], ScalingForm.Offset);
        CurveFit twice = CurveFit.Fit([.. X, .. X], [.. Y, .. Y], ScalingForm.Offset);
        Assert.Equal(forward.Exponent, backward.Exponent, 1e-8);
        Assert.Equal(forward.Exponent, twice.Exponent, 1e-8);
    }

    [Fact]
    public void A_constant_has_exponent_zero_and_no_R_squared()
    {
        CurveFit fit = CurveFit.Fit(X, [.. X.Select(_ => 0.7)]);
        Assert.Equal(0, fit.Exponent, 1e-15);
        Assert.Null(fit.RSquared);
        Assert.Equal(0.7, fit.Prefactor, 1e-14);
    }

    [Fact]
    public void Too_few_observations_and_equal_x_are_typed_outcomes()
    {
        Assert.False(CurveFit.TryFit([1], [1], out CurveFit? one, out FitOutcome outcome));
        Assert.Equal((null, FitOutcome.TooFewPoints), (one, outcome));
        Assert.False(CurveFit.TryFit([1, 2], [1, 2], out _, out outcome, ScalingForm.Offset));
        Assert.Equal(FitOutcome.TooFewPoints, outcome);
        Assert.False(CurveFit.TryFit([3, 3, 3], [1, 2, 1], out _, out outcome));
        Assert.Equal(FitOutcome.NotIdentifiable, outcome);
        Assert.Equal(ScalingError.TooFewPoints, Assert.Throws<ScalingException>(() => CurveFit.Fit([1], [1])).Error);
        Assert.Equal(ScalingError.NotIdentifiable, Assert.Throws<ScalingException>(() => CurveFit.Fit([3, 3, 3], [1, 2, 1])).Error);
    }

    [Fact]
    public void Two_observations_give_a_line_without_error_bars()
    {
        CurveFit fit = CurveFit.Fit([1, 10], [1, 0.1]);
        Assert.Equal(1, fit.Exponent, 1e-14);
        Assert.Null(fit.StandardError);
    }

    [Fact]
    public void Bad_values_and_lengths_are_named_errors()
    {
        ScalingError Error(double[] x, double[] y, ScalingForm form = ScalingForm.PowerLaw) =>
            Assert.Throws<ScalingException>(() => CurveFit.Fit(x, y, form)).Error;
        Assert.Equal(ScalingError.NotFinite, Error([1, 2, double.NaN], [1, 1, 1]));
        Assert.Equal(ScalingError.NotFinite, Error([1, 2, 3], [1, double.PositiveInfinity, 1]));
        Assert.Equal(ScalingError.NotPositive, Error([0, 2, 3], [1, 1, 1]));
        Assert.Equal(ScalingError.NotPositive, Error([1, 2, 3], [1, -1, 1]));
        Assert.Equal(ScalingError.InconsistentInput, Error([1, 2, 3], [1, 1]));
        Assert.Equal(ScalingError.InconsistentInput, Error([1, 2, 3], [1, 1, 1], ScalingForm.Chinchilla));
    }
}
