using ScalingTools.Multilinear;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Multilinear;

public class MultilinearTrainingTests
{
    private static readonly MultilinearOptions Small = new()
    {
        Alphas = [0.6], SkillCount = 50, TargetScale = 2, InitialStrength = 0.05, LearningRate = 0.1, Times = [0, 10, 100, 1000, null],
    };

    [Theory]
    [InlineData(null)]
    [InlineData(700L)]
    public void The_loss_is_the_sum_over_skills(long? parameters)
    {
        var skills = new ZipfSkills(0.6, 5000);
        var options = Small with { SkillCount = 5000, ParameterCounts = [parameters] };
        foreach (MultilinearLoss row in MultilinearTraining.Run(options))
        {
            double time = row.Time ?? double.PositiveInfinity, expected = 0;
            for (int k = 5000; k >= 1; k--)
            {
                double p = skills.Probability(k);
                double missing = k > parameters ? 2 : double.IsPositiveInfinity(time) ? 0 : 2 / (1 + Math.Exp(2 * 0.1 * 2 * p * time) / 39);
                expected += p * missing * missing / 2;
            }
            Assert.Equal(expected, row.Loss, 1e-12 * expected + 1e-16);
            Assert.Equal(parameters ?? 5000, row.Parameters);
            Assert.Equal(row.Time * row.Parameters, row.Compute);
        }
    }

    [Fact]
    public void A_billion_skills_cost_no_more_than_a_thousand()
    {
        var options = new MultilinearOptions { SkillCount = 1_000_000_000, Times = [1e5], LearningRate = 1 };
        MultilinearLoss row = MultilinearTraining.Run(options).Single();
        // Reference/README.md: lim L (ηST)^{α/(α+1)} = 0.60006 for α = 0.6; n_s^{1.6} ≫ T
        Assert.Equal(0.60006, row.Loss * Math.Pow(1e5, 0.375), 5e-4);
        Assert.Equal(0.375, row.TimeExponent!.Value, 1e-15);
        Assert.Equal(0.375, row.SamplesExponent!.Value, 1e-15);
        Assert.Equal(0.6, row.ParametersExponent);
        Assert.Equal(0.6 / 2.6, row.ComputeExponent!.Value, 1e-15);
    }

    // The mass beyond any k falls as slowly as k^-0.05, and still every skill is learnt in the end.
    [Fact]
    public void Infinitely_many_skills_are_all_learnt_in_the_end() =>
        Assert.Equal(0, MultilinearTraining.Run(new MultilinearOptions { Alphas = [0.05], Times = [null] }).Single().Loss);

    // At α = 0.05 a point in nine carries a skill beyond 2^62.
    [Fact]
    public void Data_sets_of_a_heavy_tail_agree_with_their_mean()
    {
        var options = new MultilinearOptions { Alphas = [0.05], Times = [null], SampleCounts = [5000], Seeds = [1, 2, 3, 4, 5, 6, 7, 8] };
        double[] losses = [.. MultilinearTraining.Run(options).Select(row => row.Loss)];
        double mean = MultilinearTraining.Run(options with { Data = MultilinearDataMode.Expected }).Single().Loss;
        double error = Math.Sqrt(losses.Sum(l => Math.Pow(l - losses.Average(), 2)) / 7 / 8);
        Assert.True(Math.Abs(losses.Average() - mean) < 4 * error);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.999)]
    public void A_start_beyond_half_strength_has_default_times(double start)
    {
        var options = new MultilinearOptions { SkillCount = 5, InitialStrength = start };
        double[] losses = [.. MultilinearTraining.Run(options).Select(row => row.Loss)];
        Assert.Equal(50, losses.Length);
        Assert.True(losses[^1] < 0.01 * losses[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20L)]
    public void One_data_set_gives_the_sum_over_its_counts(long? parameters)
    {
        var options = Small with { SampleCounts = [300], ParameterCounts = [parameters], Seeds = [7] };
        foreach (IGrouping<double?, SkillStrength> at in MultilinearTraining.RunPerSkill(options).GroupBy(row => row.Time))
        {
            Assert.Equal(300, at.Sum(row => row.Observations));
            double expected = 0;
            foreach (SkillStrength row in at)
            {
                double rate = row.Observations!.Value / 300.0;
                double r = row.Skill > parameters ? 0
                    : at.Key is { } t ? 2 / (1 + 39 * Math.Exp(-2 * 0.1 * 2 * rate * t)) : row.Observations > 0 ? 2 : 0.05;
                Assert.Equal(r, row.Strength, 1e-12);
                Assert.Equal((2 - r) * (2 - r) / 2, row.SkillLoss, 1e-12);
                expected += row.Frequency * row.SkillLoss;
            }
            MultilinearLoss loss = MultilinearTraining.Run(options with { Times = [at.Key] }).Single();
            Assert.Equal(expected, loss.Loss, 1e-12);
            Assert.Equal(7, loss.Seed);
        }
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(200, 20L)]
    [InlineData(30_000, null)]   // frequent skills by Gauss's rule
    public void The_mean_over_data_sets_is_the_double_sum(long samples, long? parameters)
    {
        var skills = new ZipfSkills(0.6, 50);
        var flow = new MultilinearFlow(MultilinearModelKind.Multilinear, 2, 0.05, 0.1);
        var options = Small with { SampleCounts = [samples], ParameterCounts = [parameters], Data = MultilinearDataMode.Expected };
        SkillStrength[] perSkill = [.. MultilinearTraining.RunPerSkill(options)];
        foreach (MultilinearLoss row in MultilinearTraining.Run(options))
        {
            double expected = 0;
            for (int k = 50; k >= 1; k--)
            {
                double p = skills.Probability(k), loss = 0, strength = 0;
                for (long d = 0; d <= samples && !(k > parameters); d++)
                {
                    double pmf = Math.Exp(BinomialMass.Log(d, samples, p));
                    loss += pmf * flow.SkillLoss((double)d / samples, row.Time ?? double.PositiveInfinity);
                    strength += pmf * flow.Strength((double)d / samples, row.Time ?? double.PositiveInfinity);
                }
                expected += p * (k > parameters ? 2 : loss);
                SkillStrength skill = perSkill.Single(s => s.Skill == k && s.Time == row.Time);
                Assert.Equal(strength, skill.Strength, 1e-10);
                Assert.Equal(k > parameters ? 2 : loss, skill.SkillLoss, 1e-10);
            }
            Assert.Equal(expected, row.Loss, 1e-10);
            Assert.Null(row.Seed);
        }
        // T = ∞ alone takes a shorter way.
        double shortcut = MultilinearTraining.Run(options with { Times = [double.PositiveInfinity] }).Single().Loss;
        Assert.Equal(1, shortcut / MultilinearTraining.Run(options).Last().Loss, 1e-9);
    }

    [Fact]
    public void Data_sets_average_to_their_mean()
    {
        const int runs = 400;
        var options = new MultilinearOptions { SkillCount = 1000, SampleCounts = [500], Times = [300, null] };
        double[] expected = [.. MultilinearTraining.Run(options with { Data = MultilinearDataMode.Expected }).Select(row => row.Loss)];
        var sampled = MultilinearTraining.Run(options with { Seeds = [.. Enumerable.Range(1, runs).Select(s => (long)s)] }).GroupBy(row => row.Time);
        foreach ((double[] losses, double mean) in sampled.Select(g => g.Select(row => row.Loss).ToArray()).Zip(expected))
        {
            Assert.Equal(runs, losses.Length);
            double average = losses.Average(), error = Math.Sqrt(losses.Sum(x => (x - average) * (x - average)) / runs / (runs - 1));
            Assert.True(error < 0.02 * mean);
            Assert.Equal(mean, average, 4 * error);
        }
    }

    // Reference/README.md, data constants: lim L D^{α/(α+1)} for S = 1, r = 0.01, N = n_s = T = ∞.
    [Theory]
    [InlineData(0.3, 0.51886)]
    [InlineData(0.6, 0.43307)]
    [InlineData(0.9, 0.35924)]
    public void The_mean_over_data_sets_meets_the_published_data_constants(double alpha, double constant)
    {
        var options = new MultilinearOptions { Alphas = [alpha], SampleCounts = [1_000_000_000_000], Times = [null], Data = MultilinearDataMode.Expected };
        double loss = MultilinearTraining.Run(options).Single().Loss;
        Assert.Equal(constant, loss * Math.Pow(1e12, alpha / (alpha + 1)), 5e-6);
    }

    [Fact]
    public void A_data_set_over_infinitely_many_skills_is_drawn_point_by_point()
    {
        var options = new MultilinearOptions { SampleCounts = [20_000], Times = [null], Seeds = [1, 2, 3, 4, 5, 6, 7, 8] };
        double[] losses = [.. MultilinearTraining.Run(options).Select(row => row.Loss)];
        double mean = MultilinearTraining.Run(options with { Data = MultilinearDataMode.Expected }).Single().Loss;
        Assert.Equal(mean, losses.Average(), 0.02 * mean);
        Assert.Equal(8, losses.Distinct().Count());
    }

    [Theory]
    [InlineData(0.3, 1_000_000L, 1_000_000L, null, 1e4)]
    [InlineData(0.6, null, 1_000_000_000L, 3000L, 1e5)]
    [InlineData(1.2, 10_000L, 1000L, null, 300.0)]
    [InlineData(0.6, null, null, 500L, 1e5)]
    public void The_mean_over_data_sets_is_the_expected_loss_of_the_laws(double alpha, long? skillCount, long? samples, long? parameters, double time)
    {
        // Two quadratures that share only the bins over skills: Gauss's rule here, sums in strides there.
        var options = new MultilinearOptions
        {
            Alphas = [alpha], SkillCount = skillCount, SampleCounts = [samples], ParameterCounts = [parameters], Times = [time], Data = MultilinearDataMode.Expected,
        };
        double law = ExpectedLoss.At(new LawSetting { Alpha = alpha, SkillCount = skillCount }, time, samples, parameters);
        Assert.Equal(1, MultilinearTraining.Run(options).Single().Loss / law, 1e-9);
    }

    [Fact]
    public void Given_counts_are_used_as_they_are()
    {
        var options = new MultilinearOptions { Skills = new UniformSkills(3), Observations = [2, 0, 1], Times = [null, 5] };
        SkillStrength[] rows = [.. MultilinearTraining.RunPerSkill(options)];
        Assert.Equal([2, 0, 1, 2, 0, 1], rows.Select(row => row.Observations!.Value));
        Assert.Equal([1, 0.01, 1], rows[3..].Select(row => Math.Round(row.Strength, 12)));
        Assert.All(rows, row => { Assert.Null(row.Seed); Assert.Null(row.Alpha); Assert.Equal(3, row.Samples); });
        Assert.Equal(0.99 * 0.99 / 6, MultilinearTraining.Run(options).Last().Loss, 1e-15);
    }

    [Fact]
    public void The_grid_comes_in_order_and_repeats_only_what_is_random()
    {
        var options = new MultilinearOptions
        {
            Alphas = [0.3, 0.9], SkillCount = 100, Seeds = [5, 6], ParameterCounts = [10, null], SampleCounts = [50, null], Times = [30, 3],
        };
        MultilinearLoss[] rows = [.. MultilinearTraining.Run(options)];
        var keys = rows.Select(row => (row.Alpha, row.Seed, row.Parameters, row.Samples, row.Time)).ToArray();
        (double?, long?, long?, long?, double?)[] expected =
        [
            .. from alpha in new double?[] { 0.3, 0.9 }
               from seed in new long?[] { 5, 6 }
               from n in new long?[] { 10, 100 }
               from d in new long?[] { 50, null }
               where d is not null || seed == 5
               from t in new double?[] { 3, 30 }
               select (alpha, d is null ? null : seed, n, d, t),
        ];
        Assert.Equal(expected, keys);
        Assert.Equal(rows.Length / 2, rows.Select(row => row.Run).Distinct().Count());
        Assert.Equal(rows.Select(row => row.Loss), MultilinearTraining.Run(options).Select(row => row.Loss));
    }

    [Fact]
    public void One_bad_combination_leaves_the_others()
    {
        var options = new MultilinearOptions { SkillCount = 100, ParameterCounts = [10, 1000, 20], Times = [10] };
        List<long?> good = [];
        List<ScalingError> bad = [];
        foreach (MultilinearOptions one in MultilinearTraining.Combinations(options))
            try
            {
                good.Add(MultilinearTraining.Run(one).Single().Parameters);
            }
            catch (ScalingException e)
            {
                bad.Add(e.Error);
            }
        Assert.Equal([10, 20], good);
        Assert.Equal([ScalingError.TooManyParameters], bad);
    }

    [Fact]
    public void Default_times_run_from_before_emergence_to_saturation()
    {
        foreach (MultilinearModelKind model in Enum.GetValues<MultilinearModelKind>())
        {
            SkillStrength[] rows = [.. MultilinearTraining.RunPerSkill(new MultilinearOptions { SkillCount = 5, Model = model })];
            Assert.True(rows.First().RelativeStrength < 0.1);
            Assert.True(rows.Last().RelativeStrength > 0.98);
            Assert.Equal(50, rows.Length / 5);
        }
    }

    [Fact]
    public void Rows_of_infinite_resources_say_null()
    {
        MultilinearLoss row = MultilinearTraining.Run(new MultilinearOptions { Times = [double.PositiveInfinity] }).Single();
        Assert.Equal((null, null, null, null, null), (row.Time, row.Samples, row.Parameters, row.Compute, row.SkillCount));
        Assert.Equal(0, row.Loss, 1e-30);
    }

    [Theory]
    [InlineData(MultilinearMethod.ClosedForm)]
    [InlineData(MultilinearMethod.GradientDescent)]
    [InlineData(MultilinearMethod.Sgd)]
    public void Progress_ends_at_one_and_cancellation_stops_with_the_rows_so_far(MultilinearMethod method)
    {
        List<double> seen = [];
        using CancellationTokenSource source = new();
        var progress = new Recorder(p => seen.Add(p.Fraction));
        Assert.Equal(3, MultilinearTraining.Run(new MultilinearOptions { Times = [1, 2, 30], Method = method }, progress).Count());
        Assert.Equal(1, seen[^1]);
        Assert.Equal(seen.Order(), seen);

        List<MultilinearLoss> rows = [];
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (MultilinearLoss row in MultilinearTraining.Run(new MultilinearOptions { Times = [1, 2, 30], Method = method }, null, source.Token))
            {
                rows.Add(row);
                source.Cancel();
            }
        });
        Assert.Single(rows);
    }

    public static TheoryData<MultilinearOptions, ScalingError> Bad => new()
    {
        { new() { Alphas = [0] }, ScalingError.AlphaNotPositive },
        { new() { InitialStrength = 1 }, ScalingError.InitialStrengthOutOfRange },
        { new() { Times = [-1] }, ScalingError.NegativeTime },
        { new() { Times = [double.NaN] }, ScalingError.NegativeTime },
        { new() { SampleCounts = [0] }, ScalingError.NoSamples },
        { new() { SkillCount = 0 }, ScalingError.ParameterOutOfRange },
        { new() { ParameterCounts = [0] }, ScalingError.ParameterOutOfRange },
        { new() { TargetScale = double.PositiveInfinity }, ScalingError.ParameterOutOfRange },
        { new() { BatchSize = 0 }, ScalingError.ParameterOutOfRange },
        { new() { InitialImbalance = 0.1 }, ScalingError.InconsistentInput },
        { new() { Method = MultilinearMethod.GradientDescent, Times = [null] }, ScalingError.TooLarge },
        { new() { Method = MultilinearMethod.Sgd, SampleCounts = [10], Data = MultilinearDataMode.Expected }, ScalingError.InconsistentInput },
        { new() { SampleCounts = [1_000_000_000_000] }, ScalingError.TooLarge },
        { new() { SkillCount = 2, Observations = [1, 1, 1] }, ScalingError.InconsistentInput },
        { new() { SkillCount = 2, Observations = [0, 0] }, ScalingError.NoSamples },
        { new() { SkillCount = 2, Observations = [-1, 0] }, ScalingError.ParameterOutOfRange },
        { new() { SkillCount = 5, LearningRate = 50, Method = MultilinearMethod.GradientDescent, Times = [100] }, ScalingError.Diverged },
        { new() { SkillCount = 5, LearningRate = 500, Method = MultilinearMethod.Sgd, Times = [100] }, ScalingError.Diverged },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_options_are_named(MultilinearOptions options, ScalingError error) =>
        Assert.Equal(error, Assert.Throws<ScalingException>(() => MultilinearTraining.Run(options).ToList()).Error);

    [Fact]
    public void Too_many_skills_to_report_on_are_refused_unless_named()
    {
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => MultilinearTraining.RunPerSkill(new()).First()).Error);
        var named = new MultilinearOptions { ReportedSkills = [3, 1_000_000_000_000], Times = [1000] };
        Assert.Equal([3, 1_000_000_000_000], MultilinearTraining.RunPerSkill(named).Select(row => row.Skill));
        var absent = new MultilinearOptions { SkillCount = 5, ReportedSkills = [6] };
        Assert.Equal(ScalingError.SkillNotFound, Assert.Throws<ScalingException>(() => MultilinearTraining.RunPerSkill(absent).First()).Error);
    }

    private sealed class Recorder(Action<ScalingProgress> report) : IProgress<ScalingProgress>
    {
        public void Report(ScalingProgress value) => report(value);
    }
}
