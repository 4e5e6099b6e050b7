using System.Numerics;
using ScalingTools.Networks;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

public class InitialStrengthTests
{
    // κ to 17 digits by the sum over all counts (n_11, n_10, n_01) with 50 digits, the signs as they come from (1 + s + w)^{n-m} (1 - s + w)^m:
    //   from mpmath import *; from math import comb; mp.dps = 50
    //   K = lambda N, M, q: sqrt(mpf(N)*M)/(2*pi)*(sin(t(N,M,q)) + (pi - t(N,M,q))*q/sqrt(mpf(N)*M)); t = lambda N, M, q: acos(min(mpf(1), q/sqrt(mpf(N)*M)))
    //   tri = lambda n, g: {(w, s): comb(n, w)*comb(n-w, s)*g**s for w in range(n+1) for s in range(n-w+1)}
    //   kappa = lambda n, m: sum(a*b*comb(s+v, y)*K(2+w+u+y, 2+w+u+s+v-y, 2+w+u) for (w, s), a in tri(n-m, 1).items()
    //       for (u, v), b in tri(m, -1).items() for y in range(s+v+1)) / mpf(4)**n
    // Terms cancel to κ/E[K]; the tolerance is 2^-52 times the sum of their sizes over κ (10, 2e3, …, 2e7, 1e11).
    [Theory]
    [InlineData(1, 1, 0.11041709848801356, 1e-14)]
    [InlineData(3, 3, 0.00091419524643041411, 4e-13)]
    [InlineData(8, 1, 0.093653971243686881, 1e-14)]
    [InlineData(32, 1, 0.086609352039500209, 1e-14)]
    [InlineData(32, 2, 0.00065868096275131092, 1e-13)]
    [InlineData(32, 3, 8.0502382692449646e-6, 2e-12)]
    [InlineData(32, 10, 1.7538738800861323e-11, 5e-9)]
    [InlineData(24, 24, 3.8754066160674436e-11, 3e-5)]
    public void Agrees_with_fifty_digits(int bits, int sparse, double kappa, double relative) =>
        Assert.Equal(kappa, InitialStrength.NeuronVariance(bits, sparse), relative * kappa);

    // The definition: E_{x,x'}[χ(x) χ(x') K(x, x')] over all pairs, K as Cho and Saul print it.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 1)]
    [InlineData(5, 3)]
    [InlineData(7, 2)]
    [InlineData(7, 4)]
    public void Agrees_with_every_pair_of_inputs(int bits, int sparse)
    {
        double sum = 0;
        uint subset = (1u << sparse) - 1;
        for (uint x = 0; x < 1 << bits; x++)
            for (uint y = 0; y < 1 << bits; y++)
            {
                double norm = Math.Sqrt((2.0 + BitOperations.PopCount(x)) * (2.0 + BitOperations.PopCount(y)));
                double angle = Math.Acos(Math.Min(1, (2 + BitOperations.PopCount(x & y)) / norm));
                double kernel = norm / (2 * Math.PI) * (Math.Sin(angle) + (Math.PI - angle) * Math.Cos(angle));
                sum += (BitOperations.PopCount((x ^ y) & subset) & 1) == 0 ? kernel : -kernel;
            }
        double kappa = sum / Math.ScaleB(1, 2 * bits);
        Assert.Equal(Math.Sqrt(kappa), InitialStrength.RootMeanSquare(1, bits, sparse, 1), 1e-11); // K is about 1 and right to 1e-15; κ is at least 1e-4
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Is_the_root_mean_square_over_initialisations(int outputs)
    {
        const int Width = 20, Networks = 10_000;
        const double Scale = 0.1;
        SparseParityDataset task = new(2, 9, 3);
        double sum = 0, squares = 0, mean = 0;
        for (int run = 0; run < Networks; run++)
        {
            TwoLayerWeights network = new(Width, 2, 9, outputs);
            RandomStream stream = new(1, run, RandomPurpose.Initialization);
            foreach (float[] parameters in (float[][])[network.Hidden, network.HiddenBias, network.Output])
                for (int i = 0; i < parameters.Length; i++)
                    parameters[i] = (float)(Scale * stream.NextGaussian());
            double strength = ExactStrength.Of(network, task, 2);
            mean += strength / Networks;
            sum += strength * strength / Networks;
            squares += Math.Pow(strength, 4) / Networks;
        }
        double expected = outputs * Math.Pow(InitialStrength.RootMeanSquare(Width, 9, 3, Scale), 2);
        double error = Math.Sqrt((squares - sum * sum) / Networks);
        Assert.True(error < 0.05 * expected, "enough networks");
        Assert.InRange(sum, expected - 4 * error, expected + 4 * error);
        Assert.InRange(mean, -4 * Math.Sqrt(expected / Networks), 4 * Math.Sqrt(expected / Networks));
    }

    // H = 1000, n_b = 32, m = 3 by the exact strength of random neurons, w = 1: R_k(0)² = H σ⁴ E c². Eight disjoint subsets of each neuron.
    [Fact]
    public void The_authors_start_is_three_times_too_high()
    {
        const int Neurons = 150, Subsets = 8;
        NeuronStrength work = new(32);
        RandomStream stream = new(5, purpose: RandomPurpose.Initialization);
        double[] square = new double[Neurons]; // mean over the subsets of one neuron
        float[] weights = new float[32];
        for (int h = 0; h < Neurons; h++)
        {
            for (int j = 0; j < 32; j++)
                weights[j] = (float)stream.NextGaussian();
            work.SetWeights(weights);
            double offset = Math.Sqrt(2) * stream.NextGaussian(); // β + C_k
            for (int k = 0; k < Subsets; k++)
                square[h] += Math.Pow(work.Strength(offset, 0b111UL << (4 * k)), 2) / Subsets;
        }
        double mean = square.Average(), error = Math.Sqrt(square.Sum(s => (s - mean) * (s - mean)) / Neurons / (Neurons - 1));
        double kappa = Math.Pow(InitialStrength.RootMeanSquare(1000, 32, 3, 1), 2) / 1000;
        Assert.Equal(0.0897, Math.Sqrt(1000 * kappa), 5e-5);
        Assert.InRange(kappa, mean - 4 * error, mean + 4 * error);
        Assert.True(1 / (3.6 * 3.6) / 1000 > mean + 20 * error, "σ²/3.6 is not it");
    }

    [Fact]
    public void Scales_with_width_and_initial_scale()
    {
        double one = InitialStrength.RootMeanSquare(1, 100, 3, 1);
        Assert.Equal(1e-6 * Math.Sqrt(250) * one, InitialStrength.RootMeanSquare(250, 100, 3, 1e-3), 1e-14 * one);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        static ScalingError ErrorOf(int width, int bits, int sparse, double scale) =>
            Assert.Throws<ScalingException>(() => (object)InitialStrength.RootMeanSquare(width, bits, sparse, scale)).Error;
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(0, 8, 3, 1));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(1, 0, 0, 1));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(1, 8, 0, 1));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(1, 8, 9, 1));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(1, 8, 3, 0));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(1, 8, 3, double.NaN));
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(1, 32, 31, 1)); // cancels
        Assert.Equal(ScalingError.ParameterOutOfRange, ErrorOf(1, 100, 16, 1));
        Assert.Equal(ScalingError.TooLarge, ErrorOf(1, 501, 3, 1));
    }
}
