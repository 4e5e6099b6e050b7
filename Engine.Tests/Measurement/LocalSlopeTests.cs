using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class LocalSlopeTests
{
    // Wavy curve, uneven x, some repeated.
    private static (double[] X, double[] Y) Curve(int count)
    {
        double[] x = [.. Enumerable.Range(0, count).Select(i => 1 + Math.Pow(i / 2, 1.5))];
        return (x, [.. x.Select((t, i) => Math.Pow(t, -0.4) * (1 + 0.2 * Math.Sin(Math.Log(t)) + 0.01 * (i % 7)))]);
    }

    [Fact]
    public void Long_stretches_have_the_slope_and_error_of_a_fit_to_their_observations()
    {
        (double[] x, double[] y) = Curve(4000);
        LocalSlope[] rows = [.. ScalingMeasurement.LocalSlopes(x, y).Where(r => r.Count > 256)];
        Assert.True(rows.Length > 1000);
        for (int k = 0; k < rows.Length; k += 97)
        {
            int[] inside = [.. Enumerable.Range(0, x.Length).Where(i => x[i] >= rows[k].XMin && x[i] <= rows[k].XMax)];
            CurveFit fit = CurveFit.Fit(Array.ConvertAll(inside, i => x[i]), Array.ConvertAll(inside, i => y[i]));
            Assert.Equal(fit.Count, rows[k].Count);
            Assert.Equal(fit.Exponent, rows[k].Exponent!.Value, 1e-11);
            Assert.Equal(1, rows[k].StandardError!.Value / fit.StandardError!.Value, 1e-9);
        }
    }

    // 100,000 distinct x took six minutes when every line was fitted from its observations.
    [Fact]
    public void The_work_does_not_grow_as_the_square_of_the_records()
    {
        double[] x = [.. Enumerable.Range(1, 100_000).Select(i => (double)i)];
        Assert.All(ScalingMeasurement.LocalSlopes(x, [.. x.Select(t => 3 * Math.Pow(t, -0.3))]), row => Assert.Equal(0.3, row.Exponent!.Value, 1e-8));
    }

    [Fact]
    public void One_x_alone_has_a_value_and_no_slope()
    {
        LocalSlope row = Assert.Single(ScalingMeasurement.LocalSlopes([5, 5], [1, 4]));
        Assert.Equal(2, row.Value, 1e-12);
        Assert.Null(row.Exponent);
        Assert.Equal(FitOutcome.NotIdentifiable, Assert.Single(ScalingMeasurement.WindowSensitivity([5, 5], [1, 4])).Outcome);
    }

    [Fact]
    public void Nothing_usable_is_an_outcome_and_an_error_by_name_not_a_crash()
    {
        ScalingExponent row = ScalingMeasurement.Exponents([new MeasurementRecord([new("Time", "x"), new("Loss", 1.0)])], new FitOptions { Window = WindowRule.Auto }).Single();
        Assert.Equal(FitOutcome.TooFewPoints, row.Outcome);
        Assert.Equal(ScalingError.TooFewPoints, row.Failure()!.Error);
        Assert.Equal(row.Advice, row.Failure()!.Advice);
        Assert.Null(ScalingMeasurement.Exponent([1, 2, 3], [3, 2, 1]).Failure());
    }

    [Fact]
    public void A_constant_falls_with_the_exponent_zero_not_minus_zero() =>
        Assert.False(double.IsNegative(CurveFit.Fit([1, 2, 3], [5, 5, 5]).Exponent));

    [Fact]
    public void A_skill_does_not_saturate_before_it_emerges()
    {
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(() => new EmergenceOptions { Threshold = 0.5, Saturation = 0.4 }.Validate()).Error);
        MeasurementRecord[] records = [.. Enumerable.Range(1, 9).Select(i => new MeasurementRecord([new("Time", i), new("RelativeStrength", i / 10.0)]))];
        EmergenceOnset At(double threshold) => ScalingMeasurement.Emergence(records, new EmergenceOptions { Threshold = threshold }).Single();
        Assert.Equal(0.8, At(0.2).SaturationLevel);
        Assert.Equal(0.95, At(0.5).SaturationLevel); // a width of zero says nothing
        Assert.Equal(0.97, At(0.97).SaturationLevel);
        Assert.True(At(0.2).Saturation > At(0.2).Onset);
        Assert.Null(At(0.8).Saturation); // 0.95 is never reached
    }

    [Fact]
    public void The_bootstrap_reports_how_far_it_is()
    {
        (double[] x, double[] y) = Curve(50);
        IEnumerable<MeasurementRecord> records = x.Select((t, i) => new MeasurementRecord([new("Time", t), new("Loss", y[i])]));
        List<double> seen = [];
        Assert.Single(ScalingMeasurement.Exponents(records, new FitOptions { Bootstrap = 1000 }, null, new Progress(seen)));
        Assert.Equal(17, seen.Count); // every 64 replicates, and the group
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
    }

    private sealed class Progress(List<double> seen) : IProgress<ScalingProgress>
    {
        public void Report(ScalingProgress value) => seen.Add(value.Fraction);
    }
}
