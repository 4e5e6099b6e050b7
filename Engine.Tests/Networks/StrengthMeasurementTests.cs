using ScalingTools.Networks;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>Measured strengths and losses against the exact strength, and against sums over the same samples one by one.</summary>
public class StrengthMeasurementTests
{
    private const int Samples = 500;

    private static TrainingSettings Settings(NetworkLoss loss = NetworkLoss.HalfSquaredError, long seed = 1) => new()
    {
        Task = new SparseParityDataset(3, 12, 2, labels: loss == NetworkLoss.CrossEntropy ? LabelConvention.Binary : LabelConvention.Signed),
        Width = 40, Steps = 10, BatchSize = 10, LearningRate = 0.01, Loss = loss, InitialScale = 0.8, Seed = seed,
    };

    private static SkillState[] Measure(TrainingSettings settings, TwoLayerWeights network, StrengthMethod method, int samples = Samples)
    {
        using TwoLayerTrainer trainer = TwoLayerTrainer.Create(settings, network);
        using StrengthMeasurement measurement = new(settings, method, samples);
        return measurement.Measure(trainer)!;
    }

    private static TwoLayerWeights Network(float bias = 0)
    {
        TwoLayerWeights network = NetworkInitializer.Draw(Settings());
        network.OutputBias[0] = bias;
        return network;
    }

    [Theory]
    [InlineData(StrengthMethod.Sampled, 0)]
    [InlineData(StrengthMethod.Centered, 0)]
    [InlineData(StrengthMethod.Sampled, 50)]
    [InlineData(StrengthMethod.Centered, 50)]
    public void Strength_is_the_exact_one_within_its_error(StrengthMethod method, float bias)
    {
        double[] exact = ExactStrength.StrengthsOf(Network(bias), Settings().Task);
        SkillState[] states = Measure(Settings(), Network(bias), method);
        for (int k = 0; k < 3; k++)
            Assert.InRange(Math.Abs(states[k].Strength - exact[k]) / states[k].StandardError!.Value, 0, 4);
        Assert.Equal(exact, Measure(Settings(), Network(bias), StrengthMethod.Exact).Select(state => state.Strength));
    }

    [Fact]
    public void Centring_takes_away_the_noise_of_the_mean()
    {
        SkillState[] sampled = Measure(Settings(), Network(50), StrengthMethod.Sampled), centered = Measure(Settings(), Network(50), StrengthMethod.Centered);
        for (int k = 0; k < 3; k++)
        {
            // The spread of g f is at least that of 50 g.
            Assert.InRange(sampled[k].StandardError!.Value, 40 / Math.Sqrt(Samples), double.MaxValue);
            Assert.InRange(centered[k].StandardError!.Value, 0, sampled[k].StandardError!.Value / 3);
            Assert.Equal(sampled[k].Loss, centered[k].Loss);
        }
    }

    // z = (R - exact)/error has variance 1: the mean of 900 squares of Gaussians has a standard deviation of √(2/900) = 0.047, plus 1% for errors from
    // 100 samples.
    [Theory]
    [InlineData(StrengthMethod.Sampled)]
    [InlineData(StrengthMethod.Centered)]
    public void The_standard_error_is_the_scatter_over_seeds(StrengthMethod method)
    {
        TwoLayerWeights network = Network(5);
        double[] exact = ExactStrength.StrengthsOf(network, Settings().Task);
        double mean = Enumerable.Range(1, 300).SelectMany(seed => Measure(Settings(seed: seed), network, method, 100)
            .Select((state, k) => Math.Pow((state.Strength - exact[k]) / state.StandardError!.Value, 2))).Average();
        Assert.InRange(mean, 0.8, 1.2);
    }

    [Fact]
    public void The_error_of_a_learnt_skill_keeps_its_digits()
    {
        // f = 5 - x_0 (10 + 2^-20 x_1) with g = 1 - 2 x_0: g f is 5 or 5 + 2^-20
        TrainingSettings settings = Settings() with { Task = new SparseParityDataset(1, 3, 1, targetScale: 5), Width = 2 };
        const float small = 1f / (1 << 20);
        TwoLayerWeights network = new(2, 1, 3);
        network.Hidden[1] = 1; // z_1 = x_0
        (network.Hidden[5], network.Hidden[6], network.HiddenBias[1]) = (1, 1, -1); // z_2 = x_0 + x_1 - 1
        (network.Output[0], network.Output[1]) = (-10, -small);
        network.OutputBias[0] = 5;
        SkillState state = Measure(settings, network, StrengthMethod.Sampled, 4000)[0];
        double deviation = small * Math.Sqrt(3.0 / 16); // probabilities 3/4 and 1/4
        Assert.Equal(5 + (double)small / 4, state.Strength, 4 * deviation / Math.Sqrt(4000));
        Assert.InRange(state.StandardError!.Value * Math.Sqrt(4000) / deviation, 0.95, 1.05); // of 4000 draws
    }

    [Theory]
    [InlineData(NetworkLoss.HalfSquaredError)]
    [InlineData(NetworkLoss.SquaredError)]
    [InlineData(NetworkLoss.CrossEntropy)]
    public void States_are_means_over_the_samples(NetworkLoss loss)
    {
        TrainingSettings settings = Settings(loss);
        TwoLayerWeights network = NetworkInitializer.Draw(settings);
        SkillState[] states = Measure(settings, network, StrengthMethod.Sampled);
        for (int k = 1; k <= 3; k++)
        {
            SparseParityBatch test = settings.Task.Draw(Samples, new RandomStream(1, 0, RandomPurpose.TestSamples, k), k);
            double[] terms = new double[Samples];
            double sum = 0;
            for (int b = 0; b < Samples; b++)
            {
                double f = network.Function(k, test.Bits(b));
                int parity = settings.Task.CountOnes(k, test.Bits(b)) & 1;
                if (loss == NetworkLoss.CrossEntropy)
                {
                    // logits (0, f): p_1 = e^f/(1 + e^f), which stands for an odd parity
                    double p1 = Math.Exp(f) / (1 + Math.Exp(f)), p0 = 1 / (1 + Math.Exp(f));
                    terms[b] = (parity == 1 ? 1 : -1) * (p1 - p0);
                    sum -= Math.Log(parity == 1 ? p1 : p0);
                }
                else
                {
                    int g = parity == 0 ? 1 : -1;
                    terms[b] = g * f;
                    sum += Math.Pow(f - 5 * g, 2) / 2; // whatever factor the optimiser's loss has
                }
            }
            // f is single precision: 10^-6 of a size of ten
            Assert.Equal(terms.Average(), states[k - 1].Strength, 1e-5);
            Assert.Equal(sum / Samples, states[k - 1].Loss, 1e-4);
            double deviation = Math.Sqrt(terms.Sum(t => Math.Pow(t - terms.Average(), 2)) / (Samples - 1));
            Assert.Equal(deviation / Math.Sqrt(Samples), states[k - 1].StandardError!.Value, 1e-5);
        }
    }
}
