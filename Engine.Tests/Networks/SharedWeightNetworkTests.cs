using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Networks;

public class SharedWeightNetworkTests
{
    // Eq. 124–125 as matrices, with nothing else assumed; the print has the third bias +γ.
    private static double Matrices(SharedWeights p, int input, double thirdBias)
    {
        double[] x = [(input >> 2) & 1, (input >> 1) & 1, input & 1];
        double[][] hidden = [[-p.Alpha, p.Alpha, -p.Alpha], [-p.Beta, p.Beta, -p.Beta], [p.Gamma, -p.Gamma, p.Gamma]];
        double[] bias = [0, p.Beta, thirdBias], output = [-2 * p.Alpha, p.Beta, p.Gamma];
        double f = p.Bias;
        for (int h = 0; h < 3; h++)
            f += output[h] * Math.Max(hidden[h][0] * x[0] + hidden[h][1] * x[1] + hidden[h][2] * x[2] + bias[h], 0);
        return f;
    }

    // Eq. 123, column by column
    private static readonly int[] Parity = [1, -1, -1, 1, -1, 1, 1, -1];

    private static SharedWeights Random(RandomStream stream, bool positive)
    {
        double Next() => positive ? 0.1 + 3 * stream.NextDouble() : 2 * stream.NextGaussian();
        return new(Next(), Next(), Next(), 2 * stream.NextGaussian());
    }

    [Fact]
    public void The_network_is_that_of_equation_125_with_the_bias_of_neuron_3_negative()
    {
        RandomStream stream = new(1);
        for (int trial = 0; trial < 20; trial++)
        {
            SharedWeights p = Random(stream, positive: false);
            for (int x = 0; x < 8; x++)
            {
                Assert.Equal(Matrices(p, x, -p.Gamma), SharedWeightNetwork.Output(p, x), 1e-12);
                Assert.Equal(3 * Parity[x], SharedWeightNetwork.Target(x, 3));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void The_solution_is_the_parity_function_and_with_the_printed_bias_it_is_not(double s)
    {
        SharedWeights solution = SharedWeights.Solution(s);
        for (int x = 0; x < 8; x++)
            Assert.Equal(s * Parity[x], SharedWeightNetwork.Output(solution, x), 1e-14 * s);
        Assert.Equal(0, SharedWeightNetwork.Loss(solution, s), 1e-28 * s * s);
        Assert.Equal(3 * s, Matrices(solution, 0, +solution.Gamma), 1e-14 * s); // must be S
    }

    [Fact]
    public void The_gradient_is_that_of_central_differences_for_any_signs()
    {
        RandomStream stream = new(2);
        const double h = 1e-5;
        for (int trial = 0; trial < 50; trial++)
        {
            SharedWeights p = Random(stream, positive: false), g = SharedWeightNetwork.Gradient(p, 5);
            // ½ E(f - y)² from the matrices, not from the class under test
            double Loss(SharedWeights at) => Enumerable.Range(0, 8).Average(x => Math.Pow(Matrices(at, x, -at.Gamma) - 5 * Parity[x], 2)) / 2;
            double Slope(SharedWeights e) => (Loss(p.Plus(h, e)) - Loss(p.Plus(-h, e))) / (2 * h);
            Assert.Equal(Loss(p), SharedWeightNetwork.Loss(p, 5), 1e-9);
            double size = Math.Max(1, Loss(p));
            Assert.Equal(Slope(new(1, 0, 0, 0)), g.Alpha, 1e-7 * size); // O(h²), and rounding of 1e-16/h
            Assert.Equal(Slope(new(0, 1, 0, 0)), g.Beta, 1e-7 * size);
            Assert.Equal(Slope(new(0, 0, 1, 0)), g.Gamma, 1e-7 * size);
            Assert.Equal(Slope(new(0, 0, 0, 1)), g.Bias, 1e-7 * size);
        }
    }

    // dα²/dT, dβ²/dT, dγ²/dT, dc/dT at η = 1, S = 5.
    private static double[] Flow(SharedWeights p)
    {
        SharedWeights g = SharedWeightNetwork.Gradient(p, 5);
        return [-2 * p.Alpha * g.Alpha, -2 * p.Beta * g.Beta, -2 * p.Gamma * g.Gamma, -g.Bias];
    }

    // Eq. 131–134 to the letter
    private static double[] Printed(SharedWeights p)
    {
        (double a, double b, double g, double c) = (p.Alpha * p.Alpha, p.Beta * p.Beta, p.Gamma * p.Gamma, p.Bias);
        return [2 * a * (-5 - (-2 * a + 2 * b + c)), -b * (5 - (-2 * a + 5 * b + 5 * c)), -g * (5 - (g + c)), -(2 * a - 5 * b - g - 8 * c)];
    }

    [Fact]
    public void For_positive_weights_the_flow_is_equations_131_to_134_corrected()
    {
        RandomStream stream = new(3);
        for (int trial = 0; trial < 50; trial++)
        {
            SharedWeights p = Random(stream, positive: true);
            (double a, double b, double g, double c) = (p.Alpha * p.Alpha, p.Beta * p.Beta, p.Gamma * p.Gamma, p.Bias);
            double[] flow = Flow(p), print = Printed(p);
            Assert.Equal(a * (5 - 2 * a + 2 * b + c), flow[0], 1e-10);
            Assert.Equal(b * (5 + 4 * a - 7 * b - 5 * c) / 2, flow[1], 1e-10);
            Assert.Equal(g * (5 - g - c) / 2, flow[2], 1e-10);
            Assert.Equal((2 * a - 5 * b - g - 8 * c) / 8, flow[3], 1e-10);

            // What is wrong in the print: all signs; two coefficients of β's; the factor of c's, if the others belong to E(f - y)², twice our loss.
            Assert.Equal(-print[0], 2 * flow[0], 1e-10);
            Assert.Equal(-print[1], 2 * flow[1] - b * (2 * a - 2 * b), 1e-10);
            Assert.Equal(-print[2], 2 * flow[2], 1e-10);
            Assert.Equal(-print[3], 4 * 2 * flow[3], 1e-10);
        }
    }

    [Fact]
    public void The_printed_flow_climbs_the_loss()
    {
        SharedWeights p = new(0.1, 0.1, 0.1, 0.01);
        double[] print = Printed(p);
        SharedWeights direction = new(print[0] / (2 * p.Alpha), print[1] / (2 * p.Beta), print[2] / (2 * p.Gamma), print[3]);
        Assert.True(SharedWeightNetwork.Loss(p.Plus(1e-4, direction), 5) > SharedWeightNetwork.Loss(p, 5));
        Assert.True(SharedWeightNetwork.Loss(p.Plus(-1e-4, SharedWeightNetwork.Gradient(p, 5)), 5) < SharedWeightNetwork.Loss(p, 5));
    }

    [Fact]
    public void Mode_strengths_add_up_to_the_correlation_with_the_parity()
    {
        RandomStream stream = new(4);
        for (int trial = 0; trial < 20; trial++)
        {
            SharedWeights p = Random(stream, positive: trial % 2 == 0);
            double[] modes = [.. Enumerable.Range(1, 3).Select(q => SharedWeightNetwork.ModeStrength(p, q))];
            Assert.Equal(Enumerable.Range(0, 8).Average(x => Parity[x] * Matrices(p, x, -p.Gamma)), modes.Sum(), 1e-12);
            if (trial % 2 != 0)
                continue;
            Assert.Equal(p.Alpha * p.Alpha / 4, modes[0], 1e-12);
            Assert.Equal(p.Beta * p.Beta / 8, modes[1], 1e-12);
            Assert.Equal(p.Gamma * p.Gamma / 8, modes[2], 1e-12);
        }
    }

    [Fact]
    public void At_the_solution_the_modes_have_a_half_and_two_quarters()
    {
        double[] shares = [.. Enumerable.Range(1, 3).Select(q => SharedWeightNetwork.ModeStrength(SharedWeights.Solution(5), q) / 5)];
        Assert.Equal(0.5, shares[0], 1e-15);
        Assert.Equal(0.25, shares[1], 1e-15);
        Assert.Equal(0.25, shares[2], 1e-15);
    }

    // The places where the flow waits while the next neuron is still small: nothing moves there but that neuron, at this rate of ln β² or ln γ².
    [Theory]
    [InlineData(0, 0, 0, 1.0, 0.5, 0.5)]
    [InlineData(4 / 7.0, 0, 1 / 7.0, 0, 9 / 7.0, 3 / 7.0)]
    [InlineData(7 / 4.0, 3 / 2.0, -0.5, 0, 0, 3 / 4.0)]
    public void Plateaus_and_the_rates_of_growth_there(double a, double b, double c, double first, double second, double third)
    {
        const double s = 5, tiny = 1e-20;
        SharedWeights p = new(Math.Sqrt(a == 0 ? tiny : a * s), Math.Sqrt(b == 0 ? tiny : b * s), Math.Sqrt(tiny), c * s);
        double[] flow = Flow(p);
        Assert.Equal(first, flow[0] / (p.Alpha * p.Alpha) / s, 1e-14);
        Assert.Equal(second, flow[1] / (p.Beta * p.Beta) / s, 1e-14);
        Assert.Equal(third, flow[2] / (p.Gamma * p.Gamma) / s, 1e-14);
        Assert.Equal(0, flow[3], 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void There_are_three_modes(int mode) =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => SharedWeightNetwork.ModeStrength(default, mode)).Error);

    [Fact]
    public void A_solution_needs_a_target() =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => SharedWeights.Solution(0)).Error);
}
