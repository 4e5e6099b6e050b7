using ScalingTools.Experiments;

namespace ScalingTools.Tests.Experiments;

public class TheoryComparisonTests
{
    [Theory]
    [InlineData(2.0, 2.1, 0.05)]
    [InlineData(-2.0, -1.0, -0.5)]
    [InlineData(0.0, 1.0, null)]
    [InlineData(null, 1.0, null)]
    [InlineData(1.0, null, null)]
    public void The_deviation_is_relative_to_theory(double? predicted, double? measured, double? expected)
    {
        double? deviation = new TheoryComparison { Quantity = "p", Predicted = predicted, Measured = measured }.RelativeDeviation;
        Assert.Equal(expected is null, deviation is null);
        Assert.Equal(expected ?? 0, deviation ?? 0, 1e-12);
    }
}
