using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class ComputeFrontierTests
{
    private const double A = 20, B = 5, P = 0.4, Q = 0.6;

    // L = A N^-p + B T^-q along C = N T: N* = (pA/(qB))^{1/(p+q)} C^{q/(p+q)}, so L* ∝ C^{-pq/(p+q)}
    private static double BestN(double c) => Math.Pow(P * A / (Q * B), 1 / (P + Q)) * Math.Pow(c, Q / (P + Q));

    private static IEnumerable<MeasurementRecord> Runs(int perDecade = 8, int seeds = 1) =>
        from i in Enumerable.Range(0, 6 * perDecade + 1)
        let n = Math.Round(10 * Math.Pow(10, (double)i / perDecade))
        from seed in Enumerable.Range(1, seeds)
        from j in Enumerable.Range(0, 81)
        let t = Math.Pow(10, 0.1 * j)
        select new MeasurementRecord(
        [
            new("Parameters", (long)n), new("Time", t), new("Compute", n * t), new("Run", $"run-{n}-{seed}"),
            new("Loss", (A * Math.Pow(n, -P) + B * Math.Pow(t, -Q)) * Math.Exp(0.02 * (seed - (seeds + 1) / 2.0))), new("ComputeExponent", P * Q / (P + Q)),
        ]);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Both_methods_find_the_exponents_and_the_sizes(int seeds)
    {
        ComputeFrontier frontier = ScalingMeasurement.Frontier(Runs(seeds: seeds), new FrontierOptions { ParabolaDecades = 0.5 }).Single();
        foreach (FrontierMethod method in Enum.GetValues<FrontierMethod>())
        {
            FrontierOptimum[] inside = [.. frontier.Optima().Where(o => o.Method == method && o.Outcome == FrontierOutcome.Optimum)];
            Assert.True(inside.Length > 8);
            double step = method == FrontierMethod.Envelope ? Math.Pow(10, 0.51 / 8) : 1.1;
            Assert.All(inside, o => Assert.InRange(o.Parameters!.Value / BestN(o.Compute), 1 / step, step));
            Assert.All(inside, o => Assert.Equal(1, o.Time!.Value * o.Parameters!.Value / o.Compute, 1e-3));
            IReadOnlyList<ScalingExponent> rows = frontier.Exponents(method);
            Assert.Equal(["Loss", "Parameters", "Time"], rows.Select(r => r.Y));
            Assert.Equal(0.24, rows[0].Exponent!.Value, 2e-3);
            Assert.Equal(0.24, rows[0].TheoryExponent!.Value, 1e-12);
            Assert.Equal(-0.6, rows[1].Exponent!.Value, 0.02);
            Assert.Equal(-0.4, rows[2].Exponent!.Value, 0.02);
        }
    }

    [Fact]
    public void Optima_at_the_smallest_or_largest_size_are_flagged()
    {
        FrontierOptimum[] optima = [.. ScalingMeasurement.Frontier(Runs(), new FrontierOptions()).Single().Optima()];
        Assert.Contains(optima, o => o.Outcome == FrontierOutcome.AtEdge);
        Assert.All(optima.Where(o => o.Method == FrontierMethod.IsoFlop && o.Outcome != FrontierOutcome.Optimum), o => Assert.Null(o.Parameters));
        Assert.Contains(optima, o => o.Outcome == FrontierOutcome.TooFewSizes);
    }

    [Fact]
    public void The_parabola_is_exact_on_a_parabola()
    {
        // L = 1 + (ln N - ln 1000)²/50 at two budgets
        MeasurementRecord[] records =
        [
            .. from n in (double[])[200, 500, 900, 2000, 6000]
               from c in (double[])[1e6, 1e7]
               select new MeasurementRecord([new("Parameters", n), new("Compute", c), new("Loss", 1 + Math.Pow(Math.Log(n / 1000), 2) / 50)]),
        ];
        FrontierOptimum[] optima = [.. ScalingMeasurement.Frontier(records, new FrontierOptions { BudgetCount = 2 }).Single().Optima()];
        FrontierOptimum parabola = optima.First(o => o.Method == FrontierMethod.IsoFlop);
        Assert.Equal(1000, parabola.Parameters!.Value, 1e-6);
        Assert.Equal(1, parabola.Loss!.Value, 1e-10);
        Assert.Equal(1, parabola.RSquared!.Value, 1e-10);
        Assert.Null(parabola.Time);
        Assert.Equal(900, optima.First(o => o.Method == FrontierMethod.Envelope).Parameters!.Value, 1e-9);
    }

    [Fact]
    public void One_size_or_no_usable_record_gives_no_optimum_and_no_crash()
    {
        ComputeFrontier one = ScalingMeasurement.Frontier(Runs().Take(81), new FrontierOptions()).Single();
        Assert.All(one.Optima(), o => Assert.Equal(FrontierOutcome.TooFewSizes, o.Outcome));
        Assert.Equal(FitOutcome.TooFewPoints, one.Exponents(FrontierMethod.Envelope)[0].Outcome);
        ComputeFrontier none = ScalingMeasurement.Frontier(
            [new([new("Compute", "x"), new("Loss", 1.0), new("Parameters", 5)])], new FrontierOptions()).Single();
        Assert.Empty(none.Optima());
        Assert.Equal(1, none.Excluded);
        Assert.Equal(ScalingError.PropertyNotFound,
            Assert.Throws<ScalingException>(() => ScalingMeasurement.Frontier(Runs().Take(3), new FrontierOptions { LossColumn = "Error" }).ToArray()).Error);
    }
}
