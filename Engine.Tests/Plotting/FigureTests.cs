using ScalingTools.Measurement;
using ScalingTools.Multilinear;
using ScalingTools.Plotting;

namespace ScalingTools.Tests.Plotting;

/// <summary>What becomes of rows: axes, groups, means, predictions, bands, fits, and what cannot be drawn.</summary>
public class FigureTests
{
    private static MeasurementRecord Row(params (string Name, object? Value)[] values) => new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    private static List<MeasurementRecord> Law(params double[] alphas) =>
        [.. from alpha in alphas from i in Enumerable.Range(0, 20) let t = Math.Pow(10, i / 4.0) select Row(("Alpha", alpha), ("Time", t), ("Loss", 3 * Math.Pow(t, -alpha)), ("Run", $"run-{alpha}"))];

    [Fact]
    public void Data_of_more_than_a_decade_and_a_half_have_logarithmic_axes()
    {
        Figure figure = Figure.Of(Law(0.5));
        Assert.True(figure.XAxis.Logarithmic && figure.YAxis.Logarithmic);
        Assert.False(Figure.Of(Law(0.1)).YAxis.Logarithmic); // 0.475 decades
        Assert.False(Figure.Of(Law(0.5), new() { XScale = AxisScale.Linear }).XAxis.Logarithmic);
        Assert.True(Figure.Of(Law(0.1), new() { YScale = AxisScale.Logarithmic }).YAxis.Logarithmic);
        Assert.InRange(figure.XAxis.Minimum, 0.5, 1);
        Assert.Equal(0.5, (figure.XAxis.Position(1) + figure.XAxis.Position(Math.Pow(10, 4.75))) / 2, 1e-12);
    }

    [Fact]
    public void Rows_of_the_module_become_series_without_a_word()
    {
        Figure figure = Figure.Of(MultilinearTraining.Run(new() { Alphas = [0.9, 0.3], Times = [1, 10, 100, 1000, 1e4] }));
        Assert.Equal(["Alpha = 0.3", "Alpha = 0.9"], figure.Series.Select(s => s.Label));
        Assert.All(figure.Series, s => Assert.Equal(5, s.Count));
        Assert.Equal("training time t (steps)", figure.XAxis.Title);
        Assert.Equal("loss L", figure.YAxis.Title);
    }

    [Fact]
    public void Groups_are_columns_of_which_one_x_has_several_values()
    {
        // Parameters goes with Width, Fit is a result, Seed is a repetition.
        MeasurementRecord[] rows = [.. from width in (int[])[100, 20] from seed in (int[])[1, 2] from t in Enumerable.Range(1, 10)
                                       select Row(("Width", width), ("Parameters", 3 * width), ("Seed", seed), ("Time", t), ("Loss", width + seed), ("Noise", Math.Sin(100.0 * width + 10 * seed + t)))];
        Figure figure = Figure.Of(rows);
        Assert.Equal(["Width = 20", "Width = 100"], figure.Series.Select(s => s.Label));
        Assert.Equal([.. Enumerable.Repeat(21.5, 10)], figure.Series[0].GetY().ToArray());
        // 1 and 2 have a standard deviation of 1/√2.
        Assert.Equal(21.5 - Math.Sqrt(0.5), figure.Series[0].GetLow()[3], 1e-12);
        Assert.Equal(21.5 + Math.Sqrt(0.5), figure.Series[0].GetHigh()[3], 1e-12);
        Assert.Equal(4, Figure.Of(rows, new() { GroupBy = ["Width", "Seed"] }).Series.Count);
        Assert.Single(Figure.Of(rows, new() { GroupBy = [] }).Series);
    }

    [Fact]
    public void Legends_are_in_the_order_of_values()
    {
        Assert.Equal(["Alpha = 0.2", "Alpha = 0.5", "Alpha = 1", "Alpha = 10"], Figure.Of(Law(10, 0.5, 1, 0.2)).Series.Select(s => s.Label));
    }

    [Fact]
    public void Predictions_are_dashed_and_belong_to_their_series()
    {
        MeasurementRecord[] rows = [.. Enumerable.Range(1, 10).Select(i => Row(("Time", i), ("Loss", 1.0 / i), ("PredictedLoss", 1.1 / i), ("Alpha", 1)))];
        Figure figure = Figure.Of(rows);
        Assert.Equal([SeriesKind.Simulation, SeriesKind.Theory], figure.Series.Select(s => s.Kind));
        Assert.Equal(1.1, figure.Series[1].GetY()[0]);
        Assert.Equal(figure.Series[0].Color, figure.Series[1].Color);
        Assert.Single(Figure.Of(rows, new() { Theory = [] }).Series);
        // Rows that are predictions themselves.
        rows = [.. rows.Select(r => Row(("Time", r.TryGetValue("Time", out object? t) ? t : null), ("Loss", 2.0), ("Source", "Theory"))), .. rows.Select(r => Row(("Time", 3), ("Loss", 1.0), ("Source", "Simulation")))];
        figure = Figure.Of(rows);
        Assert.Equal([SeriesKind.Simulation, SeriesKind.Theory], figure.Series.Select(s => s.Kind));
        Assert.Equal("", figure.Series[1].Label);
    }

    [Fact]
    public void Errors_are_bands()
    {
        MeasurementRecord[] rows = [.. Enumerable.Range(1, 9).Select(i => Row(("Time", i), ("Strength", 0.1 * i), ("StandardError", 0.01), ("Lower", 0.0), ("Upper", 1.0)))];
        FigureSeries series = Figure.Of(rows, new() { Y = ["Strength"] }).Series[0];
        Assert.Equal(0.09, series.GetLow()[0], 1e-12);
        series = Figure.Of(rows, new() { Y = ["Strength"], Band = ["Lower", "Upper"] }).Series[0];
        Assert.Equal((0.0, 1.0), (series.GetLow()[4], series.GetHigh()[4]));
        Assert.False(Figure.Of(rows, new() { Y = ["Strength"], Band = [] }).Series[0].HasBand);
    }

    [Fact]
    public void Fits_have_their_slope_in_the_legend()
    {
        Figure figure = Figure.Of(Law(0.5), new() { Fit = true, FitMin = 10 });
        FigureSeries fit = figure.Series.Single(s => s.Kind == SeriesKind.Fit);
        Assert.StartsWith("slope −0.500", fit.Label, StringComparison.Ordinal);
        Assert.Equal(10, fit.GetX()[0], 1e-9);
        Assert.Equal(3 / Math.Sqrt(10), fit.GetY()[0], 1e-9);
    }

    [Fact]
    public void Slopes_to_compare_with_go_through_the_first_curve()
    {
        Figure figure = Figure.Of(Law(0.5), new() { ReferenceSlopes = [-0.5, -1] });
        FigureSeries[] lines = [.. figure.Series.Where(s => s.Kind == SeriesKind.Reference)];
        Assert.Equal(["slope −0.5", "slope −1"], lines.Select(s => s.Label));
        for (int i = 0; i < lines[0].Count; i++)
            Assert.Equal(3 / Math.Sqrt(lines[0].GetX()[i]), lines[0].GetY()[i], 1e-9);
        Assert.Equal(-1, Math.Log(lines[1].GetY()[9] / lines[1].GetY()[3]) / Math.Log(lines[1].GetX()[9] / lines[1].GetX()[3]), 1e-9);
    }

    [Fact]
    public void Tails_of_predictions_do_not_stretch_the_axis()
    {
        MeasurementRecord[] rows = [.. Enumerable.Range(0, 20).Select(i => Row(("Time", Math.Pow(10, i / 5.0)), ("Loss", Math.Pow(10, -i / 8.0)), ("PredictedLoss", Math.Pow(10, -10.0 * i))))];
        Assert.InRange(Figure.Of(rows).YAxis.Minimum, 1e-4, 1e-3);
    }

    [Fact]
    public void Values_that_are_not_positive_are_left_out_counted_and_told()
    {
        List<MeasurementRecord> rows = [Row(("Time", 0), ("Loss", 3.0)), .. Law(0.5), Row(("Time", 5), ("Loss", -1.0)), Row(("Time", 6), ("Loss", "n/a")), Row(("Time", 7))];
        List<ExcludedValue> excluded = [];
        Figure figure = Figure.Of(rows, new() { GroupBy = [] }, excluded.Add);
        Assert.Equal(4, figure.LeftOut);
        Assert.Equal([ScalingError.NotPositive, ScalingError.NotPositive, ScalingError.NotNumeric, ScalingError.PropertyNotFound], excluded.Select(e => e.Error));
        Assert.Contains("'n/a'", excluded[2].Message, StringComparison.Ordinal);
        Assert.Contains("23", excluded[2].Message, StringComparison.Ordinal);
        // Where much is negative it is no logarithm that is wanted.
        Assert.False(Figure.Of([.. Enumerable.Range(-50, 100).Select(i => Row(("Time", i + 100), ("Loss", i * Math.Abs(i))))]).YAxis.Logarithmic);
    }

    [Fact]
    public void What_cannot_be_drawn_at_all_is_an_error()
    {
        Assert.Equal(ScalingError.EmptyPipeline, Assert.Throws<ScalingException>(() => Figure.Of((IReadOnlyList<MeasurementRecord>)[])).Error);
        ScalingException missing = Assert.Throws<ScalingException>(() => Figure.Of(Law(1), new() { Y = ["Strength"] }));
        Assert.Equal(ScalingError.PropertyNotFound, missing.Error);
        Assert.Contains("Alpha, Loss, Run, Time", missing.Message, StringComparison.Ordinal);
        MeasurementRecord[] negative = [Row(("Time", 1), ("Loss", -1)), Row(("Time", 2), ("Loss", -2))];
        ScalingException thrown = Assert.Throws<ScalingException>(() => Figure.Of(negative, new() { YScale = AxisScale.Logarithmic }));
        Assert.Equal(ScalingError.TooFewPoints, thrown.Error);
        Assert.Contains("linear scale", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => Figure.Of(Law(1), new() { YMin = 5, YMax = 1 })).Error);
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(() => Figure.Of(Law(1), new() { Band = ["a", "b", "c"] })).Error);
        Assert.Equal(ScalingError.NotPositive, Assert.Throws<ScalingException>(() => Figure.Of(negative, new() { ReferenceSlopes = [1] })).Error);
    }

    [Fact]
    public void Columns_are_found_where_nobody_names_them()
    {
        Figure figure = Figure.Of([.. Enumerable.Range(1, 5).Select(i => Row(("Tokens", i), ("TestLoss", 1.0 / i), ("Seed", 1)))]);
        Assert.Equal(("tokens", "test loss"), (figure.XAxis.Title, figure.YAxis.Title));
        Assert.Equal("loss L", Figure.Of(Law(1), new() { Y = [] }).YAxis.Title);
    }

    [Fact]
    public void Predictions_may_lack_a_column_that_tells_simulations_apart()
    {
        MeasurementRecord[] rows = [.. from width in (int[])[8, 16] from t in Enumerable.Range(1, 4) select Row(("Time", t), ("Loss", (double)width / t), ("Width", width), ("Source", "Simulation")),
            .. Enumerable.Range(1, 4).Select(t => Row(("Time", t), ("Loss", 3.0 / t), ("Source", "Theory")))];
        Figure figure = Figure.Of(rows);
        Assert.Equal(2, figure.Series.Count(s => s.Kind == SeriesKind.Simulation));
        Assert.Single(figure.Series, s => s.Kind == SeriesKind.Theory);
    }

    [Fact]
    public void A_single_point_is_a_figure()
    {
        Figure figure = Figure.Of([Row(("Time", 5), ("Loss", 2))]);
        Assert.True(figure.XAxis.Minimum < 5 && figure.XAxis.Maximum > 5 && figure.XAxis.Ticks.Count(t => !t.Minor) > 1);
    }

    [Fact]
    public void Nobody_sees_the_difference_of_colours_only_in_hue()
    {
        // The relative luminance of neighbours differs, or there are only a few.
        int[] colors = [.. Enumerable.Range(0, 12).Select(i => Palette.Color(i, 12))];
        Assert.Equal(12, colors.Distinct().Count());
        double[] light = [.. colors.Select(c => 0.2126 * (c >> 16) + 0.7152 * (c >> 8 & 255) + 0.0722 * (c & 255))];
        Assert.True(light.Zip(light.Skip(1)).All(pair => pair.Second > pair.First + 5));
        Assert.Equal(7, Enumerable.Range(0, 7).Select(i => Palette.Color(i, 7)).Distinct().Count());
    }
}
