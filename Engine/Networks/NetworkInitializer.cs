using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>The parameters at the start of training. Neuron h has a random stream of its own, so that a wider network begins with the neurons of a narrower one.</summary>
internal static class NetworkInitializer
{
    public static TwoLayerWeights Draw(TrainingSettings settings)
    {
        TwoLayerWeights network = new(settings.Width, settings.SkillCount, settings.SkillBits, settings.OutputCount);
        int inputs = network.SkillCount + network.SkillBits;
        double hidden = 1 / Math.Sqrt(inputs), output = 1 / Math.Sqrt(network.Width);
        for (int h = 0; h < network.Width; h++)
        {
            RandomStream stream = new(settings.Seed, purpose: RandomPurpose.Initialization, index: h + 1);
            for (int j = 0; j < inputs; j++)
                network.Hidden[h * inputs + j] = Next(stream, hidden);
            network.HiddenBias[h] = Next(stream, hidden);
            for (int o = 0; o < network.OutputCount; o++)
                network.Output[o * network.Width + h] = Next(stream, output);
        }
        RandomStream biases = new(settings.Seed, purpose: RandomPurpose.Initialization);
        for (int o = 0; o < network.OutputCount; o++)
            network.OutputBias[o] = Next(biases, output);
        return network;

        float Next(RandomStream stream, double bound) => (float)(settings.Initialization == NetworkInitialization.Gaussian
            ? settings.InitialScale * stream.NextGaussian()
            : bound * (2 * stream.NextDouble() - 1));
    }
}
