using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

public class NetworkInitializerTests
{
    private static TrainingSettings Settings(int width, NetworkInitialization initialization = NetworkInitialization.Gaussian, NetworkLoss loss = NetworkLoss.HalfSquaredError, long seed = 1) => new()
    {
        Task = new SparseParityDataset(5, 32, labels: loss == NetworkLoss.CrossEntropy ? LabelConvention.Binary : LabelConvention.Signed), Width = width, Steps = 1, BatchSize = 1,
        LearningRate = 1, Initialization = initialization, InitialScale = 0.02, Loss = loss, Seed = seed,
    };

    // Mean and variance of n draws within 4.5 standard errors; kurtosis is E x⁴/(E x²)², 3 for a Gaussian and 9/5 for a uniform variable.
    private static void Check(float[] values, double variance, double kurtosis)
    {
        double n = values.Length;
        Assert.InRange(values.Average(x => (double)x), -4.5 * Math.Sqrt(variance / n), 4.5 * Math.Sqrt(variance / n));
        Assert.InRange(values.Average(x => (double)x * x) / variance - 1, -4.5 * Math.Sqrt((kurtosis - 1) / n), 4.5 * Math.Sqrt((kurtosis - 1) / n));
    }

    [Fact]
    public void Gaussian_parameters_have_the_standard_deviation_given()
    {
        TwoLayerWeights network = NetworkInitializer.Draw(Settings(1000));
        foreach (float[] part in (float[][])[network.Hidden, network.HiddenBias, network.Output])
            Check(part, 0.02 * 0.02, 3);
        Check([.. Enumerable.Range(0, 1000).Select(seed => NetworkInitializer.Draw(Settings(1, seed: seed)).OutputBias[0])], 0.02 * 0.02, 3);
        Assert.Equal(network.Hidden.Length, network.Hidden.Distinct().Count(), network.Hidden.Length / 100.0); // no stream is used twice
    }

    [Fact]
    public void PyTorchs_parameters_are_uniform_within_one_over_the_root_of_the_inputs()
    {
        TwoLayerWeights network = NetworkInitializer.Draw(Settings(1000, NetworkInitialization.PyTorch, NetworkLoss.CrossEntropy));
        double hidden = 1 / Math.Sqrt(37), output = 1 / Math.Sqrt(1000);
        Check(network.Hidden, hidden * hidden / 3, 1.8);
        Check(network.HiddenBias, hidden * hidden / 3, 1.8);
        Check(network.Output, output * output / 3, 1.8);
        Assert.Equal(2000, network.Output.Length);
        Assert.All(network.Hidden.Concat(network.HiddenBias), x => Assert.InRange(x, -hidden, hidden));
        Assert.All(network.Output.Concat(network.OutputBias), x => Assert.InRange(x, -output, output));
        Assert.Equal(2, network.OutputBias.Distinct().Count());
    }

    [Fact]
    public void A_wider_network_begins_with_the_neurons_of_a_narrower_one()
    {
        TwoLayerWeights narrow = NetworkInitializer.Draw(Settings(10)), wide = NetworkInitializer.Draw(Settings(30));
        Assert.Equal(narrow.Hidden, wide.Hidden[..narrow.Hidden.Length]);
        Assert.Equal(narrow.HiddenBias, wide.HiddenBias[..10]);
        Assert.Equal(narrow.Output, wide.Output[..10]);
        Assert.Equal(narrow.OutputBias, wide.OutputBias);
        Assert.Empty(narrow.Hidden.Intersect(NetworkInitializer.Draw(Settings(10, seed: 2)).Hidden));
    }
}
