using ScalingTools.Multilinear;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Multilinear;

public class LinearNetworkTests
{
    // Σ (4, 3) without symmetry
    private static readonly LinearNetworkOptions Random = new()
    {
        Correlation = Gaussian(4, 3), LearningRate = 0.02, InitialStrength = 0.01, Times = [0, 20, 60, 200],
    };

    private static double[,] Gaussian(int rows, int columns)
    {
        RandomStream stream = new(3);
        double[,] m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                m[i, j] = stream.NextGaussian();
        return m;
    }

    [Fact]
    public void Modes_are_those_of_equation_48()
    {
        LinearNetworkMode[] rows = [.. LinearNetwork.Run(LinearNetworkOptions.Figure7)];
        Assert.Equal(303, rows.Length);
        foreach (LinearNetworkMode row in rows)
        {
            double lambda = row.Mode switch { 1 => 1, 2 => 0.5, _ => 0.25 };
            Assert.Equal(lambda, row.SingularValue, 1e-15);
            Assert.Equal(lambda / (1 + (lambda / 0.001 - 1) * Math.Exp(-2 * 0.1 * lambda * row.Time!.Value)), row.Strength, 1e-12);
        }
    }

    [Fact]
    public void Weight_matrices_follow_the_closed_form_to_first_order()
    {
        double Error(int halvings) => LinearNetwork.Run(Random with
        {
            Method = MultilinearMethod.GradientDescent, LearningRate = 0.02 / (1 << halvings), Times = [.. Random.Times.Select(t => t * (1 << halvings))],
        }).Max(row => Math.Abs(row.Strength - row.Theory));
        double first = Error(0);
        Assert.InRange(first, 1e-3, 0.1);
        for (int h = 1; h <= 3; h++)
        {
            double next = Error(h);
            Assert.InRange(first / next, 1.85, 2.15);
            first = next;
        }
    }

    [Fact]
    public void A_narrow_network_learns_its_strongest_modes_only()
    {
        LinearNetworkMode[] rows = [.. LinearNetwork.Run(Random with { HiddenWidth = 2, Method = MultilinearMethod.GradientDescent, Times = [5000] })];
        Assert.Equal(1, rows[0].RelativeStrength!.Value, 1e-9);
        Assert.Equal(1, rows[1].RelativeStrength!.Value, 1e-9);
        Assert.Equal(0, rows[2].Strength, 1e-9);
        Assert.Equal(0, rows[2].Theory);
    }

    [Fact]
    public void The_hidden_rotation_does_not_matter()
    {
        var options = Random with { Method = MultilinearMethod.GradientDescent };
        foreach ((LinearNetworkMode a, LinearNetworkMode b) in LinearNetwork.Run(options).Zip(LinearNetwork.Run(options with { Seed = 2 })))
            Assert.Equal(a.Strength, b.Strength, 1e-12);
    }

    public static TheoryData<LinearNetworkOptions, ScalingError> Bad => new()
    {
        { Random with { Times = [] }, ScalingError.ParameterOutOfRange },
        { Random with { Times = [-1] }, ScalingError.NegativeTime },
        { Random with { InitialStrength = 100 }, ScalingError.InitialStrengthOutOfRange },
        { Random with { Correlation = new double[,] { { double.NaN } } }, ScalingError.NotFinite },
        { Random with { HiddenWidth = 0 }, ScalingError.ParameterOutOfRange },
        { Random with { Method = MultilinearMethod.Sgd }, ScalingError.InconsistentInput },
        { Random with { Method = MultilinearMethod.GradientDescent, LearningRate = 5, Times = [200] }, ScalingError.Diverged },
        { Random with { Method = MultilinearMethod.GradientDescent, Times = [double.PositiveInfinity] }, ScalingError.TooLarge },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_options_are_named(LinearNetworkOptions options, ScalingError error) =>
        Assert.Equal(error, Assert.Throws<ScalingException>(() => LinearNetwork.Run(options).ToList()).Error);
}
