using MathNet.Numerics.LinearAlgebra;
using ScalingTools.FeatureLearning;
using ScalingTools.Numerics;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public unsafe class FeatureLearningTrainingTests
{
    private static readonly FeatureLearningOptions Small = new() { Task = PowerLawTask.FromCapacity(1.5, 0.5, 60), Width = 15, LearningRate = 0.3, Time = 50, MeasureAt = [0, 1, 10, 50], Draws = 4 };

    private static double[] Losses(FeatureLearningOptions options) => [.. FeatureLearningTraining.Run(options).Select(row => row.TestLoss!.Value)];

    private static double[] Curve(FeatureLearningOptions options, int draw, bool modes = false) =>
        TrainingDraw.Run(new FeatureLearningPlan(options), draw, modes ? [0] : [], _ => { }, default).TestLoss;

    [Fact]
    public void Infinite_width_without_richness_learns_each_mode_by_itself()
    {
        FeatureLearningOptions options = Small with { Width = null };
        double[] lambda = options.Task.Eigenvalues(), power = options.Task.TargetPowers();
        foreach (FeatureMethod method in Enum.GetValues<FeatureMethod>())
        {
            FeatureLearningLoss[] rows = [.. FeatureLearningTraining.Run(options with { Method = method })];
            Assert.Equal([0.0, 1, 10, 50], rows.Select(row => row.Time));
            foreach (FeatureLearningLoss row in rows)
            {
                double Left(double eigenvalue) => method == FeatureMethod.GradientDescent ? Math.Pow(1 - 0.3 * eigenvalue, row.Time) : Math.Exp(-0.3 * eigenvalue * row.Time);
                Assert.Equal(power.Zip(lambda, (p, l) => p * Left(l) * Left(l)).Sum(), row.TestLoss!.Value, 1e-7);
                // w = A_0 (w* - v) for N → ∞
                Assert.Equal(power.Zip(lambda, (p, l) => p / l * (1 - Left(l)) * (1 - Left(l))).Sum(), row.WeightNorm!.Value, 1e-6);
                Assert.Equal(0, row.TestLossSd!.Value, 1e-15);
                Assert.Equal(row.TestLoss, row.TrainLoss);
            }
            foreach (ModeError row in FeatureLearningTraining.ModeErrors(options with { Method = method }, [1, 7, 60]))
                Assert.Equal(row.LimitError, row.Error, 1e-7);
        }
    }

    [Fact]
    public void Momentum_at_infinite_width_is_that_of_each_mode()
    {
        double[] lambda = Small.Task.Eigenvalues(), power = Small.Task.TargetPowers();
        double[] error = [.. lambda.Select(_ => 1.0)], velocity = new double[60];
        for (int step = 0; step < 50; step++)
            for (int k = 0; k < 60; k++)
            {
                velocity[k] = 0.7 * velocity[k] + 0.3 * lambda[k] * error[k];
                error[k] -= velocity[k];
            }
        FeatureLearningLoss row = FeatureLearningTraining.Run(Small with { Width = null, Momentum = 0.7 }).Last();
        Assert.Equal(power.Zip(error, (p, e) => p * e * e).Sum(), row.TestLoss!.Value, 1e-12);
        Assert.Equal(power.Zip(lambda, (p, l) => p / l).Zip(error, (w2, e) => w2 * (1 - e) * (1 - e)).Sum(), row.WeightNorm!.Value, 1e-10);
    }

    [Fact]
    public void Rich_steps_at_infinite_width_are_the_memory_form_of_the_theory()
    {
        // Eq. 44: an independent way to the same limit, with sums over the past instead of a kernel.
        const int steps = 20, modes = 12;
        const double eta = 0.3, gamma = 0.6;
        FeatureLearningOptions options = Small with { Task = PowerLawTask.FromCapacity(1.5, 0.5, modes), Width = null, Richness = gamma, Time = steps, MeasureAt = [.. Enumerable.Range(0, steps + 1).Select(t => (double)t)] };
        double[] lambda = options.Task.Eigenvalues(), target = [.. options.Task.TargetPowers().Zip(lambda, (p, l) => Math.Sqrt(p / l))];
        double[][] v = new double[steps + 1][], seen = new double[steps + 1][]; // v(t) and A_0ᵀw/N
        double[,] c2 = new double[steps + 1, steps + 1], response = new double[steps + 1, steps + 1]; // w(t) = Σ_s response(t, s) h(s)
        seen[0] = new double[modes];
        for (int t = 0; t <= steps; t++)
        {
            double[] now = new double[modes];
            for (int k = 0; k < modes; k++)
                now[k] = target[k] - seen[t][k] - eta * gamma * lambda[k] * Enumerable.Range(0, t).Sum(s => Overlap(t, s) * v[s][k]);
            v[t] = now;
            for (int s = 0; s <= t; s++)
                c2[t, s] = c2[s, t] = Enumerable.Range(0, modes).Sum(k => lambda[k] * lambda[k] * v[t][k] * v[s][k]);
            if (t == steps)
                break;
            seen[t + 1] = [.. Enumerable.Range(0, modes).Select(k => seen[t][k] + eta * lambda[k] * v[t][k] + eta * eta * gamma * Enumerable.Range(0, t).Sum(s => c2[t, s] * seen[s][k]))];
            for (int r = 0; r <= t; r++)
                response[t + 1, r] = response[t, r] + (r == t ? eta : 0) + eta * eta * gamma * Enumerable.Range(0, t).Sum(s => c2[t, s] * response[s, r]);
        }
        double Overlap(int t, int s) => Enumerable.Range(0, steps).Sum(a => Enumerable.Range(0, steps).Sum(b => response[t, a] * c2[a, b] * response[s, b])); // C_w
        FeatureLearningLoss[] rows = [.. FeatureLearningTraining.Run(options)];
        for (int t = 0; t <= steps; t++)
        {
            Assert.Equal(Enumerable.Range(0, modes).Sum(k => lambda[k] * v[t][k] * v[t][k]), rows[t].TestLoss!.Value, 1e-10);
            Assert.Equal(Overlap(t, t), rows[t].WeightNorm!.Value, 1e-10);
        }
    }

    [Theory]
    [InlineData(StudentModel.RotatedFeatures, FeatureMethod.GradientDescent)]
    [InlineData(StudentModel.RotatedFeatures, FeatureMethod.GradientFlow)]
    [InlineData(StudentModel.LinearNetwork, FeatureMethod.GradientDescent)]
    [InlineData(StudentModel.LinearNetwork, FeatureMethod.GradientFlow)]
    public void Wide_students_come_near_infinite_width_as_one_over_N(StudentModel model, FeatureMethod method)
    {
        FeatureLearningOptions options = Small with
        {
            Task = PowerLawTask.FromCapacity(2, 0.5, 400), Model = model, Method = method, Richness = 0.5, LearningRate = 0.2, Time = 8, MeasureAt = [8], Draws = 24, Width = null,
        };
        double limit = Losses(options)[0];
        FeatureLearningLoss narrow = FeatureLearningTraining.Run(options with { Width = 100 }).Last(), wide = FeatureLearningTraining.Run(options with { Width = 400 }).Last();
        Assert.InRange(wide.TestLoss!.Value / limit, 0.97, 1.08);
        Assert.InRange(wide.TestLoss!.Value - limit, (narrow.TestLoss!.Value - limit) / 4 - 4 * wide.TestLossError!.Value - narrow.TestLossError!.Value,
            (narrow.TestLoss!.Value - limit) / 4 + 4 * wide.TestLossError!.Value + narrow.TestLossError!.Value);
    }

    [Fact]
    public void Frozen_features_follow_the_eigenvectors_of_their_kernel()
    {
        // u(t) = (1 - ηRᵀR/N)^t y and e^{-ηtRᵀR/N} y, by Math.NET.
        using StudentFeatures features = StudentFeatures.Draw(Small, 2, false);
        Matrix<double> r = Matrix<double>.Build.Dense(15, 60, (i, k) => features.Rows.Row(i)[k]);
        var parts = (r.TransposeThisAndMultiply(r) / 15).Evd(Symmetricity.Symmetric);
        Vector<double> start = parts.EigenVectors.TransposeThisAndMultiply(Vector<double>.Build.Dense(60, k => features.Target[k]));
        double Loss(Func<double, double> left) => start.Zip(parts.EigenValues, (y, h) => y * y * left(h.Real) * left(h.Real)).Sum();
        double[] steps = Curve(Small, 2), flow = Curve(Small with { Method = FeatureMethod.GradientFlow }, 2);
        foreach ((int i, double t) in Small.MeasureAt.Index())
        {
            Assert.Equal(Loss(h => Math.Pow(1 - 0.3 * h, t)), steps[i], 1e-11);
            Assert.Equal(Loss(h => Math.Exp(-0.3 * h * t)), flow[i], 1e-7);
        }
    }

    [Theory]
    [InlineData(StudentModel.RotatedFeatures, 0.5, 15, null)]
    [InlineData(StudentModel.ProjectedFeatures, 0.5, 15, 25L)]
    [InlineData(StudentModel.LinearNetwork, 0.5, 15, 25L)]
    [InlineData(StudentModel.LinearNetwork, 0.5, null, 25L)]
    [InlineData(StudentModel.LinearNetwork, 0.5, 15, 25L, 0.3)]
    [InlineData(StudentModel.LinearNetwork, 0.5, null, 25L, 0.3)]
    [InlineData(StudentModel.RotatedFeatures, 0, 15, 25L)]
    [InlineData(StudentModel.RotatedFeatures, 0.5, null, 25L)]
    public void The_flow_is_the_limit_of_small_steps(StudentModel model, double richness, int? width, long? samples, double variance = 1)
    {
        // Steps of half the size at twice the number: the error halves, so that 2 L(η/2) - L(η) is right to its square.
        FeatureLearningOptions options = Small with { Model = model, Richness = richness, FeatureVariance = variance, Width = width, SampleCount = samples, Draws = 1, LearningRate = 1, Time = 5, MeasureAt = [5] };
        double flow = Losses(options with { Method = FeatureMethod.GradientFlow })[0];
        double Steps(int parts) => Losses(options with { LearningRate = 1.0 / parts, Time = 5 * parts, MeasureAt = [5 * parts] })[0];
        double coarse = Steps(200), fine = Steps(400);
        Assert.InRange((fine - flow) / (coarse - flow), 0.45, 0.55);
        Assert.Equal(1, (2 * fine - coarse) / flow, 2e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Few_samples_are_learnt_by_heart_while_the_test_loss_stays(double richness)
    {
        FeatureLearningOptions options = Small with { SampleCount = 6, Richness = richness, Method = FeatureMethod.GradientFlow, Time = 1e4, LearningRate = 1, MeasureAt = [.. LogSpace.Values(0.01, 1e4, 30)], Draws = 1 };
        FeatureLearningLoss[] rows = [.. FeatureLearningTraining.Run(options)];
        for (int i = 1; i < rows.Length; i++)
            Assert.True(rows[i].TrainLoss <= rows[i - 1].TrainLoss + 1e-12, $"t = {rows[i].Time}");
        Assert.InRange(rows[^1].TrainLoss!.Value, 0, 1e-8);
        Assert.InRange(rows[^1].TestLoss!.Value, 0.05, 2);
    }

    [Theory]
    [InlineData(0, 4, null)]
    [InlineData(0.5, 4, null)]
    [InlineData(0, null, 20L)]
    public void Losses_have_the_same_law_however_they_are_drawn(double richness, int? batchSize, long? samples)
    {
        // Left: all directions, and with batches samples one by one (an ensemble of one in disguise); right: what Run does.
        const int draws = 600;
        FeatureLearningOptions options = Small with { BatchSize = batchSize, SampleCount = samples, Richness = richness, LearningRate = 0.2, Time = 20, MeasureAt = [3, 20] };
        double[][] fast = [.. Enumerable.Range(0, draws).Select(draw => Curve(options, draw))], slow = [.. Enumerable.Range(0, draws).Select(OneByOne)];
        for (int i = 0; i < 2; i++)
        {
            // In the logarithm, which has no heavy tail.
            double[] x = [.. fast.Select(c => Math.Log(c[i]))], y = [.. slow.Select(c => Math.Log(c[i]))];
            (double meanX, double sdX) = Moments(x);
            (double meanY, double sdY) = Moments(y);
            double error = Math.Sqrt((sdX * sdX + sdY * sdY) / draws);
            Assert.InRange(meanX - meanY, -4 * error, 4 * error);
            Assert.InRange(sdX / sdY, 1 - 4 / Math.Sqrt(draws), 1 + 4 / Math.Sqrt(draws));
        }

        double[] OneByOne(int draw)
        {
            if (samples is not null)
                return Curve(options, draw + draws, modes: true); // of other draws, since features are the same
            using StudentFeatures features = StudentFeatures.Draw(options, draw + draws, false);
            using FreshSampleGradient gradient = new(options.Seed, draw + draws, batchSize!.Value, features.Dimension);
            using StepTrajectory trajectory = new(options, Student.Create(options, features, 0, draw + draws), gradient);
            double[] losses = new double[2];
            for (int i = 0; i < 2; i++)
            {
                trajectory.AdvanceTo(options.MeasureAt[i], default);
                losses[i] = DenseKernel.Dot(trajectory.Error, trajectory.Error, DenseRows.Padded(features.Dimension));
            }
            return losses;
        }
    }

    private static (double Mean, double Sd) Moments(double[] x)
    {
        double mean = x.Average();
        return (mean, Math.Sqrt(x.Average(v => (v - mean) * (v - mean))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30L)]
    public void The_loss_of_an_ensemble_is_a_bias_and_a_variance_over_E(long? samples)
    {
        FeatureLearningOptions options = Small with { SampleCount = samples, Draws = 400, MeasureAt = [50] };
        double[] loss = [.. ((int[])[1, 2, 8]).Select(e => FeatureLearningTraining.Run(options with { EnsembleSize = e }).Last().TestLoss!.Value)];
        // L_E = b + v/E, so that (L_1 - L_8)/(L_1 - L_2) = (7/8)/(1/2)
        Assert.True(loss[0] > loss[1] && loss[1] > loss[2]);
        Assert.InRange((loss[0] - loss[2]) / (loss[0] - loss[1]), 1.65, 1.85);
    }

    [Fact]
    public void Members_of_an_ensemble_see_the_same_fresh_samples()
    {
        // At one step of width near M every student moves along the same ĝ: the loss keeps the noise of the batch, whatever E.
        FeatureLearningOptions options = Small with { Width = 60, BatchSize = 1, LearningRate = 0.2, Time = 1, MeasureAt = [1], Draws = 300 };
        double one = FeatureLearningTraining.Run(options).Last().TestLossSd!.Value, many = FeatureLearningTraining.Run(options with { EnsembleSize = 8 }).Last().TestLossSd!.Value;
        Assert.InRange(many / one, 0.6, 1.1);
    }

    [Theory]
    [InlineData(StudentModel.RotatedFeatures, 5, null)]
    [InlineData(StudentModel.ProjectedFeatures, null, 20L)]
    [InlineData(StudentModel.LinearNetwork, 5, null)]
    [InlineData(StudentModel.RotatedFeatures, null, 20L, FeatureMethod.GradientFlow, 0)]
    [InlineData(StudentModel.RotatedFeatures, null, 20L, FeatureMethod.GradientFlow)]
    public void The_number_of_threads_does_not_change_a_bit(StudentModel model, int? batchSize, long? samples, FeatureMethod method = FeatureMethod.GradientDescent, double richness = 0.2)
    {
        FeatureLearningOptions options = Small with { Model = model, BatchSize = batchSize, SampleCount = samples, Richness = richness, Method = method, LearningRate = 0.1, Draws = 7, EnsembleSize = 2 };
        FeatureLearningLoss[] one = [.. FeatureLearningTraining.Run(options with { Threads = 1 })], three = [.. FeatureLearningTraining.Run(options with { Threads = 3 })];
        Assert.Equal(one, three);
        Assert.NotEqual(one[^1].TestLoss, FeatureLearningTraining.Run(options with { Seed = 2 }).Last().TestLoss);
    }

    [Fact]
    public void Modes_add_up_to_the_bias_and_their_errors_have_a_spread()
    {
        FeatureLearningOptions options = Small with { SampleCount = 20, Draws = 20 };
        ModeError[] rows = [.. FeatureLearningTraining.ModeErrors(options, [1, 10])];
        Assert.Equal(8, rows.Length);
        Assert.All(rows.Where(row => row.Time == 0), row => Assert.Equal((1.0, 0.0), (row.Error, row.ErrorSd!.Value)));
        Assert.All(rows.Where(row => row.Time == 50), row => Assert.True(row.ErrorSd > 0 && row.Error > row.LimitError));
        Assert.True(rows[^2].Error < rows[^1].Error); // the first mode is learnt before the tenth
    }

    [Fact]
    public void A_run_stops_when_it_is_cancelled_and_says_how_far_it_is()
    {
        using CancellationTokenSource source = new();
        List<double> seen = [];
        Progress progress = new(p =>
        {
            seen.Add(p.Fraction);
            source.Cancel();
        });
        FeatureLearningOptions options = Small with { BatchSize = 4, Time = 1e9, MeasureAt = [1e9] };
        Assert.Throws<OperationCanceledException>(() => FeatureLearningTraining.Run(options, progress, source.Token).ToList());
        Assert.NotEmpty(seen);
        seen.Clear();
        Assert.Equal(4, FeatureLearningTraining.Run(Small, progress).Count());
        Assert.Equal(1, seen[^1]);
    }

    private sealed class Progress(Action<ScalingProgress> report) : IProgress<ScalingProgress>
    {
        public void Report(ScalingProgress value) => report(value);
    }

    [Fact]
    public void Options_that_cannot_be_used_say_why()
    {
        void Refused(ScalingError error, FeatureLearningOptions options, long[]? modes = null) =>
            Assert.Equal(error, Assert.Throws<ScalingException>(() => (modes is null ? FeatureLearningTraining.Run(options) : (IEnumerable<object>)FeatureLearningTraining.ModeErrors(options, modes)).Count()).Error);
        Refused(ScalingError.NoSamples, Small with { SampleCount = 0 });
        Refused(ScalingError.TooManyParameters, Small with { Width = 61 });
        Refused(ScalingError.UnstableLearningRate, Small with { LearningRate = 5 });
        Refused(ScalingError.UnstableLearningRate, Small with { LearningRate = 5, SampleCount = 10 });
        Refused(ScalingError.UnstableLearningRate, Small with { LearningRate = 5, Momentum = 0.5 });
        Refused(ScalingError.UnstableLearningRate, Small with { LearningRate = 1.2, BatchSize = 1 });
        Refused(ScalingError.UnstableLearningRate, Small with { LearningRate = 2.01, Width = null });
        Refused(ScalingError.UnstableLearningRate, Small with { LearningRate = 2, Model = StudentModel.LinearNetwork });
        Refused(ScalingError.Diverged, Small with { LearningRate = 0.8, Richness = 30 });
        Refused(ScalingError.InconsistentInput, Small with { Momentum = 0.5, Model = StudentModel.LinearNetwork });
        Refused(ScalingError.InconsistentInput, Small with { FeatureVariance = 0.5 });
        Refused(ScalingError.ParameterOutOfRange, Small with { FeatureVariance = -1, Model = StudentModel.LinearNetwork });
        Refused(ScalingError.TooLarge, Small with { Task = PowerLawTask.FromCapacity(1.5, 0.5, 1_000_000), Width = 100_000 });
        Refused(ScalingError.TooLarge, Small with { Task = PowerLawTask.FromCapacity(1.5, 0.5, 1_000_000_000_000) });
        Refused(ScalingError.TooLarge, Small with { SampleCount = 1_000_000_000_000 });
        Refused(ScalingError.ParameterOutOfRange, Small, [0]);
        Refused(ScalingError.ParameterOutOfRange, Small, [61]);
        Refused(ScalingError.InconsistentInput, Small with { Task = PowerLawTask.FromSpectrum([1, 0.5], [1, 0]), Width = 1 }, [1, 2]);
    }
}
