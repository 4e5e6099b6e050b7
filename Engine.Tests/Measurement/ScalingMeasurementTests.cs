using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class ScalingMeasurementTests
{
    private static MeasurementRecord Record(params (string Name, object? Value)[] values) =>
        new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    private static IEnumerable<MeasurementRecord> PowerLaw(double p, double alpha, object? theory = null) =>
        Enumerable.Range(0, 12).Select(i => Record(
            ("Alpha", alpha), ("Time", Math.Pow(2, i)), ("Loss", Math.Pow(2, -p * i)), ("TimeExponent", theory ?? p)));

    [Fact]
    public void Groups_are_fitted_one_by_one_in_the_order_of_appearance()
    {
        ScalingExponent[] rows =
        [
            .. ScalingMeasurement.Exponents(PowerLaw(0.5, 0.6).Concat(PowerLaw(0.25, 0.3)), new FitOptions { GroupBy = ["alpha"] }),
        ];
        Assert.Equal(["alpha=0.6", "alpha=0.3"], rows.Select(r => r.Group));
        Assert.Equal(0.5, rows[0].Exponent!.Value, 1e-12);
        Assert.Equal(0.25, rows[1].Exponent!.Value, 1e-12);
        Assert.Equal(0.25, rows[1].TheoryExponent!.Value);
        Assert.Equal(Math.Log10(2048), rows[1].Decades!.Value, 1e-12);
    }

    [Fact]
    public void Theory_stands_beside_the_measurement_in_standard_errors()
    {
        double[] noise = [0.01, -0.02, 0.015, 0.005, -0.01, 0.0, 0.02, -0.015, 0.01, -0.005, 0.012, -0.022];
        MeasurementRecord[] records =
        [
            .. Enumerable.Range(0, 12).Select(i => Record(
                ("Time", Math.Pow(2, i)), ("Loss", Math.Pow(2, -0.5 * i) * Math.Exp(noise[i])), ("TheoryExponent", "0.4"))),
        ];
        ScalingExponent row = ScalingMeasurement.Exponents(records, new FitOptions()).Single();
        Assert.Equal(0.4, row.TheoryExponent);
        Assert.Equal((row.Exponent - 0.4) / row.StandardError, row.Deviation);
        Assert.True(row.Deviation > 10);
    }

    [Fact]
    public void Different_theories_in_one_group_are_no_theory_and_say_so()
    {
        ScalingExponent row = ScalingMeasurement.Exponents(PowerLaw(0.5, 0.6).Concat(PowerLaw(0.25, 0.3)), new FitOptions()).Single();
        Assert.Null(row.TheoryExponent);
        Assert.Contains("different theory exponents", row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_a_csv_is_measured_and_bad_cells_are_counted_and_reported()
    {
        MeasurementRecord[] records =
        [
            Record(("Time", "1"), ("Loss", "1.0")), Record(("Time", "10"), ("Loss", "0.1")), Record(("Time", "100"), ("Loss", "1e-2")),
            Record(("Time", "abc"), ("Loss", "1")), Record(("Time", "5"), ("Loss", "NaN")), Record(("Time", "0"), ("Loss", "1")),
            Record(("Time", "5"), ("Loss", "-1")), Record(("Time", "5")), Record(("Time", null), ("Loss", "1")), Record(("Time", "1,5"), ("Loss", "1")),
        ];
        List<ExcludedValue> excluded = [];
        ScalingExponent row = ScalingMeasurement.Exponents(records, new FitOptions(), excluded.Add).Single();
        Assert.Equal(1, row.Exponent!.Value, 1e-14);
        Assert.Equal((3, 7), (row.Count, row.Excluded));
        Assert.Equal(
            [ScalingError.NotNumeric, ScalingError.NotFinite, ScalingError.NotPositive, ScalingError.NotPositive,
             ScalingError.PropertyNotFound, ScalingError.NotNumeric, ScalingError.NotNumeric],
            excluded.Select(e => e.Error));
        Assert.Equal(["Time", "Loss", "Time", "Loss", "Loss", "Time", "Time"], excluded.Select(e => e.Column));
        Assert.Equal(4, excluded[0].Record);
        Assert.Equal("Time of record 9 is empty: left out.", excluded[5].Message);
        Assert.Equal("Time of record 4 is 'abc', not a number: left out.", excluded[0].Message);
    }

    [Fact]
    public void A_group_with_too_few_observations_does_not_lose_the_others()
    {
        MeasurementRecord[] records = [.. PowerLaw(0.5, 0.6), Record(("Alpha", 1), ("Time", 1), ("Loss", 1)), Record(("Alpha", 2), ("Time", "x"), ("Loss", 1))];
        ScalingExponent[] rows = [.. ScalingMeasurement.Exponents(records, new FitOptions { GroupBy = ["Alpha"] })];
        Assert.Equal([FitOutcome.Converged, FitOutcome.TooFewPoints, FitOutcome.TooFewPoints], rows.Select(r => r.Outcome));
        Assert.Null(rows[1].Exponent);
        Assert.Equal((0, 1), (rows[2].Count, rows[2].Excluded));
        Assert.NotEmpty(rows[1].Advice);
    }

    [Fact]
    public void Objects_are_records_by_their_properties()
    {
        var rows = Enumerable.Range(1, 9).Select(i => new { Tokens = i * 100L, Loss = (decimal)(1.0 / i) });
        ScalingExponent row = ScalingMeasurement.Exponents(rows.Select(MeasurementRecord.From), new FitOptions { X = "tokens" }).Single();
        Assert.Equal(1, row.Exponent!.Value, 1e-12);
        Assert.Equal(100, row.Prefactor!.Value, 1e-9);
    }

    [Fact]
    public void Missing_columns_no_records_and_contradictions_are_named_errors()
    {
        ScalingError Error(IEnumerable<MeasurementRecord> records, FitOptions options) =>
            Assert.Throws<ScalingException>(() => ScalingMeasurement.Exponents(records, options).ToArray()).Error;
        Assert.Equal(ScalingError.EmptyPipeline, Error([], new FitOptions()));
        Assert.Equal(ScalingError.PropertyNotFound, Error(PowerLaw(0.5, 1), new FitOptions { X = "Epoch" }));
        Assert.Equal(ScalingError.PropertyNotFound, Error(PowerLaw(0.5, 1), new FitOptions { GroupBy = ["Width"] }));
        Assert.Equal(ScalingError.InconsistentInput, Error(PowerLaw(0.5, 1), new FitOptions { XMin = 5, XMax = 2 }));
        Assert.Equal(ScalingError.InconsistentInput, Error(PowerLaw(0.5, 1), new FitOptions { Form = ScalingForm.Chinchilla }));
        Assert.Equal(ScalingError.InconsistentInput, Error(PowerLaw(0.5, 1), new FitOptions { SecondX = "Tokens" }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Error(PowerLaw(0.5, 1), new FitOptions { Bootstrap = -1 }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Error(PowerLaw(0.5, 1), new FitOptions { ConfidenceLevel = 95 }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Error(PowerLaw(0.5, 1), new FitOptions { XMin = double.NaN }));
        ScalingException lost = Assert.Throws<ScalingException>(() => ScalingMeasurement.Exponents(PowerLaw(0.5, 1), new FitOptions { X = "Epoch" }).ToArray());
        Assert.Contains("Alpha, Loss, Time", lost.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explicit_window_is_inclusive_and_reported()
    {
        ScalingExponent row = ScalingMeasurement.Exponents(PowerLaw(0.5, 1), new FitOptions { XMin = 4, XMax = 64 }).Single();
        Assert.Equal((5, 7, 4.0, 64.0), (row.Count, row.OutsideWindow, row.XMin, row.XMax));
        Assert.Equal(LawSupport.Supported, row.Support);
        Assert.True(ScalingMeasurement.Exponents(PowerLaw(0.5, 1), new FitOptions { XMin = 4, XMax = 16 }).Single().Support.HasFlag(LawSupport.TooFewDecades));
    }

    [Fact]
    public void Every_outcome_but_success_has_advice() =>
        Assert.All(Enum.GetValues<FitOutcome>(), outcome => Assert.Equal(outcome == FitOutcome.Converged, outcome.Advice().Length == 0));

    [Fact]
    public void Cancellation_stops_between_groups()
    {
        using var source = new CancellationTokenSource();
        IEnumerable<ScalingExponent> rows = ScalingMeasurement.Exponents(
            PowerLaw(0.5, 0.6).Concat(PowerLaw(0.25, 0.3)), new FitOptions { GroupBy = ["Alpha"] }, cancellation: source.Token);
        int seen = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (ScalingExponent _ in rows)
            {
                seen++;
                source.Cancel();
            }
        });
        Assert.Equal(1, seen);
    }

    // Export-Excel writes a row whose type name contains one of these as one text cell.
    [Theory]
    [InlineData(typeof(ScalingExponent))]
    [InlineData(typeof(LocalSlope))]
    [InlineData(typeof(WindowSensitivity))]
    [InlineData(typeof(EmergenceOnset))]
    [InlineData(typeof(FrontierOptimum))]
    public void Row_types_have_names_that_Excel_takes(Type row)
    {
        string[] refused = ["string", "timespan", "datetime", "bool", "byte", "char", "decimal", "double", "float", "int", "long", "sbyte", "short", "uint", "ulong", "ushort", "URI", "ExcelHyperLink"];
        Assert.DoesNotContain(refused, word => row.FullName!.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(row.GetProperties(), p => p.PropertyType != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(p.PropertyType));
    }
}
