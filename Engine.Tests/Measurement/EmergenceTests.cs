using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Measurement;

public class EmergenceTests
{
    // R/S = 1/(1 + 99 e^{-2x P}) crosses θ at x = ln(99 θ/(1-θ))/(2P)
    private static IEnumerable<MeasurementRecord> Curve(double rate, string run, int skill = 1, int count = 400, double start = 0.1, double end = 1e4) =>
        Enumerable.Range(0, count).Select(i => start * Math.Pow(end / start, i / (count - 1.0))).Select(x => new MeasurementRecord(
        [
            new("Skill", skill), new("Run", run), new("Time", x), new("RelativeStrength", 1 / (1 + 99 * Math.Exp(-2 * x * rate))),
        ]));

    private static double Exact(double level, double rate) => Math.Log(99 * level / (1 - level)) / (2 * rate);

    [Fact]
    public void Crossings_of_the_sigmoid_are_where_its_formula_puts_them()
    {
        EmergenceOnset row = ScalingMeasurement.Emergence(Curve(0.02, "run-1"), new EmergenceOptions { Threshold = 0.05 }).Single();
        Assert.Equal(EmergenceOutcome.Crossed, row.Outcome);
        Assert.Equal(1, row.Onset!.Value / Exact(0.05, 0.02), 1e-3);
        Assert.Equal(1, row.Saturation!.Value / Exact(0.95, 0.02), 1e-3);
        Assert.Equal(1, row.TenPercent!.Value / Exact(0.1, 0.02), 1e-3);
        Assert.Equal(1, row.FiftyPercent!.Value / Exact(0.5, 0.02), 1e-3);
        Assert.Equal(1, row.NinetyPercent!.Value / Exact(0.9, 0.02), 1e-3);
        Assert.Equal(Math.Log10(Exact(0.95, 0.02) / Exact(0.05, 0.02)), row.WidthDecades!.Value, 1e-3);
        Assert.Null(row.OnsetDeviation);
        Assert.Equal(1, row.Skill);
    }

    [Fact]
    public void Interpolation_is_linear_in_log_x()
    {
        Assert.Equal(10, ThresholdCrossing.First([1, 100], [0, 1], 0.5, out _)!.Value, 1e-12);
        Assert.Equal(100, ThresholdCrossing.First([1, 100, 1000], [0, 0.5, 0], 0.5, out _)!.Value, 1e-12);
        Assert.Null(ThresholdCrossing.First([1, 100], [0, 0.4], 0.5, out bool fromStart));
        Assert.False(fromStart);
        Assert.Null(ThresholdCrossing.First([1, 100], [0.6, 0.4], 0.5, out fromStart));
        Assert.True(fromStart);
    }

    [Fact]
    public void Runs_give_a_geometric_mean_and_its_deviation()
    {
        EmergenceOnset row = ScalingMeasurement.Emergence(
            Curve(0.01, "run-1").Concat(Curve(0.04, "run-2")), new EmergenceOptions { Threshold = 0.5 }).Single();
        Assert.Equal((2, 2), (row.Runs, row.RunsCrossed));
        Assert.Equal(1, row.Onset!.Value / Exact(0.5, 0.02), 1e-3);
        // log10 positions ± log10 2: standard deviation √2 log10 2
        Assert.Equal(Math.Sqrt(2) * Math.Log10(2), row.OnsetDeviation!.Value, 1e-3);
        Assert.Equal(row.Onset.Value * Math.Pow(10, row.OnsetDeviation.Value), row.OnsetHigh!.Value, 1e-9);
    }

    [Fact]
    public void Skills_have_rows_of_their_own_and_outcomes_are_typed()
    {
        MeasurementRecord[] records =
        [
            .. Curve(0.02, "run-1", 2), .. Curve(1e-6, "run-1", 3), .. Curve(0.02, "run-1", 1, start: 1e3),
            .. Curve(0.02, "run-1", 4), .. Curve(1e-6, "run-2", 4), .. Curve(0.02, "run-1", 5, count: 2).Take(1),
        ];
        EmergenceOnset[] rows = [.. ScalingMeasurement.Emergence(records, new EmergenceOptions { Threshold = 0.5 })];
        Assert.Equal([1L, 2, 3, 4, 5], rows.Select(r => r.Skill!.Value));
        Assert.Equal(
            [EmergenceOutcome.AboveFromStart, EmergenceOutcome.Crossed, EmergenceOutcome.NeverCrossed, EmergenceOutcome.PartlyCrossed, EmergenceOutcome.TooFewPoints],
            rows.Select(r => r.Outcome));
        Assert.Null(rows[2].Onset);
        Assert.Equal((2, 1), (rows[3].Runs, rows[3].RunsCrossed));
        Assert.All(rows, r => Assert.Equal(r.Outcome == EmergenceOutcome.Crossed, r.Advice.Length == 0));
    }

    [Fact]
    public void Advice_tells_runs_that_start_above_from_runs_that_never_cross()
    {
        var options = new EmergenceOptions { Threshold = 0.5 };
        EmergenceOnset above = ScalingMeasurement.Emergence(Curve(0.02, "run-1").Concat(Curve(0.02, "run-2", start: 1e3)), options).Single();
        EmergenceOnset never = ScalingMeasurement.Emergence(Curve(0.02, "run-1").Concat(Curve(1e-6, "run-2")), options).Single();
        Assert.Equal((EmergenceOutcome.PartlyCrossed, EmergenceOutcome.PartlyCrossed), (above.Outcome, never.Outcome));
        Assert.Contains("smaller x", above.Advice, StringComparison.Ordinal);
        Assert.Contains("larger x", never.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_zero_is_left_out_and_counted_and_order_does_not_matter()
    {
        MeasurementRecord[] records =
        [
            .. Curve(0.02, "run-1").Reverse(),
            new([new("Skill", 1), new("Run", "run-1"), new("Time", 0.0), new("RelativeStrength", 0.01)]),
        ];
        EmergenceOnset row = ScalingMeasurement.Emergence(records, new EmergenceOptions { Threshold = 0.5 }).Single();
        Assert.Equal(1, row.Excluded);
        Assert.Equal(1, row.Onset!.Value / Exact(0.5, 0.02), 1e-3);
    }

    // Along D every (seed, D) is a data set, and so a run, of its own: the curve over D belongs to the seed.
    [Fact]
    public void Along_data_a_curve_belongs_to_a_seed()
    {
        EmergenceOnset onset = ScalingMeasurement.Emergence(
            MultilinearTraining.RunPerSkill(new()
            {
                Alphas = [0.6], SkillCount = 5, SampleCounts = [1, 2, 4, 8, 16, 32, 64, 128], Seeds = [1, 2, 3, 4], Times = [null], ReportedSkills = [5],
            }).Select(MeasurementRecord.From), new() { X = "Samples", Threshold = 0.5 }).Single();
        Assert.Equal(4, onset.Runs);
        Assert.Equal(EmergenceOutcome.Crossed, onset.Outcome);
        Assert.InRange(onset.Onset!.Value, 2, 128); // seen once: D of the order of 1/P_s(5) = 20
    }
}
