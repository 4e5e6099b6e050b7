using ScalingTools.Multilinear;
using ScalingTools.Networks;

namespace ScalingTools.Tests.Networks;

public class SharedWeightTrainingTests
{
    private static readonly SharedWeightOptions Flow = SharedWeightOptions.Nam2024Fig9 with { Method = SharedWeightMethod.GradientFlow };

    private static SharedWeightStrength[] Run(SharedWeightOptions options) => [.. SharedWeightTraining.Run(options)];

    // Where a column crosses a level, linear between rows.
    private static double Crossing(SharedWeightStrength[] rows, Func<SharedWeightStrength, double> column, double level)
    {
        int i = Array.FindIndex(rows, row => column(row) >= level);
        double before = column(rows[i - 1]), after = column(rows[i]);
        return rows[i - 1].Time + (level - before) / (after - before) * (rows[i].Time - rows[i - 1].Time);
    }

    private static readonly Func<SharedWeightStrength, double>[] Modes = [row => row.Mode1Strength, row => row.Mode2Strength, row => row.Mode3Strength];

    [Fact]
    public void Figure_9_ends_with_a_half_and_two_quarters_of_S()
    {
        SharedWeightStrength[] rows = Run(SharedWeightOptions.Nam2024Fig9);
        Assert.Equal(200, rows.Length);
        Assert.Equal(1000, rows[^1].Time);
        // R/S = 0.95 at T = 671, and the slowest rate at the end is 0.275 η: 5·10^-4 is left.
        Assert.Equal(1, rows[^1].RelativeStrength, 0.001);
        Assert.Equal(0.5, rows[^1].Mode1Strength, 0.001);
        Assert.Equal(0.25, rows[^1].Mode2Strength, 0.001);
        Assert.Equal(0.25, rows[^1].Mode3Strength, 0.001);
        Assert.Equal(-1, rows[^1].Bias, 0.005);
        Assert.All(rows, row => Assert.Equal(row.Strength, row.Mode1Strength + row.Mode2Strength + row.Mode3Strength, 1e-14));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.Second.Loss < pair.First.Loss));
    }

    // The figure's dashed line has B² = 1/3. What passes through the network's half-way time is 1/3 to two digits.
    [Theory]
    // python: ln(S/R(0) - 1)/(2ηST) at R = S/2, by Eq. 131–134 corrected, with η = 1
    //   from math import log
    //   def c(S, e, n=200):
    //       r = lambda y: (2*y[0]+y[1]+y[2])/8/S
    //       F = lambda y: (y[0]*(S-2*y[0]+2*y[1]+y[3]), y[1]*(S+4*y[0]-7*y[1]-5*y[3])/2, y[2]*(S-y[2]-y[3])/2, (2*y[0]-5*y[1]-y[2]-8*y[3])/8)
    //       P = lambda y, h, k: [a+h*b for a, b in zip(y, k)]
    //       y, t, h, q = [e*e, e*e, e*e, 0], 0, 1/n/S, 0
    //       while r(y) < .5:
    //           k = F(y); l = F(P(y, h/2, k)); m = F(P(y, h/2, l)); o = F(P(y, h, m))
    //           q = r(y); y = P(P(P(P(y, h/6, k), h/3, l), h/3, m), h/6, o); t += h
    //       return log(2*S/e/e-1)/2/S/(t-h*(r(y)-.5)/(r(y)-q))
    //   print(c(1, .1), c(1, .01), c(1, .001), c(5, .001))
    [InlineData(1, 0.1, 0.3239)]
    [InlineData(1, 0.01, 0.3285)]
    [InlineData(1, 0.001, 0.3334)]
    [InlineData(5, 0.001, 0.3236)]
    public void The_rate_factor_of_the_multilinear_model_is_one_third(double s, double start, double expected)
    {
        SharedWeightStrength[] rows = Run(Flow with { TargetScale = s, InitialScale = start });
        double half = Crossing(rows, row => row.RelativeStrength, 0.5);
        double factor = Math.Log(1 / (4 * start * start / 8 / s) - 1) / (2 * 0.05 * s * half);
        Assert.Equal(expected, factor, 0.0005); // rows are 5 steps apart
        Assert.Equal(1.0 / 3, factor, 0.01);
    }

    [Fact]
    public void Modes_1_2_and_3_emerge_in_this_order_the_third_at_twice_the_time_of_the_first()
    {
        SharedWeightStrength[] rows = Run(Flow);
        double[] onset = [.. Modes.Select(mode => Crossing(rows, mode, 0.05 * mode(rows[^1])))];
        Assert.Equal(2, onset[2] / onset[0], 0.05);
        Assert.Equal(1.45, onset[1] / onset[0], 0.05); // the printed rates 4S : 4S : 2S would have 1
    }

    // From start to start the onsets move by 1, 25/18 and 11/6 times the change of ln(1/ε²)/(ηS). The plateaus are reached to a power of ε that is
    // at least ε^0.2, so starts of 10^-30 and less leave no more than the rounding of the crossings.
    [Fact]
    public void Onsets_grow_with_the_logarithm_of_the_start_as_the_stages_say()
    {
        double[] Onsets(double start)
        {
            SharedWeightStrength[] rows = Run(Flow with { InitialScale = start, Times = [.. Enumerable.Range(0, 12_001).Select(i => 1.0 * i)] });
            return [.. Modes.Select(mode => Crossing(rows, mode, 0.05 * mode(rows[^1])))];
        }
        double[] early = Onsets(1e-30), late = Onsets(1e-40);
        double unit = Math.Log(1e20) / 0.05;
        Assert.Equal(1, (late[0] - early[0]) / unit, 1e-4);
        Assert.Equal(25.0 / 18, (late[1] - early[1]) / unit, 1e-4);
        Assert.Equal(11.0 / 6, (late[2] - early[2]) / unit, 1e-3);
    }

    // "c will grow the fastest … and saturate to S quickly": it has no drive of its own, E y = 0.
    [Fact]
    public void The_bias_follows_the_modes()
    {
        foreach (SharedWeightStrength row in Run(Flow).Where(row => row.RelativeStrength < 0.01))
            Assert.InRange(Math.Abs(row.Bias), 0, 0.01);
        // dc/dT = -ηc while the modes are small
        SharedWeightStrength[] alone = Run(Flow with { InitialBias = 0.5, Times = [0, 10, 50] });
        Assert.Equal(0.5, alone[0].Bias);
        Assert.Equal(0.5 * Math.Exp(-0.05 * 10), alone[1].Bias, 1e-5);
        Assert.Equal(0.5 * Math.Exp(-0.05 * 50), alone[2].Bias, 1e-4);
    }

    [Fact]
    public void The_flow_is_exact_to_nine_digits()
    {
        double[] times = [100, 300, 500, 700, 1000];
        SharedWeights start = new(0.03, 0.02, 0.05, 0.4);
        static void Ignore(double time) { }
        SharedWeightOptions options = Flow with { TargetScale = 5, LearningRate = 0.01 };
        SharedWeights[] rows = [.. SharedWeightTrajectory.At(start, options, times, Ignore)];
        SharedWeights[] fine = [.. SharedWeightTrajectory.At(start, options, times, Ignore, refine: 2)];
        // α², β², γ² and c by Eq. 131–134, corrected, in steps of 0.02: another code, in other variables
        double[] y = [start.Alpha * start.Alpha, start.Beta * start.Beta, start.Gamma * start.Gamma, start.Bias];
        static double[] Rate(double[] y) =>
        [
            0.01 * y[0] * (5 - 2 * y[0] + 2 * y[1] + y[3]), 0.005 * y[1] * (5 + 4 * y[0] - 7 * y[1] - 5 * y[3]), 0.005 * y[2] * (5 - y[2] - y[3]),
            0.01 / 8 * (2 * y[0] - 5 * y[1] - y[2] - 8 * y[3]),
        ];
        static double[] Plus(double[] y, double h, double[] k) => [.. y.Zip(k, (a, b) => a + h * b)];
        const double h = 0.02;
        double done = 0;
        for (int i = 0; i < times.Length; i++)
        {
            for (; done < times[i] - h / 2; done += h)
            {
                double[] k1 = Rate(y), k2 = Rate(Plus(y, h / 2, k1)), k3 = Rate(Plus(y, h / 2, k2)), k4 = Rate(Plus(y, h, k3));
                y = Plus(Plus(Plus(Plus(y, h / 6, k1), h / 3, k2), h / 3, k3), h / 6, k4);
            }
            Assert.Equal(1, rows[i].Alpha * rows[i].Alpha / y[0], 1e-9);
            Assert.Equal(1, rows[i].Beta * rows[i].Beta / y[1], 1e-9);
            Assert.Equal(1, rows[i].Gamma * rows[i].Gamma / y[2], 1e-9);
            Assert.Equal(y[3], rows[i].Bias, 1e-9);
            Assert.Equal(fine[i].Beta, rows[i].Beta, 1e-9);
        }
    }

    [Fact]
    public void Gradient_descent_follows_the_flow_to_first_order()
    {
        double Error(int halvings)
        {
            double eta = 0.01 / (1 << halvings);
            double[] times = [.. new[] { 100.0, 200, 300, 600 }.Select(t => t * (1 << halvings))];
            SharedWeightOptions options = new() { TargetScale = 5, InitialScale = 0.02, LearningRate = eta, Times = times };
            return Run(options).Zip(Run(options with { Method = SharedWeightMethod.GradientFlow })).Max(p => Math.Abs(p.First.Strength - p.Second.Strength));
        }
        double first = Error(0);
        Assert.InRange(first, 1e-3, 0.5);
        for (int h = 1; h <= 3; h++)
        {
            double next = Error(h);
            Assert.InRange(first / next, 1.85, 2.15);
            first = next;
        }
    }

    [Fact]
    public void One_step_of_gradient_descent_by_hand()
    {
        // S = 1, η = 0.1, α = 0.2, β = 0.3, γ = 0.4, c = 0.1: α ← α + ½ηα(S - 2α² + 2β² + c), … of Eq. 131–134, corrected
        SharedWeightStrength row = Run(new() { TargetScale = 1, LearningRate = 0.1, InitialAlpha = 0.2, InitialBeta = 0.3, InitialGamma = 0.4, InitialBias = 0.1, Times = [0, 1] })[1];
        Assert.Equal(0.2 + 0.05 * 0.2 * (1 - 0.08 + 0.18 + 0.1), row.WeightAlpha, 1e-15);
        Assert.Equal(0.3 + 0.025 * 0.3 * (1 + 0.16 - 0.63 - 0.5), row.WeightBeta, 1e-15);
        Assert.Equal(0.4 + 0.025 * 0.4 * (1 - 0.16 - 0.1), row.WeightGamma, 1e-15);
        Assert.Equal(0.1 + 0.0125 * (0.08 - 0.45 - 0.16 - 0.8), row.Bias, 1e-15);
    }

    [Fact]
    public void The_flow_depends_on_rate_times_time()
    {
        SharedWeightStrength[] slow = Run(Flow), fast = Run(Flow with { LearningRate = 0.2, Times = [.. Flow.Times.Select(t => t / 4)] });
        Assert.All(slow.Zip(fast), pair => Assert.Equal(pair.First.Strength, pair.Second.Strength, 1e-8));
    }

    [Fact]
    public void The_multilinear_model_beside_it_is_that_of_equation_37()
    {
        MultilinearFlow flow = new(MultilinearModelKind.Multilinear, 1, 4 * 0.001 * 0.001 / 8, 0.05);
        foreach (SharedWeightStrength row in Run(SharedWeightOptions.Nam2024Fig9))
            Assert.Equal(1, row.PredictedStrength!.Value / TimeEmergence.RelativeStrength(1.0 / 3, row.Time, 1, flow), 1e-12);
        Assert.Null(Run(new() { InitialScale = 10, Times = [0] })[0].PredictedStrength); // R(0) > S
    }

    [Fact]
    public void A_neuron_keeps_its_sign_and_the_wrong_one_never_learns()
    {
        foreach (SharedWeightStrength row in Run(Flow with { InitialGamma = -0.001 }))
            Assert.InRange(row.WeightGamma, -0.01, 0);
        Assert.InRange(Run(Flow with { InitialGamma = 0 })[^1].RelativeStrength, 0.6, 0.65); // waits at 7/16 + 3/16
        Assert.Equal(0, Run(Flow with { InitialGamma = 0 })[^1].WeightGamma);
    }

    [Fact]
    public void A_seed_draws_what_is_not_given()
    {
        SharedWeightOptions options = new() { Seed = 3, Times = [0, 50] };
        SharedWeightStrength row = Run(options)[0];
        Assert.Equal(row, Run(options)[0]);
        Assert.NotEqual(row.WeightAlpha, Run(options with { Seed = 4 })[0].WeightAlpha);
        Assert.True(row is { InitialAlpha: > 0, InitialBeta: > 0, InitialGamma: > 0 });
        Assert.NotEqual(0, row.InitialBias);
        SharedWeightStrength given = Run(options with { InitialBeta = -0.5 })[0];
        Assert.Equal(-0.5, given.WeightBeta);
        Assert.Equal(row.InitialGamma, given.InitialGamma);
        // α(0)² has mean InitialScale²: the mean of 2,000 squares of Gaussians has a standard deviation of √(2/2000) = 0.032
        double mean = Enumerable.Range(0, 2000).Average(seed => Math.Pow((options with { Seed = seed }).ResolveStart().Alpha / 0.001, 2));
        Assert.InRange(mean, 0.87, 1.13);
    }

    [Fact]
    public void A_long_run_stops_working_when_nothing_moves()
    {
        foreach (SharedWeightMethod method in Enum.GetValues<SharedWeightMethod>())
        {
            SharedWeightStrength row = Run(new() { Method = method, Times = [1e15] })[0];
            Assert.Equal(1, row.RelativeStrength, 1e-12);
            Assert.InRange(row.Loss, 0, 1e-24);
        }
    }

    [Fact]
    public void Times_come_in_order_and_whole_for_gradient_descent()
    {
        Assert.Equal([0, 3, 10], Run(new() { Times = [10, 3.2, 0, 2.9] }).Select(row => row.Time));
        Assert.Equal([2.9, 3.2], Run(new() { Times = [3.2, 2.9], Method = SharedWeightMethod.GradientFlow }).Select(row => row.Time));
        Assert.Equal(Flow.Times, Run(new()).Select(row => row.Time));
    }

    [Fact]
    public void Work_can_be_cancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => SharedWeightTraining.Run(new(), null, source.Token).Count());
    }

    public static TheoryData<SharedWeightOptions, ScalingError> Bad => new()
    {
        { new() { TargetScale = 0 }, ScalingError.ParameterOutOfRange },
        { new() { LearningRate = -1 }, ScalingError.ParameterOutOfRange },
        { new() { RateFactor = double.NaN }, ScalingError.ParameterOutOfRange },
        { new() { InitialScale = 0 }, ScalingError.ParameterOutOfRange },
        { new() { InitialBias = double.PositiveInfinity }, ScalingError.ParameterOutOfRange },
        { new() { Times = [-1] }, ScalingError.NegativeTime },
        { new() { Times = [double.PositiveInfinity] }, ScalingError.TooLarge },
        { new() { LearningRate = 5, Times = [1000] }, ScalingError.Diverged },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_options_are_named(SharedWeightOptions options, ScalingError error) =>
        Assert.Equal(error, Assert.Throws<ScalingException>(() => Run(options)).Error);
}
