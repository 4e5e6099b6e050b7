using ScalingTools.Multilinear;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Multilinear;

public class MultilinearKernelTests
{
    private static readonly double[] Times = [0, 1, 10, 1e3, 1e5, 1e300, double.PositiveInfinity];

    [Theory]
    [InlineData(MultilinearModelKind.Multilinear)]
    [InlineData(MultilinearModelKind.Linear)]
    public void Losses_match_the_scalar_reference_at_every_length(MultilinearModelKind model)
    {
        var flow = new MultilinearFlow(model, 2, 0.03, 0.1);
        foreach (int n in (int[])[.. Enumerable.Range(0, 20), 2047, 2048, 2049, 5001])
        {
            double[] rate = n == 0 ? [] : new ZipfSkills(0.6, n).Probabilities(), mass = Array.ConvertAll(rate, p => p * 0.7);
            double[] losses = MultilinearKernel.Losses(flow, rate, mass, Times);
            for (int j = 0; j < Times.Length; j++)
            {
                double expected = 0;
                for (int k = n - 1; k >= 0; k--)
                    expected += mass[k] * flow.SkillLoss(rate[k], Times[j]);
                Assert.Equal(expected, losses[j], 1e-13 * expected + 1e-300);
            }
        }
    }

    [Fact]
    public void Unseen_mass_matches_powers()
    {
        double[] p = [.. new ZipfSkills(0.3, 3000).Probabilities(), 1];
        long[] counts = [1, 7, 1000, 1_000_000_000_000];
        double[] unseen = MultilinearKernel.UnseenMass(p, p, counts);
        for (int j = 0; j < counts.Length; j++)
        {
            double expected = 0;
            for (int k = p.Length - 1; k >= 0; k--)
                expected += p[k] * Math.Exp(counts[j] * ScalingTools.Numerics.Elementary.Log1p(-p[k]));
            Assert.Equal(expected, unseen[j], 1e-12 * expected + 1e-300);
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        var flow = new MultilinearFlow(MultilinearModelKind.Multilinear, 1, 0.01, 0.05);
        double[] p = new ZipfSkills(0.6, 100_003).Probabilities(), times = [.. Enumerable.Range(0, 40).Select(j => Math.Pow(1.5, j))];
        Assert.Equal(MultilinearKernel.Losses(flow, p, p, times, threads: 1), MultilinearKernel.Losses(flow, p, p, times, threads: 4));
    }

    [Fact]
    public void Different_lengths_are_refused() =>
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(
            () => MultilinearKernel.Losses(new MultilinearFlow(default, 1, 0.1, 1), [1.0], [], [1])).Error);
}
