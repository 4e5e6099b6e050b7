using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class RandomStreamTests
{
    // Known answers of philox4x64-10 from Random123's kat_vectors: zeros, ones, digits of π.
    [Fact]
    public void Philox_gives_the_known_answers()
    {
        Assert.Equal((0x16554d9eca36314cUL, 0xdb20fe9d672d0fdcUL, 0xd7e772cee186176bUL, 0x7e68b68aec7ba23bUL),
            RandomStream.Philox(0, 0, 0, 0, 0, 0));
        const ulong ones = ulong.MaxValue;
        Assert.Equal((0x87b092c3013fe90bUL, 0x438c3c67be8d0224UL, 0x9cc7d7c69cd777b6UL, 0xa09caebf594f0ba0UL),
            RandomStream.Philox(ones, ones, ones, ones, ones, ones));
        Assert.Equal((0xa528f45403e61d95UL, 0x38c72dbd566e9788UL, 0xa5a1610e72fd18b5UL, 0x57bd43b5e52b7fe6UL),
            RandomStream.Philox(0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89,
                0x452821e638d01377, 0xbe5466cf34e90c6c));
    }

    // import numpy as np   # 1.24; NumPy adds one to the 256-bit counter before its first block, so one is taken off here
    // M = 2**64-1; c = (0 + (7 << 64) + (0 << 128) + (5 << 192)) - 1
    // counter = np.array([(c >> (64*i)) & M for i in range(4)], dtype=np.uint64)
    // np.random.Philox(counter=counter, key=np.array([2**64-3, 2], dtype=np.uint64)).random_raw(8)
    [Fact]
    public void Stream_of_seed_run_purpose_index_is_numpys_Philox()
    {
        var stream = new RandomStream(seed: -3, run: 2, RandomPurpose.Initialization, index: 7);
        ulong[] expected =
        [
            0x788afcda4e9e511c, 0xee661c3bf8c0f9da, 0x2cce0a338026888a, 0xf6a4c4bbe33c0924,
            0xd93b364f7b1d8b5b, 0x3cbce7c10f4b5767, 0x88e5ce9473d9b93c, 0xbb0998a5a24b10d2,
        ];
        Assert.Equal(expected, expected.Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void Streams_that_differ_in_one_coordinate_are_uncorrelated()
    {
        const int draws = 20_000;
        RandomStream[] streams =
        [
            new(1), new(2), new(1, run: 1), new(1, purpose: RandomPurpose.Samples), new(1, index: 1),
        ];
        double[][] x = [.. streams.Select(s => Enumerable.Range(0, draws).Select(_ => s.NextDouble() - 0.5).ToArray())];
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < i; j++)
                // Var(uv) = 1/144 for independent uniforms of variance 1/12
                Assert.Equal(0, x[i].Zip(x[j], (a, b) => a * b).Average(), 4 / Math.Sqrt(draws) / 12);
    }

    [Fact]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        var stream = new RandomStream(11);
        long[] closed = new long[64], open = new long[64];
        for (int i = 0; i < 100_000; i++)
        {
            closed[(int)(stream.NextDouble() * 64)]++;
            open[(int)(stream.NextOpenDouble() * 64)]++;
        }
        double[] even = [.. Enumerable.Repeat(1 / 64.0, 64)];
        Assert.True(ChiSquare.PValue(even, closed) > 1e-4);
        Assert.True(ChiSquare.PValue(even, open) > 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Whole_numbers_are_even(int bound)
    {
        var stream = new RandomStream(12);
        long[] observed = new long[bound];
        for (int i = 0; i < 100_000; i++)
            observed[stream.NextInteger(bound)]++;
        if (bound > 1)
            Assert.True(ChiSquare.PValue([.. Enumerable.Repeat(1.0 / bound, bound)], observed) > 1e-4);
    }

    // Without Lemire's rejection, a bound of 3·2^61 (3/8 of 2^64) would give
    // remainders 0, 1, 2 on division by 3 the probabilities 3/8, 3/8, 2/8.
    [Fact]
    public void Whole_numbers_are_even_where_the_bound_does_not_divide_the_range()
    {
        var stream = new RandomStream(13);
        long[] observed = new long[3];
        for (int i = 0; i < 60_000; i++)
            observed[stream.NextInteger(3L << 61) % 3]++;
        Assert.True(ChiSquare.PValue([1 / 3.0, 1 / 3.0, 1 / 3.0], observed) > 1e-4);
    }

    [Fact]
    public void Gaussian_numbers_have_the_moments_of_the_normal_distribution()
    {
        const int draws = 400_000;
        var stream = new RandomStream(14);
        double[] moment = new double[5];
        double neighbours = 0, last = 0;
        for (int i = 0; i < draws; i++)
        {
            double z = stream.NextGaussian();
            for (int k = 1; k <= 4; k++)
                moment[k] += Math.Pow(z, k) / draws;
            neighbours += z * last / draws;
            last = z;
        }
        // E z^k = 0, 1, 0, 3 with variances 1, 2, 15, 96
        Assert.Equal(0, moment[1], 4 * Math.Sqrt(1.0 / draws));
        Assert.Equal(1, moment[2], 4 * Math.Sqrt(2.0 / draws));
        Assert.Equal(0, moment[3], 4 * Math.Sqrt(15.0 / draws));
        Assert.Equal(3, moment[4], 4 * Math.Sqrt(96.0 / draws));
        Assert.Equal(0, neighbours, 4 * Math.Sqrt(1.0 / draws));
    }

    [Fact]
    public void A_bound_below_one_is_refused() =>
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => new RandomStream(0).NextInteger(0)).Error);
}
