using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public unsafe class ChebyshevRungeKuttaTests
{
    [Fact]
    public void Stiff_decays_and_a_logistic_curve_are_followed_with_few_looks()
    {
        // dy_0/dt = y_0 (1 - y_0), dy_i/dt = -λ_i (y_i - y_0) with λ to 10^4: to t = 8 an ordinary explicit method needs more than 100,000 looks.
        using DenseRows state = new(1, 3);
        state.Start[0] = 0.01;
        using ChebyshevRungeKutta solver = new(state, (y, f) =>
        {
            f[0] = y[0] * (1 - y[0]);
            f[1] = -100 * (y[1] - y[0]);
            f[2] = -1e4 * (y[2] - y[0]);
        }, 1e-7);
        double before = 0;
        solver.AdvanceTo(4, time => Assert.True(time > before && (before = time) > 0), default);
        solver.AdvanceTo(8, null, default);
        double exact = 0.01 * Math.Exp(8) / (1 - 0.01 + 0.01 * Math.Exp(8));
        Assert.Equal(8, solver.Time);
        Assert.Equal(exact, state.Start[0], 3e-5);
        Assert.Equal(exact, state.Start[2], 1e-4);
        Assert.InRange(solver.Evaluations, 100, 25_000);
    }

    [Fact]
    public void Errors_fall_with_the_tolerance()
    {
        double[] errors = [.. ((double[])[1e-5, 1e-8]).Select(tolerance =>
        {
            using DenseRows state = new(1, 1);
            state.Start[0] = 1;
            using ChebyshevRungeKutta solver = new(state, (y, f) => f[0] = -y[0] * y[0], tolerance);
            solver.AdvanceTo(9, null, default);
            return Math.Abs(state.Start[0] - 0.1); // 1/(1+t)
        })];
        Assert.InRange(errors[0], 0, 1e-3);
        Assert.InRange(errors[1], 0, 1e-5);
        Assert.True(errors[1] < 0.1 * errors[0]);
    }
}
