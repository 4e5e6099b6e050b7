using ScalingTools.Multilinear;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Multilinear;

public class EmergenceCalibratorTests
{
    private static readonly EmergenceCalibrationOptions Time = new();
    private static readonly EmergenceCalibrationOptions Data = new() { Resource = EmergenceResource.Data };
    private static readonly EmergenceCalibrationOptions Parameters = new() { Resource = EmergenceResource.Parameters };

    private static double[] Predicted(EmergenceResource resource, double constant, double[] values, double frequency = 1)
    {
        // One skill of the given frequency: the first of two.
        var skills = new WeightedSkills([frequency, 1 - frequency]);
        return [.. EmergencePrediction.Run(new() { Resource = resource, Constant = constant, Values = values, Skills = skills, ReportedSkills = [1] }).Select(row => row.RelativeStrength)];
    }

    [Theory]
    [InlineData(EmergenceResource.Time, 1.0 / 22, new double[] { 0, 50, 100, 200, 300, 500, 1000 }, 1.0)]
    [InlineData(EmergenceResource.Time, 3, new double[] { 1, 5, 10, 30, 100 }, 0.2)]
    [InlineData(EmergenceResource.Data, 800, new double[] { 100, 300, 500, 700, 900, 1500 }, 1.0)]
    [InlineData(EmergenceResource.Data, 123.4, new double[] { 100, 300, 500, 700, 900, 1500 }, 0.3)]
    [InlineData(EmergenceResource.Parameters, 4, new double[] { 1, 2, 3, 4, 6, 10 }, 1.0)]
    [InlineData(EmergenceResource.Parameters, 7.25, new double[] { 2, 4, 6, 8, 10 }, 1.0)]
    public void A_prediction_gives_back_its_constant(EmergenceResource resource, double constant, double[] values, double frequency)
    {
        EmergenceCalibration fit = EmergenceCalibrator.Fit(new() { Resource = resource, Frequency = frequency }, values, Predicted(resource, constant, values, frequency));
        Assert.Equal(EmergenceCalibrationOutcome.Converged, fit.Outcome);
        Assert.Equal(1, fit.Constant / constant, 1e-6);
        Assert.True(fit.StandardError < 1e-5 * constant);
        Assert.Equal(resource == EmergenceResource.Time ? null : (long)Math.Round(constant), fit.WholeConstant);
        Assert.Equal(values.Length, fit.Count);
    }

    [Fact]
    public void The_standard_error_is_the_spread_of_repeated_fits()
    {
        double[] values = [.. Enumerable.Range(1, 30).Select(i => 25.0 * i)];
        double[] clean = Predicted(EmergenceResource.Time, 1.0 / 22, values);
        const int runs = 150;
        EmergenceCalibration[] fits = [.. Enumerable.Range(0, runs).Select(run =>
        {
            RandomStream noise = new(11, run);
            return EmergenceCalibrator.Fit(Time, values, Array.ConvertAll(clean, r => r + 0.03 * noise.NextGaussian()));
        })];
        double mean = fits.Average(f => f.Constant), spread = Math.Sqrt(fits.Sum(f => (f.Constant - mean) * (f.Constant - mean)) / (runs - 1));
        // the relative error of a standard deviation from 150 runs is 6 %
        Assert.InRange(fits.Average(f => f.StandardError!.Value) / spread, 0.8, 1.25);
        Assert.Equal(1.0 / 22, mean, 4 * spread / Math.Sqrt(runs));
        Assert.Equal(0.03, fits.Average(f => f.RootMeanSquareError), 0.002);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void A_start_at_half_strength_or_above_is_no_obstacle(double start)
    {
        var flow = new MultilinearFlow(MultilinearModelKind.Multilinear, 1, start, 0.05);
        double[] times = [10, 100, 300, 1000];
        EmergenceCalibration fit = EmergenceCalibrator.Fit(new() { TargetScale = 1, InitialStrength = start },
            times, Array.ConvertAll(times, t => TimeEmergence.RelativeStrength(0.04, t, 1, flow)));
        Assert.Equal(EmergenceCalibrationOutcome.Converged, fit.Outcome);
        Assert.Equal(0.04, fit.Constant, 1e-6);
    }

    [Fact]
    public void Calibrating_on_one_skill_predicts_the_others()
    {
        // A simulation of the multilinear model with a rate of its own, calibrated on skill 1, gives the strengths of skills 2 to 5.
        var simulation = new MultilinearOptions { SkillCount = 5, TargetScale = 5, LearningRate = 0.01, Times = [.. Enumerable.Range(0, 40).Select(i => (double?)(25.0 * i))] };
        SkillStrength[] measured = [.. MultilinearTraining.RunPerSkill(simulation).Where(row => row.Time is not null)];
        SkillStrength[] first = [.. measured.Where(row => row.Skill == 1)];
        EmergenceCalibration fit = EmergenceCalibrator.Fit(Time with { Frequency = first[0].Frequency }, [.. first.Select(r => r.Time!.Value)], [.. first.Select(r => r.RelativeStrength)]);
        Assert.Equal(0.2, fit.Constant, 1e-6); // η = 0.01 against the 0.05 supposed
        Assert.All(EmergencePrediction.Errors(new() { Constant = fit.Constant }, measured), row => Assert.True(row.RootMeanSquareError < 1e-5));
    }

    [Fact]
    public void What_the_data_cannot_say_is_said()
    {
        EmergenceCalibration learnt = EmergenceCalibrator.Fit(Parameters, [8, 9, 10], [1, 1, 1]);
        Assert.Equal(EmergenceCalibrationOutcome.NotIdentified, learnt.Outcome);
        Assert.Null(learnt.StandardError);
        EmergenceCalibration never = EmergenceCalibrator.Fit(Data, [8, 9, 10], [0, 0, 0]);
        Assert.NotEqual(EmergenceCalibrationOutcome.Converged, never.Outcome);
        Assert.Null(never.StandardError);
    }

    [Theory]
    [InlineData(new double[0], new double[0], ScalingError.EmptyPipeline)]
    [InlineData(new double[] { 1, 2 }, new double[] { 1 }, ScalingError.InconsistentInput)]
    [InlineData(new double[] { 5, 5 }, new double[] { 1, 1 }, ScalingError.TooFewPoints)]
    [InlineData(new double[] { 5, 6 }, new double[] { 1, double.NaN }, ScalingError.NotFinite)]
    [InlineData(new double[] { 0, 6 }, new double[] { 0, 1 }, ScalingError.NoSamples)]
    [InlineData(new double[] { 0.5, 6 }, new double[] { 0, 1 }, ScalingError.ParameterOutOfRange)]
    public void Bad_measurements_are_named(double[] values, double[] strengths, ScalingError error) =>
        Assert.Equal(error, Assert.Throws<ScalingException>(() => EmergenceCalibrator.Fit(Data, values, strengths)).Error);
}
