using ScalingTools.Multilinear;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Multilinear;

public class MultilinearSimulationTests
{
    private static double[] Strengths(MultilinearOptions options) => [.. MultilinearTraining.RunPerSkill(options).Select(row => row.Strength)];

    [Theory]
    [InlineData(MultilinearModelKind.Multilinear)]
    [InlineData(MultilinearModelKind.Linear)]
    public void Gradient_descent_approaches_the_flow_in_proportion_to_the_learning_rate(MultilinearModelKind model)
    {
        // ηT fixed: the flow is the same, the steps are halved.
        double Error(int halvings)
        {
            var options = new MultilinearOptions
            {
                SkillCount = 8, Model = model, LearningRate = 0.1 / (1 << halvings), Times = [100.0 * (1 << halvings)], SampleCounts = [1000], TargetScale = 1.5,
            };
            return Strengths(options with { Method = MultilinearMethod.GradientDescent })
                .Zip(Strengths(options), (gd, flow) => Math.Abs(gd - flow)).Max();
        }
        double first = Error(0);
        Assert.InRange(first, 1e-4, 0.1);
        for (int h = 1; h <= 4; h++)
        {
            double next = Error(h);
            Assert.InRange(first / next, 1.85, 2.15);
            first = next;
        }
    }

    [Fact]
    public void The_loss_of_gradient_descent_is_the_sum_over_its_skills()
    {
        var options = new MultilinearOptions
        {
            SkillCount = 3000, Method = MultilinearMethod.GradientDescent, Times = [0, 7.4, 400], ParameterCounts = [2500], SampleCounts = [null, 1000],
        };
        double[] losses = [.. MultilinearTraining.Run(options).Select(row => row.Loss)];
        double[] sums = [.. MultilinearTraining.RunPerSkill(options).GroupBy(row => (row.Samples, row.Time)).Select(g => g.Sum(row => row.Frequency * row.SkillLoss))];
        Assert.Equal([0.0, 7, 400, 0, 7, 400], MultilinearTraining.Run(options).Select(row => row.Time!.Value));
        for (int i = 0; i < losses.Length; i++)
            Assert.Equal(sums[i], losses[i], 1e-12);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    public void Unequal_layers_follow_the_flow_that_conserves_their_difference(double imbalance)
    {
        const double eta = 1e-4;
        var options = new MultilinearOptions
        {
            Skills = new UniformSkills(2), Method = MultilinearMethod.GradientDescent, LearningRate = eta, InitialImbalance = imbalance, Times = [20_000, 60_000],
        };
        double[] r = Strengths(options);
        Assert.Equal(MultilinearFlowTests.RungeKutta(0.5, 20_000, 1, 0.01, eta, imbalance), r[0], 1e-4);
        Assert.Equal(MultilinearFlowTests.RungeKutta(0.5, 60_000, 1, 0.01, eta, imbalance), r[2], 1e-4);
        Assert.True(r[0] > 2 * Strengths(options with { InitialImbalance = 0 })[0]);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_of_gradient_descent()
    {
        var start = new MultilinearStart(new MultilinearFlow(MultilinearModelKind.Multilinear, 1, 0.01, 0.5), 0.1);
        double[] rate = new ZipfSkills(0.4, 2003).Probabilities();
        double[] one = MultilinearGradientDescent.Strengths(start, rate, [100.0], _ => { }, 1).Single();
        double[] many = MultilinearGradientDescent.Strengths(start, rate, [100.0], _ => { }, 3).Single();
        Assert.Equal(one, many);
        (double a, double b) = (start.A, start.B);
        for (int step = 0; step < 100; step++)
            start.Step(ref a, ref b, rate[0]);
        Assert.Equal(a * b, one[0], 1e-15);
    }

    [Theory]
    [InlineData(MultilinearModelKind.Multilinear, null)]
    [InlineData(MultilinearModelKind.Multilinear, 40L)]
    [InlineData(MultilinearModelKind.Linear, null)]
    public void Sgd_averages_to_gradient_descent(MultilinearModelKind model, long? samples)
    {
        // The mean over batches of a small step is the step of gradient descent; what is left is O(η/B), below the statistical error here.
        const int runs = 60;
        var options = new MultilinearOptions
        {
            SkillCount = 4, Model = model, LearningRate = 0.02, BatchSize = 8, Times = [150],
            InitialStrength = 0.1, Observations = samples is null ? null : [20, 10, 6, 4],
        };
        double[] descent = Strengths(options with { Method = MultilinearMethod.GradientDescent });
        double[][] sgd = [.. MultilinearTraining.RunPerSkill(options with { Method = MultilinearMethod.Sgd, Seeds = [.. Enumerable.Range(1, runs).Select(s => (long)s)] })
            .Chunk(4).Select(rows => rows.Select(row => row.Strength).ToArray())];
        for (int k = 0; k < 4; k++)
        {
            double mean = sgd.Average(r => r[k]), error = Math.Sqrt(sgd.Sum(r => (r[k] - mean) * (r[k] - mean)) / runs / (runs - 1));
            Assert.InRange(error, 1e-6, 0.02);
            Assert.Equal(descent[k], mean, 4 * error);
        }
    }

    [Fact]
    public void Large_batches_turn_Sgd_into_gradient_descent()
    {
        // The spread of a run falls as B^-1/2: a hundred times the batch, a tenth of the distance (root mean square over seeds and skills).
        double Distance(int batch)
        {
            var options = new MultilinearOptions { SkillCount = 5, BatchSize = batch, Times = [100], InitialStrength = 0.1, LearningRate = 0.1 };
            double[] descent = Strengths(options with { Method = MultilinearMethod.GradientDescent });
            double[] sgd = Strengths(options with { Method = MultilinearMethod.Sgd, Seeds = [.. Enumerable.Range(1, 20).Select(s => (long)s)] });
            return Math.Sqrt(sgd.Select((r, i) => (r - descent[i % 5]) * (r - descent[i % 5])).Average());
        }
        Assert.InRange(Distance(16) / Distance(1600), 7, 14);
    }

    [Fact]
    public void Sgd_over_infinitely_many_skills_has_the_loss_of_its_skills_and_repeats_with_its_seed()
    {
        var options = new MultilinearOptions { Method = MultilinearMethod.Sgd, Times = [0, 300], LearningRate = 0.5, Seeds = [9], ParameterCounts = [null, 50] };
        double[] losses = [.. MultilinearTraining.Run(options).Select(row => row.Loss)];
        Assert.Equal(losses, MultilinearTraining.Run(options).Select(row => row.Loss));
        Assert.NotEqual(losses, MultilinearTraining.Run(options with { Seeds = [10] }).Select(row => row.Loss));
        double[] flow = [.. MultilinearTraining.Run(options with { Method = MultilinearMethod.ClosedForm }).Select(row => row.Loss)];
        Assert.Equal(0.99 * 0.99 / 2, losses[0], 1e-12);
        for (int i = 0; i < 4; i++)
            Assert.Equal(1, losses[i] / flow[i], 0.1);
        double tail = new ZipfSkills(0.6, null).Mass(51) / 2;
        double[] skills = [.. Enumerable.Range(1, 50).Select(k => (double)k)];
        double sum = MultilinearTraining.RunPerSkill(options with { ParameterCounts = [50], Times = [300], ReportedSkills = [.. skills.Select(k => (long)k)] })
            .Sum(row => row.Frequency * row.SkillLoss);
        Assert.Equal(sum + tail, losses[3], 1e-12);
    }
}
