using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear;

/// <summary>Where the extended models reach a threshold: against their own curves, scanned.</summary>
public class EmergenceOnsetTests
{
    private static readonly MultilinearFlow Flow = new(MultilinearModelKind.Multilinear, 5, 0.05, 0.05);

    [Theory]
    [InlineData(0.05, 1.0 / 22, 0.44)]
    [InlineData(0.5, 1, 1)]
    [InlineData(0.95, 0.1, 0.03)]
    public void In_time_the_curve_is_at_the_threshold_there(double threshold, double c, double p)
    {
        double t = TimeEmergence.TimeToReach(c, threshold, p, Flow);
        Assert.Equal(threshold, TimeEmergence.RelativeStrength(c, t, p, Flow), 1e-13);
        Assert.Equal(Math.Log(99 / (1 / threshold - 1)) / (2 * 0.05 * p * c * 5), t, 1e-9 * t); // Eq. 17 with rate c
    }

    [Fact]
    public void In_time_there_is_a_start_and_a_never()
    {
        Assert.Equal(0, TimeEmergence.TimeToReach(1, 0.01, 0.5, Flow));
        Assert.Equal(0, TimeEmergence.TimeToReach(1, 0.005, 0.5, Flow));
        Assert.Equal(double.PositiveInfinity, TimeEmergence.TimeToReach(1, 0.05, 0, Flow));
    }

    [Theory]
    [InlineData(1, 0.05, 1)]
    [InlineData(1, 0.5, 0.03)]
    [InlineData(30, 0.05, 0.44)]
    [InlineData(30, 0.5, 0.1)]
    [InlineData(30.5, 0.95, 0.1)]
    [InlineData(200, 0.3, 0.7)]
    public void In_data_every_smaller_set_is_too_small(double shots, double threshold, double p)
    {
        long scanned = 1;
        while (DataEmergence.ExpectedRelativeStrength(shots, scanned, p) < threshold)
            scanned++;
        Assert.Equal(scanned, DataEmergence.SamplesToReach(shots, threshold, p));
    }

    // D_c = 1: E[R/S] = 1 - (1-P)^D, so D = ⌈ln(1-θ)/ln(1-P)⌉.
    [Fact]
    public void One_shot_data_have_a_closed_form()
    {
        Assert.Equal(2302585092, DataEmergence.SamplesToReach(1, 0.9, 1e-9)!.Value, 3.0); // ln 10 · 10^9 - ½ ln 10, within the rounding of 1e-9 relative
        Assert.Equal(5, DataEmergence.SamplesToReach(1, 0.95, 0.5)); // 0.96875
        Assert.Null(DataEmergence.SamplesToReach(1, 0.5, 0));
        Assert.Null(DataEmergence.SamplesToReach(1, 0.5, 1e-17));
    }

    [Theory]
    [InlineData(4, 0.05)]
    [InlineData(4, 0.5)]
    [InlineData(3, 1.0 / 3)]
    [InlineData(3, 2.0 / 3)]
    [InlineData(7.25, 0.7)]
    [InlineData(0.3, 0.5)]
    [InlineData(10, 0.1)]
    public void In_parameters_every_smaller_model_is_too_small(double functions, double threshold)
    {
        for (long k = 1; k <= 12; k++)
        {
            long scanned = 1;
            while (ParameterEmergence.RelativeStrength(functions, scanned, k) < threshold)
                scanned++;
            Assert.Equal(scanned, ParameterEmergence.ParametersToReach(functions, threshold, k));
        }
    }

    [Fact]
    public void More_parameters_than_can_be_counted_are_none() => Assert.Null(ParameterEmergence.ParametersToReach(1e10, 0.5, 1_000_000_000));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_threshold_lies_between_0_and_1(double threshold)
    {
        ScalingError Refused(Action act) => Assert.Throws<ScalingException>(act).Error;
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(() => TimeEmergence.TimeToReach(1, threshold, 1, Flow)));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(() => DataEmergence.SamplesToReach(1, threshold, 1)));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(() => ParameterEmergence.ParametersToReach(1, threshold, 1)));
    }
}
