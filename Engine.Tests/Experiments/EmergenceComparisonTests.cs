using ScalingTools.Experiments;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Experiments;

public class EmergenceComparisonTests
{
    private static EmergenceComparison[] Compare(IEnumerable<SkillStrength> rows, EmergenceComparisonOptions options) =>
        [.. EmergenceComparisons.Run(rows.Select(MeasurementRecord.From), options)];

    private static IEnumerable<SkillStrength> Predicted(EmergenceResource resource, double constant, double[] values) =>
        EmergencePrediction.Run(new() { Resource = resource, Constant = constant, Values = values });

    public static TheoryData<EmergenceResource, double, double, double[]> Selves => new()
    {
        { EmergenceResource.Time, 1.0 / 22, 0.05, [0, .. LogSpace.Values(10, 1e5, 2000)] },
        { EmergenceResource.Time, 0.3, 0.9, LogSpace.Values(1, 1e5, 2000) },
        { EmergenceResource.Data, 20, 0.5, [.. Enumerable.Range(1, 1200).Select(d => (double)d)] },
        { EmergenceResource.Parameters, 4, 0.5, [.. Enumerable.Range(1, 24).Select(n => (double)n)] },
        { EmergenceResource.Parameters, 4.7, 0.3, [.. Enumerable.Range(1, 24).Select(n => (double)n)] },
    };

    // Every D and N is there, so that measured and predicted crossing are interpolated between the same two; over T the interpolation has an error of
    // second order in the step of log T, here below 1e-5 decades.
    [Theory]
    [MemberData(nameof(Selves))]
    public void A_prediction_compared_with_itself_has_no_error_and_no_difference(EmergenceResource resource, double constant, double threshold, double[] values)
    {
        EmergenceComparison[] rows = Compare(Predicted(resource, constant, values), new() { Resource = resource, Constant = constant, Threshold = threshold });
        Assert.Equal([1L, 2, 3, 4, 5], rows.Select(row => row.Skill));
        Assert.All(rows, row =>
        {
            Assert.Equal(EmergenceOutcome.Crossed, row.Outcome);
            Assert.Equal((0, 0, 0, 0), (row.RootMeanSquareError, row.MeanCurveError, row.MeanError, row.LargestError));
            Assert.Equal(0, row.DifferenceDecades!.Value, resource == EmergenceResource.Time ? 1e-5 : 1e-12);
            Assert.Null(row.StandardDeviations);
            Assert.Equal((1, 1, values.Length, 0, ""), (row.Runs, row.RunsCrossed, row.Count, row.Excluded, row.Advice));
            Assert.Equal(resource == EmergenceResource.Time, row.TargetScale is not null && row.InitialStrength is not null && row.LearningRate is not null);
        });
    }

    // R(T) depends on cT alone: half the constant, twice the time.
    [Fact]
    public void A_constant_half_as_large_is_a_shift_by_log_2()
    {
        foreach (EmergenceComparison row in Compare(Predicted(EmergenceResource.Time, 0.1, LogSpace.Values(1, 1e5, 3000)), new() { Constant = 0.2 }))
        {
            Assert.Equal(Math.Log10(2), row.DifferenceDecades!.Value, 1e-5);
            Assert.True(row.MeanError < 0); // learnt later than predicted
        }
    }

    [Fact]
    public void Runs_scattered_in_rate_have_their_standard_deviation_and_the_difference_in_units_of_it()
    {
        const double scatter = 0.05, shift = -0.1; // in log10 of the rate
        const int runs = 100;
        double[] times = LogSpace.Values(10, 1e4, 250);
        var random = new RandomStream(8);
        double[] rates = [.. Enumerable.Range(0, runs).Select(_ => 0.1 * Math.Pow(10, shift + scatter * random.NextGaussian()))];
        IEnumerable<SkillStrength> rows = rates.SelectMany((c, i) => EmergencePrediction.Run(new() { Constant = c, Values = times, ReportedSkills = [1, 5] }).Select(row => row with { Run = $"run-{i}" }));
        double[] logs = [.. rates.Select(c => -Math.Log10(c))];
        double mean = logs.Average(), deviation = Math.Sqrt(logs.Sum(x => (x - mean) * (x - mean)) / (runs - 1));
        foreach (EmergenceComparison row in Compare(rows, new() { Constant = 0.1, Threshold = 0.2 }))
        {
            // to the interpolation error of 83 times in a decade, and the drawn scatter to 0.05 within three times the 7 % of 100 runs
            Assert.Equal(deviation, row.MeasuredDeviation!.Value, 1e-4);
            Assert.Equal(scatter, row.MeasuredDeviation.Value, 3 * scatter / Math.Sqrt(2 * (runs - 1)));
            Assert.Equal(mean - 1, row.DifferenceDecades!.Value, 2e-4);
            Assert.Equal((mean - 1) / deviation, row.StandardDeviations!.Value, 0.01);
            Assert.Equal(row.MeasuredOnset!.Value / Math.Pow(10, deviation), row.MeasuredLow!.Value, 1e-3 * row.MeasuredLow.Value);
            Assert.Equal(row.MeasuredOnset.Value * Math.Pow(10, deviation), row.MeasuredHigh!.Value, 1e-3 * row.MeasuredHigh.Value);
            Assert.Equal((runs, runs, runs * times.Length), (row.Runs, row.RunsCrossed, row.Count));
        }
    }

    [Fact]
    public void Errors_are_over_all_observations_and_of_the_mean_curve()
    {
        double[] times = LogSpace.Values(10, 1e4, 30);
        // run 1 is 0.1 above, run 2 0.06 below: 0.02 in the mean
        IEnumerable<SkillStrength> Run(string run, double shift) =>
            Predicted(EmergenceResource.Time, 0.1, times).Select(row => row with { Run = run, RelativeStrength = row.RelativeStrength + shift });
        Assert.All(Compare(Run("run-1", 0.1).Concat(Run("run-2", -0.06)), new() { Constant = 0.1, Threshold = 0.5 }), row =>
        {
            Assert.Equal(Math.Sqrt((0.1 * 0.1 + 0.06 * 0.06) / 2), row.RootMeanSquareError, 1e-12);
            Assert.Equal(0.02, row.MeanCurveError, 1e-12);
            Assert.Equal(0.02, row.MeanError, 1e-12);
            Assert.Equal(0.1, row.LargestError, 1e-12);
            Assert.Equal(60, row.Count);
        });
    }

    // One-shot learning: the trained multilinear model has R_k = S where d_k > 0, and its start where d_k = 0.
    [Fact]
    public void A_data_set_is_compared_with_its_own_counts_or_with_the_mean()
    {
        var training = new MultilinearOptions
        {
            SkillCount = 5, SampleCounts = [2, 4, 8, 16, 32, 64, 128], Seeds = [.. Enumerable.Range(1, 40).Select(i => (long)i)], Times = [null], InitialStrength = 1e-9,
        };
        SkillStrength[] rows = [.. MultilinearTraining.RunPerSkill(training)];
        EmergenceComparisonOptions options = new() { Resource = EmergenceResource.Data, Constant = 1 };
        Assert.All(Compare(rows, options), row => Assert.True(row.RootMeanSquareError < 1e-8));
        EmergenceComparison[] mean = Compare(rows, options with { Data = MultilinearDataMode.Expected });
        Assert.All(mean, row =>
        {
            double p = row.Frequency!.Value;
            // the scatter of a coin that is 1 with probability 1 - (1-P)^D
            double variance = training.SampleCounts.Average(d => Math.Pow(1 - p, d!.Value) * (1 - Math.Pow(1 - p, d.Value)));
            Assert.Equal(Math.Sqrt(variance), row.RootMeanSquareError, 0.05);
            Assert.True(row.MeanCurveError < 3 * Math.Sqrt(variance / 40)); // 40 data sets of each size
            Assert.Equal(40, row.Runs); // a seed is a curve over D
        });
        // Rows without counts are compared with the mean.
        Assert.Equal(mean, Compare(rows.Select(row => row with { Observations = null }), options));
    }

    [Fact]
    public void Data_and_parameters_count_at_the_end_of_training()
    {
        double[] values = [20, 40, 80, 160, 320];
        SkillStrength[] end = [.. Predicted(EmergenceResource.Data, 20, values).Select(row => row with { Time = 1000 })];
        IEnumerable<SkillStrength> early = end.Select(row => row with { Time = 10, RelativeStrength = 0 });
        EmergenceComparisonOptions options = new() { Resource = EmergenceResource.Data, Constant = 20 };
        Assert.Equal(Compare(end, options), Compare(early.Concat(end), options));
        Assert.All(Compare(end.Concat(early), options), row => Assert.Equal(0, row.RootMeanSquareError));
        // T = ∞ is later than any.
        Assert.All(Compare(early.Concat(end.Select(row => row with { Time = null })), options), row => Assert.Equal(0, row.RootMeanSquareError));
        // So does a calibration: of runs of 1000 and of 10 steps.
        CalibrationOptions calibration = new() { Run = new() { Resource = EmergenceResource.Data } };
        Assert.All(Calibration.Run(early.Concat(end).Select(MeasurementRecord.From), calibration), row => Assert.Equal(1, row.Constant / 20, 1e-4));
        // But every time that is asked for counts on its own.
        Assert.Equal(10, Compare(early.Concat(end), options with { GroupBy = ["Time"] }).Length);
    }

    [Fact]
    public void A_calibration_brings_its_constant_and_its_error()
    {
        EmergenceCalibration Calibrated(double constant, double error, string group = "") => new()
        {
            Resource = EmergenceResource.Time, Skill = 1, Frequency = 1, Constant = constant, StandardError = error, RootMeanSquareError = 0, Count = 9,
            Outcome = EmergenceCalibrationOutcome.Converged, Group = group,
        };
        double[] times = LogSpace.Values(1, 1e5, 100);
        SkillStrength[] rows = [.. Predicted(EmergenceResource.Time, 0.1, times)];
        foreach (EmergenceComparison row in Compare(rows, new() { Calibrations = [Calibrated(0.1, 0.02)] }))
        {
            Assert.Equal((0.1, 0.02), (row.Constant, row.ConstantError));
            // T ∝ 1/c
            Assert.Equal(row.PredictedOnset!.Value * 0.1 / 0.12, row.PredictedLow!.Value, 1e-9 * row.PredictedLow.Value);
            Assert.Equal(row.PredictedOnset.Value * 0.1 / 0.08, row.PredictedHigh!.Value, 1e-9 * row.PredictedHigh.Value);
        }
        // An error above the constant leaves no late end.
        Assert.All(Compare(rows, new() { Calibrations = [Calibrated(0.1, 0.2)] }), row => Assert.True(row.PredictedLow < row.PredictedOnset && row.PredictedHigh is null));
        // Several: mean and standard error of the mean, s/√n = 0.02/√3.
        EmergenceComparison several = Compare(rows, new() { Calibrations = [Calibrated(0.08, 1), Calibrated(0.1, 1), Calibrated(0.12, 1)] })[0];
        Assert.Equal(0.1, several.Constant, 1e-12);
        Assert.Equal(0.02 / Math.Sqrt(3), several.ConstantError!.Value, 1e-12);
        // A group has its own.
        EmergenceComparison[] grouped = [.. EmergenceComparisons.Run(
            rows.Concat(rows.Select(row => row with { Alpha = 0.9 })).Select(MeasurementRecord.From),
            new() { GroupBy = ["Alpha"], Calibrations = [Calibrated(0.1, 0.01, "Alpha=0.6"), Calibrated(0.3, 0.01, "Alpha=0.9")] })];
        Assert.Equal(["Alpha=0.6", "Alpha=0.9"], grouped.Select(row => row.Group).Distinct());
        Assert.All(grouped, row => Assert.Equal(row.Group == "Alpha=0.6" ? 0.1 : 0.3, row.Constant));
    }

    [Theory]
    [InlineData(EmergenceResource.Data, 20, 15, 25)]
    [InlineData(EmergenceResource.Parameters, 4, 3, 5)]
    public void A_larger_count_per_skill_is_later(EmergenceResource resource, double constant, double smaller, double larger)
    {
        double[] values = [.. Enumerable.Range(1, 300).Select(x => (double)x)];
        EmergenceComparison With(double c, double? error) => Compare(Predicted(resource, constant, values), new()
        {
            Resource = resource,
            Calibrations = [new() { Resource = resource, Skill = 1, Frequency = 1, Constant = c, StandardError = error, RootMeanSquareError = 0, Count = 9, Outcome = EmergenceCalibrationOutcome.Converged }],
        })[2];
        EmergenceComparison row = With(constant, larger - constant);
        Assert.Equal((With(smaller, null).PredictedOnset, With(larger, null).PredictedOnset), (row.PredictedLow, row.PredictedHigh));
        Assert.True(row.PredictedLow < row.PredictedOnset && row.PredictedOnset < row.PredictedHigh);
    }

    [Fact]
    public void Skills_that_never_emerge_have_no_onset_and_advice_that_says_what_the_model_expects()
    {
        SkillStrength[] rows = [.. Predicted(EmergenceResource.Time, 0.1, LogSpace.Values(1, 200, 50))];
        EmergenceComparison[] found = Compare(rows.Select(row => row.Skill == 2 ? row with { RelativeStrength = 0 } : row), new() { Constant = 0.1 });
        Assert.Equal(EmergenceOutcome.Crossed, found[0].Outcome);
        Assert.All(found[1..], row =>
        {
            Assert.Equal(EmergenceOutcome.NeverCrossed, row.Outcome);
            Assert.Null(row.MeasuredOnset ?? row.DifferenceDecades ?? row.StandardDeviations ?? row.MeasuredLow ?? row.MeasuredHigh);
            Assert.True(row.PredictedOnset > 0);
            Assert.Contains(row.Skill == 2 ? "inside the data" : "beyond the data", row.Advice, StringComparison.Ordinal);
        });
        Assert.True(found[1].RootMeanSquareError > 0);
    }

    [Fact]
    public void A_model_without_an_onset_says_why()
    {
        SkillStrength[] rows = [.. Predicted(EmergenceResource.Time, 0.1, LogSpace.Values(1, 1e4, 50))];
        EmergenceComparison start = Compare(rows, new() { Constant = 0.1, Threshold = 0.01 })[0];
        Assert.Null(start.PredictedOnset ?? start.DifferenceDecades);
        Assert.Contains("raise the threshold", start.Advice, StringComparison.Ordinal);
        // A skill of frequency 0 in the task, and one that no countable data set shows.
        EmergenceComparison never = EmergenceComparisons.Run(rows.Where(row => row.Skill == 2).Select(row => new MeasurementRecord(
            [new("Time", row.Time), new("Skill", 2), new("RelativeStrength", 0.01)])), new() { Skills = new WeightedSkills([1, 0]) }).Single();
        Assert.Null(never.PredictedOnset ?? never.DifferenceDecades);
        Assert.Contains("too rare", never.Advice, StringComparison.Ordinal);
        EmergenceComparison rare = Compare(Predicted(EmergenceResource.Data, 1, [1, 2]).Select(row => row with { Frequency = 1e-17 }), new() { Resource = EmergenceResource.Data })[0];
        Assert.Null(rare.PredictedOnset ?? rare.DifferenceDecades);
        Assert.Contains("too rare", rare.Advice, StringComparison.Ordinal);
        EmergenceComparison before = Compare(rows.Where(row => row.Time > 1000), new() { Constant = 0.1 })[0];
        Assert.Equal(EmergenceOutcome.AboveFromStart, before.Outcome);
        Assert.Contains("before the data", before.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_threshold_is_that_of_the_resource()
    {
        double Threshold(EmergenceResource resource) => Compare(Predicted(resource, 2, [1, 2, 3]), new() { Resource = resource, Constant = 2 })[0].Threshold;
        Assert.Equal([0.05, 0.5, 0.5], Enum.GetValues<EmergenceResource>().Select(Threshold));
        Assert.Equal(CrossingRule.Monotone, new EmergenceComparisonOptions().Crossing);
        Assert.Equal(1.0 / 22, Compare(Predicted(EmergenceResource.Time, 2, [1, 2, 3]), new())[0].Constant);
    }

    [Fact]
    public void A_csv_file_gives_the_same_rows()
    {
        string path = Path.Combine(Path.GetTempPath(), $"comparison-{Guid.NewGuid():N}.csv");
        try
        {
            SkillStrength[] rows = [.. MultilinearTraining.RunPerSkill(new()
            {
                SkillCount = 5, TargetScale = 5, SampleCounts = [10, 100, 1000], Seeds = [1, 2, 3], Times = [1, 10, 100, 1000, 10_000],
            })];
            CsvTable.Write(path, rows);
            string[][] lines = [.. File.ReadLines(path).Select(line => line.Split(','))];
            MeasurementRecord[] back = [.. lines.Skip(1).Select(line => new MeasurementRecord(lines[0].Zip(line, (name, text) => KeyValuePair.Create<string, object?>(name, text))))];
            foreach (EmergenceResource resource in new[] { EmergenceResource.Time, EmergenceResource.Data })
            {
                EmergenceComparisonOptions options = new() { Resource = resource, Constant = 1, GroupBy = resource == EmergenceResource.Time ? ["Samples"] : [] };
                EmergenceComparison[] direct = Compare(rows, options);
                Assert.Equal(resource == EmergenceResource.Time ? 15 : 5, direct.Length);
                Assert.Equal(direct, EmergenceComparisons.Run(back, options));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    // A table from elsewhere: names of its own, and nothing said of the run.
    [Fact]
    public void A_plain_table_is_told_of_by_the_options()
    {
        SkillStrength[] rows = [.. EmergencePrediction.Run(new() { Constant = 0.2, TargetScale = 2, InitialStrength = 0.1, LearningRate = 0.3, Values = LogSpace.Values(1, 1e4, 500) })];
        MeasurementRecord[] table = [.. rows.Select(row => new MeasurementRecord([new("steps", row.Time), new("mode", row.Skill), new("r", row.RelativeStrength)]))];
        EmergenceComparisonOptions options = new() { X = "Steps", Y = "R", SkillColumn = "Mode", Constant = 0.2, TargetScale = 2, InitialStrength = 0.1, LearningRate = 0.3, Threshold = 0.5 };
        EmergenceComparison[] found = [.. EmergenceComparisons.Run(table, options with { Skills = new ZipfSkills(0.6, 5) })];
        Assert.Equal([1L, 2, 3, 4, 5], found.Select(row => row.Skill));
        Assert.All(found, row => Assert.Equal(0, row.RootMeanSquareError, 1e-15));
        // One skill, its frequency by number; without a column of the skill it is the first.
        MeasurementRecord[] one = [.. rows.Where(row => row.Skill == 1).Select(row => new MeasurementRecord([new("steps", row.Time), new("r", row.RelativeStrength)]))];
        EmergenceComparison single = EmergenceComparisons.Run(one, options with { Frequency = rows[0].Frequency }).Single();
        Assert.Equal((1L, 0.0), (single.Skill, single.RootMeanSquareError));
        Assert.Equal(ScalingError.InconsistentInput, Refused(table, options with { Frequency = 0.5 }));
        Assert.Equal(ScalingError.PropertyNotFound, Refused(table, options));
        // Parameters needs no frequency.
        MeasurementRecord[] widths = [.. Predicted(EmergenceResource.Parameters, 4, [1, 2, 3, 4, 5, 6]).Select(row => new MeasurementRecord([new("Width", row.Parameters), new("Skill", row.Skill), new("RelativeStrength", row.RelativeStrength)]))];
        Assert.All(EmergenceComparisons.Run(widths, new() { Resource = EmergenceResource.Parameters, X = "Width" }), row => Assert.Equal((null, 0.0), (row.Frequency, row.RootMeanSquareError)));
    }

    private static ScalingError Refused(IEnumerable<MeasurementRecord> rows, EmergenceComparisonOptions options) =>
        Assert.Throws<ScalingException>(() => EmergenceComparisons.Run(rows, options).ToList()).Error;

    [Fact]
    public void Bad_tables_and_options_are_refused_by_name()
    {
        MeasurementRecord[] good = [.. Predicted(EmergenceResource.Time, 1, [1, 10, 100]).Select(MeasurementRecord.From)];
        EmergenceCalibration calibration = new()
        {
            Resource = EmergenceResource.Data, Skill = 1, Frequency = 1, Constant = 800, RootMeanSquareError = 0, Count = 9, Outcome = EmergenceCalibrationOutcome.AtBoundary,
        };
        Assert.Equal(ScalingError.EmptyPipeline, Refused([], new()));
        Assert.Equal(ScalingError.PropertyNotFound, Refused(good, new() { X = "Steps" }));
        Assert.Equal(ScalingError.PropertyNotFound, Refused(good, new() { Y = "Strengths" }));
        Assert.Equal(ScalingError.PropertyNotFound, Refused(good, new() { GroupBy = ["Width"] }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(good, new() { Constant = 0 }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(good, new() { Threshold = 1 }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(good, new() { Threshold = double.NaN }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(good, new() { Frequency = 2 }));
        Assert.Equal(ScalingError.InconsistentInput, Refused(good, new() { Constant = 1, Calibrations = [calibration] }));
        Assert.Equal(ScalingError.InconsistentInput, Refused(good, new() { Calibrations = [calibration] }));
        Assert.Equal(ScalingError.NotIdentifiable, Refused(good, new() { Calibrations = [calibration with { Resource = EmergenceResource.Time }] }));
        Assert.Equal(ScalingError.InconsistentInput, Refused(
            [.. good, .. Predicted(EmergenceResource.Time, 1, [1]).Select(row => MeasurementRecord.From(row with { LearningRate = 1 }))], new()));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(Predicted(EmergenceResource.Time, 1, [1, 10]).Select(row => MeasurementRecord.From(row with { Frequency = 2 })), new()));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(
            [new([new("Samples", 1.5), new("RelativeStrength", 0.5), new("Frequency", 1.0)])], new() { Resource = EmergenceResource.Data }));
    }

    [Fact]
    public void What_is_not_a_number_is_left_out_and_told()
    {
        List<ExcludedValue> told = [];
        SkillStrength[] rows = [.. Predicted(EmergenceResource.Time, 0.1, [10, 100, 1000, double.PositiveInfinity])];
        EmergenceComparison[] found = [.. EmergenceComparisons.Run(rows.Select(MeasurementRecord.From), new() { Constant = 0.1 }, told.Add)];
        Assert.All(found, row => Assert.Equal((3, 5), (row.Count, row.Excluded))); // T = ∞ has no place on the axis, for five skills
        Assert.Equal(5, told.Count);
        Assert.All(told, value => Assert.Equal("Time", value.Column));
    }
}
