using ScalingTools.Experiments;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Experiments;

public class CalibrationTests
{
    [Theory]
    [InlineData(EmergenceResource.Time, 0.045)]
    [InlineData(EmergenceResource.Data, 800)]
    [InlineData(EmergenceResource.Parameters, 4)]
    public void The_constant_of_a_prediction_is_found_again_on_every_skill(EmergenceResource resource, double constant)
    {
        MeasurementRecord[] rows = [.. EmergencePrediction.Run(new() { Resource = resource, Constant = constant }).Select(MeasurementRecord.From)];
        EmergenceCalibration[] found = [.. Calibration.Run(rows, new() { Run = new() { Resource = resource } })];
        Assert.Equal([1L, 2, 3, 4, 5], found.Select(row => row.Skill));
        Assert.All(found, row => Assert.Equal(1, row.Constant / constant, 1e-4));
        Assert.All(found, row => Assert.Equal(EmergenceCalibrationOutcome.Converged, row.Outcome));
    }

    [Fact]
    public void Noise_gives_an_error_bar_that_covers_the_truth()
    {
        var noise = new ScalingTools.Numerics.RandomStream(3);
        var times = ScalingTools.Numerics.LogSpace.Values(50, 500, 40);
        int covered = 0;
        const int trials = 100;
        for (int trial = 0; trial < trials; trial++)
        {
            MeasurementRecord[] rows =
            [
                .. EmergencePrediction.Run(new() { Constant = 0.05, SkillCount = 1, Values = times })
                    .Select(row => MeasurementRecord.From(row with { RelativeStrength = row.RelativeStrength + 0.02 * noise.NextGaussian() })),
            ];
            EmergenceCalibration found = Calibration.Run(rows, new()).Single();
            covered += Math.Abs(found.Constant - 0.05) < 1.96 * found.StandardError ? 1 : 0;
        }
        Assert.InRange(covered, 88, 100); // 95 ± 3 standard deviations
    }

    [Fact]
    public void A_plain_table_has_the_frequency_that_is_given()
    {
        static MeasurementRecord Row(double d, double r) => new([new("D", d), new("R", r)]);
        EmergenceCalibration found = Calibration.Run([Row(400, 1 - Math.Sqrt(1 - 200 / 800.0)), Row(800, 1 - Math.Sqrt(1 - 400 / 800.0))],
            new() { X = "D", Y = "R", Run = new() { Resource = EmergenceResource.Data, Frequency = 0.5 } }).Single();
        Assert.Equal(0.5, found.Frequency);
        Assert.Equal(800, found.Constant, 1.0); // E over d ~ Binomial(D, 0.5) moves it by O(1/D)
    }

    [Fact]
    public void Bad_tables_are_refused_by_name()
    {
        ScalingError Refused(params MeasurementRecord[] rows) => Assert.Throws<ScalingException>(() => Calibration.Run(rows, new()).ToList()).Error;
        Assert.Equal(ScalingError.EmptyPipeline, Refused());
        Assert.Equal(ScalingError.PropertyNotFound, Refused(new MeasurementRecord([new("Time", 1.0)])));
        Assert.Equal(ScalingError.TooFewPoints, Refused(new MeasurementRecord([new("Time", 1.0), new("RelativeStrength", 0.1)])));
    }
}
