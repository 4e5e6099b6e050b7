using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class GaussianFillSingleTests
{
    [Fact]
    public void Numbers_are_those_of_Box_and_Muller_on_the_same_bits()
    {
        const int count = 3200;
        double[] numbers = new double[count];
        GaussianFillSingle.Fill(numbers, 0, 5, 0, RandomPurpose.General, 2);
        RandomStream stream = new(5, 0, RandomPurpose.General, 2);
        for (int i = 0; i < count; i += GaussianFillSingle.Together)
        {
            ulong[] words = [.. Enumerable.Range(0, 16).Select(_ => stream.NextUInt64())];
            for (int j = 0; j < 16; j++)
            {
                uint a = Half(words, j), b = Half(words, 16 + j);
                double radius = Math.Sqrt(-2 * Math.Log(((a >> 1) + 0.5) / (1U << 31))), phi = (int)b * (Math.PI / 4 / (1U << 31)) + (b & 3) * Math.PI / 2;
                Assert.Equal(radius * Math.Cos(phi), numbers[i + j], 2e-6);
                Assert.Equal(radius * Math.Sin(phi), numbers[i + 16 + j], 2e-6);
            }
        }

        static uint Half(ulong[] words, int j) => (uint)(words[j / 2] >> (32 * (j % 2)));
    }

    [Fact]
    public void Any_part_of_the_sequence_is_the_same_part()
    {
        double[] all = new double[2000], part = new double[777];
        GaussianFillSingle.Fill(all, 0, 1, 2, RandomPurpose.Samples, 3);
        GaussianFillSingle.Fill(part, 640, 1, 2, RandomPurpose.Samples, 3);
        Assert.Equal(all[640..1417], part);
    }

    [Fact]
    public void Moments_are_normal()
    {
        const int count = 4_000_000;
        double[] numbers = new double[count];
        GaussianFillSingle.Fill(numbers, 0, 1, 0, RandomPurpose.General, 0);
        double[] exact = [0, 1, 0, 3, 0, 15, 0, 105];
        double[] variances = [1, 2, 15, 96, 945, 10170, 135135, 2016000]; // E z^2n - (E z^n)²
        for (int n = 1; n <= 8; n++)
            Assert.InRange((numbers.Average(z => Math.Pow(z, n)) - exact[n - 1]) / Math.Sqrt(variances[n - 1] / count), -4, 4);
        Assert.InRange((numbers.Zip(numbers.Skip(16), (a, b) => a * b).Average()) * Math.Sqrt(count), -4, 4); // a pair's cosine and sine
        Assert.InRange((numbers.Zip(numbers.Skip(16), (a, b) => a * a * b * b).Average() - 1) / Math.Sqrt(8.0 / count), -4, 4);
        Assert.InRange((numbers.Count(z => Math.Abs(z) > 4) - 6.334e-5 * count) / Math.Sqrt(6.334e-5 * count), -4, 4);
    }
}
