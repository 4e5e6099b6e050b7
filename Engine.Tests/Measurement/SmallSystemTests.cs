using MathNet.Numerics.LinearAlgebra;
using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class SmallSystemTests
{
    // G = [[4, 2, 0], [2, 5, 1], [0, 1, 3]] and x = (1, -2, 3), so that G x = (0, -5, 7); with unknowns of very different size.
    [Theory]
    [InlineData(1)]
    [InlineData(1e-8)]
    [InlineData(1e9)]
    public void A_positive_system_is_solved_from_its_lower_half(double unit)
    {
        double[,] g = { { 4, double.NaN, double.NaN }, { 2 * unit, 5 * unit * unit, double.NaN }, { 0, unit, 3 } };
        double[] right = [0, -5 * unit, 7];
        double[] x = SmallSystem.SolvePositive(3, (i, j) => g[i, j], i => right[i])!;
        Assert.Equal(1, x[0], 1e-14);
        Assert.Equal(-2, x[1] * unit, 1e-14);
        Assert.Equal(3, x[2], 1e-14);
    }

    [Theory]
    [InlineData(1, 1, 1)]       // singular
    [InlineData(1, 2, 1)]       // indefinite
    [InlineData(1, 0, 0)]       // an unknown that nothing depends on
    [InlineData(1, 0, double.NaN)]
    [InlineData(1, double.NaN, 1)]
    public void What_cannot_be_solved_is_null(double a, double b, double c)
    {
        double[,] g = { { a, b }, { b, c } };
        Assert.Null(SmallSystem.SolvePositive(2, (i, j) => g[i, j], _ => 1));
    }

    // The condition number counts after scaling to unit diagonal: (1 + 0.8)/(1 - 0.8) = 9, whatever the units.
    [Theory]
    [InlineData(1)]
    [InlineData(1e6)]
    public void An_inverse_is_refused_beyond_the_condition_number(double unit)
    {
        Matrix<double> g = Matrix<double>.Build.DenseOfArray(new[,] { { 1, 0.8 * unit }, { 0.8 * unit, unit * unit } });
        Assert.Null(SmallSystem.InversePositive(g, 8.9));
        Matrix<double> inverse = SmallSystem.InversePositive(g, 9.1)!;
        Assert.Equal(1 / 0.36, inverse[0, 0], 1e-13);
        Assert.Equal(-0.8 / 0.36, inverse[0, 1] * unit, 1e-13);
    }
}
