using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Networks;

public unsafe class BatchErrorsTests
{
    private const int Count = 21, Chunks = 3;
    private static readonly int[] Padding = [3, 10, 23]; // anywhere, as in a sorted batch

    // f by chunk, and targets; where there is padding, nonsense
    private static (double Loss, double ErrorSum, float[] Errors) Compute(NetworkLoss loss, float[] f, float[] targets, float bias)
    {
        InputLayout layout = new(1, 4, Count);
        using PackedBatch batch = new(layout, Count);
        using AlignedMemory partial = new(Chunks * batch.Padded * sizeof(float)), errors = new(batch.Padded * sizeof(float));
        for (int b = 0; b < batch.Padded; b++)
        {
            batch.Targets[b] = Padding.Contains(b) ? 0 : targets[b];
            for (int chunk = 0; chunk < Chunks; chunk++)
                partial.Floats[chunk * batch.Padded + b] = Padding.Contains(b) ? 7e8f : f[b] / Chunks;
        }
        (double value, double sum) = BatchErrors.Compute(loss, batch, Padding, partial.Floats, Chunks, bias, errors.Floats);
        return (value, sum, errors.AsFloats()[..batch.Padded].ToArray());
    }

    [Theory]
    [InlineData(18)]
    [InlineData(40)]
    public void The_cross_entropy_of_what_is_learnt_keeps_its_digits(float sure)
    {
        float[] targets = [.. Enumerable.Range(0, 24).Select(b => b % 2f)];
        (double loss, _, float[] errors) = Compute(NetworkLoss.CrossEntropy, [.. targets.Select(y => y > 0 ? sure : -sure)], targets, 0);
        Assert.Equal(Math.Exp(-sure), loss, 1e-6 * Math.Exp(-sure)); // ln(1+x) = x for x below rounding
        for (int b = 0; b < 24; b++)
            if (!Padding.Contains(b))
                Assert.Equal((targets[b] > 0 ? -1 : 1) * Math.Exp(-sure) / Count, errors[b], 1e-6 * Math.Exp(-sure));
    }

    [Theory]
    [InlineData(NetworkLoss.HalfSquaredError)]
    [InlineData(NetworkLoss.SquaredError)]
    [InlineData(NetworkLoss.CrossEntropy)]
    public void Loss_and_derivative_are_those_of_the_formula(NetworkLoss loss)
    {
        RandomStream random = new(3);
        float[] f = new float[24], targets = new float[24];
        for (int b = 0; b < 24; b++)
            (f[b], targets[b]) = ((float)(3 * random.NextGaussian()), loss == NetworkLoss.CrossEntropy ? b % 2 : b % 2 == 0 ? 5 : -5);
        const float bias = 0.25f;
        (double value, double sum, float[] errors) = Compute(loss, f, targets, bias);
        double expected = 0, expectedSum = 0;
        for (int b = 0; b < 24; b++)
        {
            if (Padding.Contains(b))
            {
                Assert.Equal(0, errors[b]);
                continue;
            }
            double x = f[b] + bias, y = targets[b], p = 1 / (1 + Math.Exp(-x));
            (double l, double e) = loss switch
            {
                NetworkLoss.HalfSquaredError => ((x - y) * (x - y) / 2, x - y),
                NetworkLoss.SquaredError => ((x - y) * (x - y), 2 * (x - y)),
                _ => (-Math.Log(y == 1 ? p : 1 - p), p - y),
            };
            expected += l / Count;
            expectedSum += e / Count;
            Assert.Equal(e / Count, errors[b], 1e-6); // single precision
        }
        Assert.Equal(expected, value, 1e-6 * expected);
        Assert.Equal(expectedSum, sum, 1e-6);
    }

    [Theory]
    [InlineData(200, 1, 0)]
    [InlineData(200, 0, 200)]
    [InlineData(-200, 1, 200)]
    [InlineData(-200, 0, 0)]
    public void Large_logits_do_not_overflow(float d, float label, double expected)
    {
        (double loss, double sum, float[] errors) = Compute(NetworkLoss.CrossEntropy, [.. Enumerable.Repeat(d, 24)], [.. Enumerable.Repeat(label, 24)], 0);
        Assert.Equal(expected, loss, 1e-4);
        Assert.Equal(d > 0 ? 1 - label : -label, sum, 1e-6);
        Assert.All(errors, e => Assert.True(float.IsFinite(e)));
    }

    [Theory]
    [InlineData(NetworkLoss.HalfSquaredError)]
    [InlineData(NetworkLoss.CrossEntropy)]
    public void One_value_that_is_not_a_number_shows_in_the_loss(NetworkLoss loss)
    {
        foreach (float broken in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            float[] f = new float[24];
            f[5] = broken;
            Assert.False(double.IsFinite(Compute(loss, f, [.. Enumerable.Repeat(broken < 0 ? 1f : 0f, 24)], 0).Loss));
        }
    }
}
