using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class GaussianFillTests
{
    private static double[] Numbers(int count)
    {
        double[] x = new double[count];
        GaussianFill.Fill(x, 0, 5, 1, RandomPurpose.StudentFeatures, 2);
        return x;
    }

    [Fact]
    public void Numbers_are_those_of_Box_and_Muller_on_the_same_words()
    {
        double[] numbers = Numbers(1600);
        ulong[] words = new ulong[1600];
        RandomWords.Fill(words, 0, 5, 1, RandomPurpose.StudentFeatures, 2);
        for (int block = 0; block < words.Length; block += 16)
            for (int i = block; i < block + 8; i++)
            {
                double u = ((words[i] >> 12) + 0.5) * Math.Pow(2, -52), radius = Math.Sqrt(-2 * Math.Log(u));
                double angle = Math.PI / 2 * ((words[i + 8] >> 12) * Math.Pow(2, -52) - 0.5 + (words[i + 8] & 3));
                Assert.Equal(radius * Math.Cos(angle), numbers[i], 1e-14);
                Assert.Equal(radius * Math.Sin(angle), numbers[i + 8], 1e-14);
            }
    }

    [Fact]
    public void Any_length_from_any_place_gives_the_same_numbers()
    {
        double[] all = Numbers(2100);
        foreach (int first in (int[])[0, 16, 512, 1040])
            foreach (int count in (int[])[0, 1, 15, 16, 17, 511, 512, 513, 1050])
            {
                double[] some = new double[count + 1];
                some[count] = 77; // not to be touched
                GaussianFill.Fill(some.AsSpan(0, count), first, 5, 1, RandomPurpose.StudentFeatures, 2);
                Assert.Equal([.. all[first..(first + count)], 77], some);
            }
    }

    [Fact]
    public void Moments_are_those_of_a_standard_normal_and_neighbours_are_independent()
    {
        const int count = 1 << 20;
        double[] x = Numbers(count);
        double error = 1 / Math.Sqrt(count);
        Assert.InRange(x.Average(), -4 * error, 4 * error);
        Assert.InRange(x.Average(z => z * z) - 1, -4 * Math.Sqrt(2) * error, 4 * Math.Sqrt(2) * error);
        Assert.InRange(x.Average(z => z * z * z), -4 * Math.Sqrt(15) * error, 4 * Math.Sqrt(15) * error);
        Assert.InRange(x.Average(z => z * z * z * z) - 3, -4 * Math.Sqrt(96) * error, 4 * Math.Sqrt(96) * error);
        foreach (int lag in (int[])[1, 7, 8, 15, 16])
        {
            double products = 0, squares = 0;
            for (int i = 0; i < count - lag; i++)
                (products, squares) = (products + x[i] * x[i + lag], squares + (x[i] * x[i] - 1) * (x[i + lag] * x[i + lag] - 1));
            Assert.InRange(products / count, -4 * error, 4 * error);
            Assert.InRange(squares / count, -8 * error, 8 * error);
        }
    }

    [Fact]
    public void Tails_reach_as_far_as_they_should()
    {
        double[] x = Numbers(1 << 20);
        // P(|z| > 3) = 2.6998e-3, P(|z| > 4) = 6.334e-5
        Assert.InRange(x.Count(z => Math.Abs(z) > 3), 2831 - 4 * 53, 2831 + 4 * 53);
        Assert.InRange(x.Count(z => Math.Abs(z) > 4), 66 - 4 * 8, 66 + 4 * 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(32)]
    [InlineData(1_000_000)]
    public void Chi_square_has_its_moments(long freedom)
    {
        RandomStream stream = new(3);
        double[] x = [.. Enumerable.Range(0, 100_000).Select(_ => ChiSquareSampler.Next(stream, freedom) / freedom)];
        double n = freedom, mean = x.Average(), variance = x.Average(v => (v - 1) * (v - 1)), third = x.Average(v => Math.Pow(v - 1, 3));
        Assert.InRange(mean - 1, -4 * Math.Sqrt(2 / n / x.Length), 4 * Math.Sqrt(2 / n / x.Length));
        Assert.InRange(variance * n / 2 - 1, -4 * Math.Sqrt((2 + 12 / n) / x.Length), 4 * Math.Sqrt((2 + 12 / n) / x.Length));
        // E (x/n - 1)³ = 8/n²; its own noise is that of the sixth moment, about 15 (2/n)³ and 11 times as much at n = 1
        double noise = Math.Sqrt(15 * Math.Pow(2 / n, 3) * (1 + 40 / n) / x.Length);
        Assert.InRange(third - 8 / (n * n), -4 * noise, 4 * noise);
    }
}
