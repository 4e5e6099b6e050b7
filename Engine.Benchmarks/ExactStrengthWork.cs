using BenchmarkDotNet.Attributes;
using ScalingTools.Networks;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Benchmarks;

/// <summary>Exact strengths of 16 neurons on the paper's task, n_b = 32, m = 3, n_s = 5, and the closed form of the initial ones.</summary>
[MemoryDiagnoser]
public class ExactStrengthWork
{
    private const int Neurons = 16;

    private static readonly SparseParityDataset Task = new();
    private static readonly TwoLayerWeights Network = RandomNetwork();

    /// <summary>One skill.</summary>
    [Benchmark(OperationsPerInvoke = Neurons)]
    public double OneSkill() => ExactStrength.Of(Network, Task, 1);

    /// <summary>All five.</summary>
    [Benchmark(OperationsPerInvoke = Neurons)]
    public double FiveSkills() => ExactStrength.StrengthsOf(Network, Task)[4];

    /// <summary>The root mean square of fresh networks, n_b = 100.</summary>
    [Benchmark]
    public double Initial() => InitialStrength.RootMeanSquare(1000, 100, 3, 0.01);

    private static TwoLayerWeights RandomNetwork()
    {
        TwoLayerWeights network = new(Neurons, 5, 32);
        RandomStream stream = new(1, purpose: RandomPurpose.Initialization);
        foreach (float[] parameters in (float[][])[network.Hidden, network.HiddenBias, network.Output])
            for (int i = 0; i < parameters.Length; i++)
                parameters[i] = (float)stream.NextGaussian();
        return network;
    }
}
