using System.Numerics;
using ScalingTools.Networks;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

public class ExactStrengthTests
{
    private static SparseParityDataset Task(int skills, int bits, int sparse, SubsetChoice subsets = SubsetChoice.Disjoint) =>
        new(skills, bits, sparse, subsets: subsets, seed: 7);

    private static TwoLayerWeights RandomNetwork(SparseParityDataset task, int width, int outputs = 1, long seed = 1, double scale = 0.5)
    {
        TwoLayerWeights network = new(width, (int)task.SkillCount, (int)task.SkillBits, outputs);
        RandomStream stream = new(seed, purpose: RandomPurpose.Initialization);
        foreach (float[] parameters in (float[][])[network.Hidden, network.HiddenBias, network.Output, network.OutputBias])
            for (int i = 0; i < parameters.Length; i++)
                parameters[i] = (float)(scale * stream.NextGaussian());
        return network;
    }

    // Σ_h |w_h| (|β_h| + Σ |C_h| + Σ |W_h|): what rounding is measured by
    private static double Size(TwoLayerWeights network) => Enumerable.Range(0, network.Width).Sum(h =>
        Math.Abs(network.FunctionWeight(h)) * (Math.Abs(network.HiddenBias[h])
            + network.Hidden.Skip(h * (network.SkillCount + network.SkillBits)).Take(network.SkillCount + network.SkillBits).Sum(Math.Abs)));

    // The definition, every input in turn.
    private static double BruteForce(TwoLayerWeights network, SparseParityDataset task, int skill)
    {
        double sum = 0;
        for (ulong x = 0; x < 1UL << network.SkillBits; x++)
            sum += task.BasisFunction(skill, skill, [x]) * network.Function(skill, [x]);
        return sum / (1UL << network.SkillBits);
    }

    [Theory]
    [InlineData(1, 1, 1, SubsetChoice.Disjoint, 1)]
    [InlineData(1, 2, 2, SubsetChoice.Disjoint, 1)]
    [InlineData(1, 3, 1, SubsetChoice.Disjoint, 2)]
    [InlineData(2, 4, 2, SubsetChoice.Disjoint, 1)]
    [InlineData(3, 5, 2, SubsetChoice.Random, 2)]
    [InlineData(2, 8, 3, SubsetChoice.Disjoint, 1)]
    [InlineData(3, 9, 3, SubsetChoice.Disjoint, 2)]
    [InlineData(3, 9, 4, SubsetChoice.Random, 1)]
    [InlineData(1, 10, 10, SubsetChoice.Disjoint, 1)]
    [InlineData(3, 10, 8, SubsetChoice.Random, 2)]
    [InlineData(1, 12, 1, SubsetChoice.Random, 1)]
    [InlineData(3, 13, 3, SubsetChoice.Random, 1)]
    [InlineData(2, 14, 5, SubsetChoice.Random, 2)]
    public void Agrees_with_every_input_in_turn(int skills, int bits, int sparse, SubsetChoice subsets, int outputs)
    {
        SparseParityDataset task = Task(skills, bits, sparse, subsets);
        TwoLayerWeights network = RandomNetwork(task, width: 7, outputs);
        double[] all = ExactStrength.StrengthsOf(network, task);
        for (int k = 1; k <= skills; k++)
        {
            double expected = BruteForce(network, task, k);
            Assert.Equal(expected, ExactStrength.Of(network, task, k), 1e-15 * Size(network)); // a few roundings of the largest z
            Assert.Equal(all[k - 1], ExactStrength.Of(network, task, k));
            double neurons = Enumerable.Range(0, 7).Sum(h => network.FunctionWeight(h) * ExactStrength.OfNeuron(network, task, k, h));
            Assert.Equal(expected, neurons, 1e-15 * Size(network));
        }
    }

    // Integer weights: E[χ max(z, 0)] = 2^-n Σ_z max(z, 0) [q^z] q^c Π_{j∈M} (1 - q^{W_j}) Π_{j∉M} (1 + q^{W_j}), a polynomial in q with integer
    // coefficients. Few distinct sums, so that nearly all are ties; divided by 4 they stay exact as floats.
    [Theory]
    [InlineData(32, 3, 3)]
    [InlineData(32, 3, 1)]
    [InlineData(33, 4, 50)]
    [InlineData(32, 20, 9)]
    [InlineData(38, 3, 20)]
    public void Agrees_with_a_polynomial_for_integer_weights(int bits, int sparse, int largest)
    {
        SparseParityDataset task = Task(2, bits, sparse, SubsetChoice.Random);
        TwoLayerWeights network = new(6, 2, bits);
        RandomStream stream = new(bits, run: largest, purpose: RandomPurpose.Initialization);
        int stride = 2 + bits;
        for (int i = 0; i < network.Hidden.Length; i++)
            network.Hidden[i] = i % stride < 2 ? stream.NextInteger(9) - 4 : (stream.NextInteger(2) == 0 ? -1 : 1) * (1 + stream.NextInteger(largest));
        for (int i = 0; i < network.Hidden.Length; i++)
            network.Hidden[i] /= 4;
        for (int h = 0; h < 6; h++)
            for (int k = 1; k <= 2; k++)
            {
                int offset = (int)(4 * network.Hidden[h * stride + k - 1]), low = bits * largest;
                var polynomial = new BigInteger[2 * low + 1]; // coefficient of q^z at z + low
                polynomial[low] = 1;
                for (int j = 0; j < bits; j++)
                {
                    int w = (int)(4 * network.Hidden[h * stride + 2 + j]), sign = task.GetSubset(k).Contains(j) ? -1 : 1;
                    polynomial = [.. polynomial.Select((a, z) => z - w >= 0 && z - w < polynomial.Length ? a + sign * polynomial[z - w] : a)];
                }
                BigInteger sum = 0;
                for (int z = 0; z < polynomial.Length; z++)
                    sum += polynomial[z] * Math.Max(z - low + offset, 0);
                double size = network.Hidden.Skip(h * stride).Take(stride).Sum(Math.Abs);
                Assert.Equal((double)sum / Math.ScaleB(4, bits), ExactStrength.OfNeuron(network, task, k, h), 1e-15 * size);
            }
    }

    [Fact]
    public void Agrees_with_samples()
    {
        const int Count = 100_000;
        SparseParityDataset task = new();
        TwoLayerWeights network = RandomNetwork(task, width: 3);
        network.Hidden.AsSpan(5, 3).Fill(3); // a neuron that sees skill 1: its kink is between no ones and two, for most other bits
        network.HiddenBias[0] = -3 - network.Hidden[0] - network.Hidden[8..37].Sum() / 2;
        network.Output[0] = 1;
        double[] exact = ExactStrength.StrengthsOf(network, task);
        for (int k = 1; k <= 5; k++)
        {
            SparseParityBatch batch = task.Draw(Count, new RandomStream(3, purpose: RandomPurpose.TestSamples, index: k), k);
            double sum = 0, squares = 0;
            for (int i = 0; i < Count; i++)
            {
                double term = task.BasisFunction(k, k, batch.Bits(i)) * network.Function(k, batch.Bits(i));
                sum += term;
                squares += term * term;
            }
            double mean = sum / Count, error = Math.Sqrt((squares / Count - mean * mean) / Count);
            Assert.InRange(exact[k - 1], mean - 4 * error, mean + 4 * error);
        }
        Assert.InRange(exact[0], 0.1, 0.375); // 3/8 if all other weights were 0
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        SparseParityDataset task = Task(3, 20, 3);
        TwoLayerWeights network = RandomNetwork(task, width: 40);
        double[] one = ExactStrength.Strengths(network, task, [1, 2, 3], 1, default);
        foreach (int threads in (int[])[2, 3, 8, -1])
            Assert.Equal(one, ExactStrength.Strengths(network, task, [1, 2, 3], threads, default));
        Assert.Equal([one[2], one[0]], ExactStrength.Strengths(network, task, [3, 1], 2, default));
    }

    [Fact]
    public void Linear_in_the_output_weights_and_homogeneous_in_the_hidden_ones()
    {
        SparseParityDataset task = Task(2, 16, 3);
        TwoLayerWeights network = RandomNetwork(task, width: 6), twice = RandomNetwork(task, width: 6), part = RandomNetwork(task, width: 6);
        double[] r = ExactStrength.StrengthsOf(network, task);
        foreach (float[] parameters in (float[][])[twice.Hidden, twice.HiddenBias])
            for (int i = 0; i < parameters.Length; i++)
                parameters[i] *= 2;
        Assert.Equal(r.Select(x => 2 * x), ExactStrength.StrengthsOf(twice, task)); // powers of two are exact
        part.Output.AsSpan(0, 2).Clear();
        part.OutputBias[0] += 5; // E g_k = 0
        double[] rest = ExactStrength.StrengthsOf(part, task);
        for (int k = 1; k <= 2; k++)
            Assert.Equal(r[k - 1], rest[k - 1] + network.Output[0] * ExactStrength.OfNeuron(network, task, k, 0)
                + network.Output[1] * ExactStrength.OfNeuron(network, task, k, 1), 1e-15 * Size(network));
    }

    // All z ≥ 0: E[g_k z] is 0, but for m = 1, where it is -W_j/2. All z ≤ 0: 0.
    [Fact]
    public void Neurons_without_a_kink_have_closed_forms()
    {
        SparseParityDataset three = Task(2, 12, 3), one = Task(2, 12, 1);
        TwoLayerWeights network = RandomNetwork(three, width: 2);
        for (int h = 0; h < 2; h++)
        {
            float[] weights = network.Hidden[(h * 14 + 2)..(h * 14 + 14)];
            network.HiddenBias[h] = 3 - weights.Where(w => w < 0).Sum() - Math.Min(network.Hidden[h * 14], network.Hidden[h * 14 + 1]);
            for (int k = 1; k <= 2; k++)
            {
                Assert.Equal(0, ExactStrength.OfNeuron(network, three, k, h));
                Assert.Equal(-weights[k - 1] / 2.0, ExactStrength.OfNeuron(network, one, k, h));
                Assert.Equal(BruteForce(network, one, k), ExactStrength.Of(network, one, k), 1e-15 * Size(network));
            }
        }
        network.HiddenBias.AsSpan().Fill(-100);
        Assert.Equal([0, 0], ExactStrength.StrengthsOf(network, one));
    }

    [Fact]
    public void Weights_of_zero_take_no_part()
    {
        SparseParityDataset large = Task(2, 15, 3), small = Task(2, 8, 3);
        TwoLayerWeights network = RandomNetwork(small, width: 3), padded = new(4, 2, 15);
        for (int h = 0; h < 3; h++)
        {
            network.Hidden.AsSpan(h * 10, 10).CopyTo(padded.Hidden.AsSpan(h * 17));
            (padded.HiddenBias[h], padded.Output[h]) = (network.HiddenBias[h], network.Output[h]);
        }
        for (int k = 1; k <= 2; k++)
            Assert.Equal(BruteForce(network, small, k), ExactStrength.Of(padded, large, k), 1e-15 * Size(network));
        for (int h = 0; h < 3; h++)
            padded.Hidden[h * 17 + 2 + 4] = 0; // a bit of skill 2: its sign is random to every neuron
        Assert.Equal(0, ExactStrength.Of(padded, large, 2));
        Assert.NotEqual(0, ExactStrength.Of(padded, large, 1));
        Assert.Equal([0, 0], ExactStrength.StrengthsOf(new TwoLayerWeights(4, 2, 15), large));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        SparseParityDataset task = Task(2, 8, 3);
        TwoLayerWeights network = RandomNetwork(task, width: 3);
        static ScalingError ErrorOf(Func<object> action) => Assert.Throws<ScalingException>(action).Error;
        Assert.Equal(ScalingError.SkillNotFound, ErrorOf(() => ExactStrength.Of(network, task, 0)));
        Assert.Equal(ScalingError.SkillNotFound, ErrorOf(() => ExactStrength.OfNeuron(network, task, 3, 0)));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(() => ExactStrength.OfNeuron(network, task, 1, 3)));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(() => ExactStrength.OfNeuron(network, task, 1, -1)));
        Assert.Equal(ScalingError.InconsistentInput, ErrorOf(() => ExactStrength.Of(network, Task(2, 9, 3), 1)));
        Assert.Equal(ScalingError.InconsistentInput, ErrorOf(() => ExactStrength.StrengthsOf(network, Task(1, 8, 3))));
        Assert.Equal(ScalingError.TooLarge, ErrorOf(() => ExactStrength.Of(new TwoLayerWeights(1, 2, 49), Task(2, 49, 3), 1)));
        Assert.ThrowsAny<OperationCanceledException>(() => ExactStrength.Of(network, task, 1, new CancellationToken(canceled: true)));
        network.Hidden[3] = float.NaN;
        Assert.Equal(ScalingError.NotFinite, ErrorOf(() => ExactStrength.StrengthsOf(network, task)));
    }
}
