using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public unsafe class DormandPrinceTests
{
    // x'' = -x with decay at another rate beside it
    private static void Rates(double* y, double* f) => (f[0], f[1], f[2]) = (y[1], -y[0], -30 * y[2]);

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-7)]
    [InlineData(1e-10)]
    public void An_oscillation_and_a_decay_are_followed_to_the_tolerance(double tolerance)
    {
        using DenseRows state = new(1, 3);
        (state.Start[0], state.Start[1], state.Start[2]) = (1, 0, 1);
        using DormandPrince solution = new(state, Rates, tolerance);
        foreach (double time in (double[])[0, 1e-6, 0.1, 0.1, 1, 7, 20])
        {
            solution.AdvanceTo(time);
            Assert.Equal(time, solution.Time);
            Assert.InRange(state.Start[0] - Math.Cos(time), -200 * tolerance, 200 * tolerance);
            Assert.InRange(state.Start[1] + Math.Sin(time), -200 * tolerance, 200 * tolerance);
            Assert.InRange(state.Start[2] - Math.Exp(-30 * time), -200 * tolerance, 200 * tolerance);
        }
    }

    [Fact]
    public void Steps_have_order_five()
    {
        // Steps are as long as the tolerance allows, so the error falls with the number of calls as it does with the length of steps.
        double Error(double tolerance, out int calls)
        {
            int count = 0;
            using DenseRows state = new(1, 3);
            state.Start[0] = 1;
            using DormandPrince solution = new(state, (y, f) =>
            {
                count++;
                Rates(y, f);
            }, tolerance);
            solution.AdvanceTo(50);
            calls = count;
            return Math.Abs(state.Start[0] - Math.Cos(50)) + Math.Abs(state.Start[1] + Math.Sin(50));
        }
        double coarse = Error(1e-6, out int few), fine = Error(1e-11, out int many);
        double order = Math.Log(coarse / fine) / Math.Log((double)many / few);
        Assert.InRange(order, 4.5, 5.7);
    }

    [Fact]
    public void A_blow_up_ends_with_an_error()
    {
        using DenseRows state = new(1, 1);
        state.Start[0] = 1;
        using DormandPrince solution = new(state, (y, f) => f[0] = y[0] * y[0], 1e-8); // 1/(1 - t)
        Assert.Equal(ScalingError.NotConverged, Assert.Throws<ScalingException>(() => solution.AdvanceTo(2)).Error);
    }
}
