using ScalingTools.Experiments;
using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Experiments;

public class TheoryTestTests
{
    private static readonly double[] Alphas = [0.3, 0.6, 0.9];

    public static TheoryData<ScalingLawKind, double> Laws => new(
        from law in Enum.GetValues<ScalingLawKind>() from alpha in Alphas select (law, alpha));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Every_law_agrees_with_its_simulation(ScalingLawKind law, double alpha)
    {
        TheoryCheck check = TheoryTest.Run(new() { Law = law, Alpha = alpha, Seeds = [1, 2, 3, 4, 5] });
        Assert.Equal(TheoryVerdict.Agrees, check.Verdict);
        Assert.Empty(check.Advice);
        Assert.Equal(check.TheoryExponent, check.WindowExponent!.Value, 1e-9); // infinitely many skills bend nothing
        Assert.InRange(check.Exponent!.Value / check.TheoryExponent, 0.97, 1.03);
        Assert.InRange(check.Prefactor!.Value / check.TheoryPrefactor, 0.97, 1.03);
        Assert.True(check.XMax >= 10 * check.XMin);
    }

    [Fact]
    public void A_finite_number_of_skills_bends_simulation_and_law_alike()
    {
        TheoryCheck check = TheoryTest.Run(new() { Law = ScalingLawKind.Parameters, Alpha = 0.3, SkillCount = 30_000 });
        Assert.Equal(TheoryVerdict.Agrees, check.Verdict);
        Assert.True(check.WindowExponent > 1.2 * check.TheoryExponent);
    }

    [Fact]
    public void Stochastic_gradient_descent_agrees_over_its_seeds()
    {
        TheoryCheck check = TheoryTest.Run(new() { Alpha = 0.9, Method = MultilinearMethod.Sgd, Seeds = [1, 2, 3], XMin = 1000, XMax = 10_000, XCount = 8 });
        Assert.Equal(TheoryVerdict.Agrees, check.Verdict);
        Assert.Equal(3, check.Runs);
        Assert.Equal(24, check.Count);
        Assert.Equal(1, check.Seed);
    }

    [Theory]
    [InlineData(ScalingLawKind.Time, 1, 30)]       // before the first skill emerges
    [InlineData(ScalingLawKind.Parameters, 1, 12)] // too few skills for an integral to stand for their sum
    public void A_range_where_the_law_does_not_hold_disagrees(ScalingLawKind law, double from, double to)
    {
        TheoryCheck check = TheoryTest.Run(new() { Law = law, Alpha = 0.6, XMin = from, XMax = to, SkillCount = 1000 });
        Assert.Equal(TheoryVerdict.Disagrees, check.Verdict);
        Assert.NotEmpty(check.Advice);
    }

    // The prefactors printed in Theorems 4 and 5 are 1/α where 1/(α+1) is right (Reference/README.md): a test that took them would see it.
    [Theory]
    [InlineData(ScalingLawKind.Time, 0.6)]
    [InlineData(ScalingLawKind.Data, 0.9)]
    public void The_printed_prefactor_would_disagree(ScalingLawKind law, double alpha)
    {
        TheoryCheck check = TheoryTest.Run(new() { Law = law, Alpha = alpha, Seeds = [1, 2, 3] });
        double printed = check.TheoryPrefactor * (alpha + 1) / alpha;
        Assert.True(printed > check.PrefactorHigh + check.Tolerance * printed);
    }

    [Fact]
    public void The_same_seeds_give_the_same_row()
    {
        TheoryTestOptions options = new() { Law = ScalingLawKind.Data, Alpha = 0.6, SkillCount = 10_000, Seeds = [4, 5] };
        Assert.Equal(TheoryTest.Run(options), TheoryTest.Run(options));
        Assert.NotEqual(TheoryTest.Run(options), TheoryTest.Run(options with { Seeds = [6, 7] }));
    }

    [Fact]
    public void Too_few_skills_for_the_law_are_refused()
    {
        ScalingException e = Assert.Throws<ScalingException>(() => TheoryTest.Run(new() { Alpha = 0.1, SkillCount = 50 }));
        Assert.Equal(ScalingError.InconsistentInput, e.Error);
        Assert.Equal(ScalingError.AlphaNotPositive, Assert.Throws<ScalingException>(() => TheoryTest.Run(new() { Alpha = 0 })).Error);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused_by_name()
    {
        ScalingError Refused(TheoryTestOptions options) => Assert.Throws<ScalingException>(() => TheoryTest.Run(options)).Error;
        Assert.Equal(ScalingError.TooFewPoints, Refused(new() { Alpha = 0.6, XCount = 2 }));
        Assert.Equal(ScalingError.TooFewPoints, Refused(new() { Law = ScalingLawKind.Compute, Alpha = 0.6, XCount = 2 }));
        // three skills, each seen in every data set: nothing is left to learn
        Assert.Equal(ScalingError.TooFewPoints, Refused(new() { Law = ScalingLawKind.Data, Alpha = 0.6, SkillCount = 3, XMin = 1e4, XMax = 1e6 }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(new() { Alpha = 0.6, Seeds = [] }));
    }

    // ln A ± t s/√n, checked against the same simulation done by hand (t of 15 degrees of freedom at 95 %: 2.13145, any table)
    [Fact]
    public void The_prefactor_is_the_law_s_times_the_geometric_mean_of_simulated_over_predicted()
    {
        TheoryCheck check = TheoryTest.Run(new() { Law = ScalingLawKind.Parameters, Alpha = 0.6 });
        double[] n = [.. ScalingTools.Numerics.LogSpace.Values(check.XMin, check.XMax, 16).Select(x => Math.Round(x))];
        double[] log =
        [
            .. MultilinearTraining.Run(new() { Alphas = [0.6], ParameterCounts = [.. n.Select(x => (long?)x)], Times = [null] })
                .Zip(n, (row, x) => Math.Log(row.Loss / (check.TheoryPrefactor * Math.Pow(x, -0.6)))),
        ];
        double mean = log.Average(), half = 2.13145 * Math.Sqrt(log.Sum(v => (v - mean) * (v - mean)) / 15 / 16);
        Assert.Equal(16, check.Count);
        Assert.Equal(check.TheoryPrefactor * Math.Exp(mean), check.Prefactor!.Value, 1e-9);
        Assert.Equal(check.TheoryPrefactor * Math.Exp(mean - half), check.PrefactorLow!.Value, 1e-7);
        Assert.Equal(check.TheoryPrefactor * Math.Exp(mean + half), check.PrefactorHigh!.Value, 1e-7);
    }
}
