using ScalingTools.Measurement;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Measurement;

public class CrossingRuleTests
{
    private const double Rate = 0.02;

    private static double Clean(double x) => 1 / (1 + 99 * Math.Exp(-2 * x * Rate));

    private static IEnumerable<MeasurementRecord> Curves(int runs, double noise, IReadOnlyList<double> x) =>
        from run in Enumerable.Range(0, runs)
        let random = new RandomStream(17, run)
        from at in x
        select new MeasurementRecord([new("Run", $"run-{run}"), new("Time", at), new("RelativeStrength", Clean(at) + noise * random.NextGaussian())]);

    // Mean of log10(onset/true onset) over runs, and its standard error
    private static (double Bias, double Error, int Crossed) Bias(CrossingRule rule, double level, double noise, IReadOnlyList<double> x)
    {
        EmergenceOnset row = ScalingMeasurement.Emergence(Curves(400, noise, x), new() { Threshold = level, Crossing = rule }).Single();
        double exact = Math.Log(99 * level / (1 - level)) / (2 * Rate);
        return (Math.Log10(row.Onset!.Value / exact), row.OnsetDeviation!.Value / Math.Sqrt(row.RunsCrossed), row.RunsCrossed);
    }

    // The noise of a strength measured on few samples: with 20 observations at 0.01 … 0.05 before the transition one of them is soon above 0.2.
    [Theory]
    [InlineData(0.2, 0.1, 0.3)]
    [InlineData(0.2, 0.03, 0.01)]
    [InlineData(0.5, 0.1, 0.03)]
    public void First_crossings_of_noisy_curves_are_early_and_those_of_the_monotone_curve_are_not(double level, double noise, double early)
    {
        double[] linear = [.. Enumerable.Range(1, 200).Select(i => 2.0 * i)]; // as training records: every so many steps
        var first = Bias(CrossingRule.First, level, noise, linear);
        var monotone = Bias(CrossingRule.Monotone, level, noise, linear);
        Assert.True(first.Bias < -early, $"first crossings: {first}");
        // log10 x of the crossing is a bent function of y, so noise leaves a bias of second order: below 1/20 of that of the first crossing.
        Assert.True(Math.Abs(monotone.Bias) < early / 20 + 3 * monotone.Error, $"monotone: {monotone}");
        Assert.Equal(400, monotone.Crossed); // no run is lost to a first value above the level
    }

    [Fact]
    public void More_observations_make_the_first_crossing_worse_and_the_monotone_one_better()
    {
        (double First, double Monotone) few = Both(100), many = Both(800);
        Assert.True(Math.Abs(many.First) > 1.2 * Math.Abs(few.First));
        Assert.True(Math.Abs(many.Monotone) < Math.Abs(few.Monotone));

        static (double, double) Both(int count)
        {
            double[] x = LogSpace.Values(1, 1e4, count);
            return (Bias(CrossingRule.First, 0.05, 0.03, x).Bias, Bias(CrossingRule.Monotone, 0.05, 0.03, x).Bias);
        }
    }

    [Fact]
    public void A_curve_that_increases_crosses_where_it_crosses_first()
    {
        double[] x = LogSpace.Values(0.1, 1e4, 400);
        EmergenceOnset first = ScalingMeasurement.Emergence(Curves(1, 0, x), new()).Single();
        Assert.Equal(first with { Crossing = CrossingRule.Monotone }, ScalingMeasurement.Emergence(Curves(1, 0, x), new() { Crossing = CrossingRule.Monotone }).Single());
    }

    [Fact]
    public void One_high_value_is_not_an_emergence()
    {
        static MeasurementRecord Row(double x, double y) => new([new("Time", x), new("RelativeStrength", y)]);
        MeasurementRecord[] rows = [Row(1, 0), Row(10, 0.6), Row(100, 0), Row(1000, 0), Row(1e4, 0.8)];
        EmergenceOnset Measure(CrossingRule rule) => ScalingMeasurement.Emergence(rows, new() { Threshold = 0.5, Crossing = rule }).Single();
        Assert.Equal(Math.Pow(10, 0.5 / 0.6), Measure(CrossingRule.First).Onset!.Value, 1e-12);
        // 0.6, 0, 0 become 0.2 each: from (1000, 0.2) to (10^4, 0.8)
        Assert.Equal(Math.Pow(10, 3.5), Measure(CrossingRule.Monotone).Onset!.Value, 1e-9);
    }

    // Repeated x count as often as they were measured.
    [Fact]
    public void Observations_at_one_x_have_a_weight_each()
    {
        static MeasurementRecord Row(double x, double y) => new([new("Time", x), new("RelativeStrength", y)]);
        MeasurementRecord[] rows = [Row(1, 0), Row(10, 0.9), Row(100, 0), Row(100, 0), Row(1000, 1)];
        // 0.9, 0, 0 become 0.3 (with equal weights 0.45): from (100, 0.3) to (1000, 1) at 0.65
        Assert.Equal(Math.Pow(10, 2.5), ScalingMeasurement.Emergence(rows, new() { Threshold = 0.65, Crossing = CrossingRule.Monotone }).Single().Onset!.Value, 1e-9);
    }
}
