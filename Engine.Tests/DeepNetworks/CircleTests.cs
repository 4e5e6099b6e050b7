using ScalingTools.DeepNetworks;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Tests.DeepNetworks;

/// <summary>Kernels on the circle against closed forms and sampled networks; training against the kernel's own prediction.</summary>
public class CircleTests
{
    private static readonly CircleTrainingOptions Small = new() { Width = 64, GridSize = 64, Steps = 40, MeasureAt = [0, 10], Threads = 1 };

    [Fact]
    public void Arc_cosine_kernels_are_the_closed_forms_of_Cho_and_Saul()
    {
        // J_2(a) = 3 sin a cos a + (π - a)(1 + 2 cos² a), J_2(0) = 3π
        ArcCosineKernel two = new(2);
        foreach (double a in new[] { 0, 1e-4, 0.3, 1, 2, 3, Math.PI })
            Assert.Equal((3 * Math.Sin(a) * Math.Cos(a) + (Math.PI - a) * (1 + 2 * Math.Cos(a) * Math.Cos(a))) / (3 * Math.PI), two.At(a), 1e-11);
        // The rule itself, next to powers that have a closed form
        foreach (double a in new[] { 0.01, 0.5, 2.5 })
        {
            Assert.Equal(new ArcCosineKernel(1).At(a), new ArcCosineKernel(1 + 1e-12).At(a), 1e-10);
            Assert.Equal(new ArcCosineKernel(0).At(a), new ArcCosineKernel(1e-12).At(a), 1e-10);
        }
    }

    // Λ_k ~ k^-2q: the slope between means of an even and an odd frequency, from k = 20 to k = 1000.
    [Theory]
    [InlineData(0.75)]
    [InlineData(1)]
    [InlineData(1.5)]
    public void Eigenvalues_fall_as_the_activation_says(double power)
    {
        double[] lambda = CircleSpectrum.Of(new NeuralTangentKernel(power), 1024);
        double slope = -Math.Log((lambda[1000] + lambda[1001]) / (lambda[20] + lambda[21])) / Math.Log(1000.5 / 20.5);
        Assert.Equal(2 * power, slope, 2 * power * 0.05);
    }

    [Fact]
    public void One_layer_of_rectifiers_does_not_learn_odd_frequencies()
    {
        double[] lambda = CircleSpectrum.Of(new NeuralTangentKernel(1, 1), 12);
        for (int k = 3; k < 12; k += 2)
            Assert.Equal(0, lambda[k], 1e-8);
        Assert.True(lambda[10] > 1e-4);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1.5, 2)]
    [InlineData(1, 3)]
    public void Wide_networks_have_the_kernel_of_infinite_ones(double power, int depth)
    {
        const int Points = 32;
        double[] row = new double[Points], angles = [.. Enumerable.Range(0, Points).Select(i => 2 * Math.PI * i / Points)];
        PerceptronOptions options = new() { Width = 512, Depth = depth, ActivationPower = power, Richness = 1 };
        const int Draws = 8;
        for (int seed = 1; seed <= Draws; seed++)
        {
            using ParameterSet set = PerceptronModel.Parameters(options);
            set.DrawGaussian(seed);
            double[,] kernel = TangentKernel.Of(options, set, angles);
            for (int i = 0; i < Points; i++)
                for (int d = 0; d < Points; d++)
                    row[d] += kernel[i, (i + d) % Points] / (Points * Draws);
        }
        NeuralTangentKernel infinite = new(power, depth);
        double whole = infinite.At(0);
        for (int d = 0; d <= Points / 2; d++)
            Assert.Equal(infinite.At(2 * Math.PI * d / Points), row[d], 0.06 * whole);
    }

    // Δf_i of one small step on ½ mean e² is -η Σ_j K_ij e_j/n, which takes the gradient from the training and the kernel from derivatives point by point.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(1.5, 3)]
    [InlineData(1, 1)]
    public void A_step_changes_the_output_as_the_kernel_says(double power, int depth)
    {
        const int Points = 16;
        const double Rate = 1e-4;
        PerceptronOptions options = new() { Width = 32, Depth = depth, ActivationPower = power, Richness = 0.5 };
        using ParameterSet set = PerceptronModel.Parameters(options);
        set.DrawGaussian(3);
        double[,] kernel = TangentKernel.Of(options, set, [.. Enumerable.Range(0, Points).Select(i => 2 * Math.PI * i / Points)]);
        double[] before = Outputs(), error = [.. Enumerable.Range(0, Points).Select(i => Math.Cos(i * i))], targets = [.. before.Zip(error, (f, e) => f - e)];
        using OnlineTraining training = new(set, Points, 4, 1, Rate * options.RateFactor, 0, Points, () => new CircleSlice(options, set, targets, targets, true, 1, 4));
        training.TrainTo(1, _ => { }, default);
        double[] after = Outputs();
        for (int i = 0; i < Points; i++)
        {
            double change = 0, size = 0;
            for (int j = 0; j < Points; j++)
                (change, size) = (change - kernel[i, j] * error[j] / Points, size + Math.Abs(kernel[i, j]) / Points);
            Assert.Equal(change, (after[i] - before[i]) / Rate, 0.02 * size);
        }

        unsafe double[] Outputs()
        {
            using CircleSlice slice = new(options, set, [], new double[Points], true, 0, Points);
            slice.FillTest(0, Points);
            slice.Graph.Forward();
            return [.. Enumerable.Range(0, Points).Select(i => (double)slice.Output.Values[i])];
        }
    }

    [Fact]
    public void Lazy_networks_follow_the_eigenvalues_of_the_kernel()
    {
        CircleLoss last = CircleTraining.Run(Small with { Width = 512, Richness = [0.01], Steps = 100 }).Last();
        Assert.Equal(1, last.LazyLoss / last.Loss!.Value, 0.1);
        Assert.True(last.Loss < 0.3);
    }

    [Fact]
    public void Targets_have_mean_square_one_and_the_exponents_of_the_paper()
    {
        CircleTask task = CircleTask.OfSource(0.5);
        Assert.Equal(1, task.FrequencyExponent, 1e-12);
        Assert.Equal(0.5, task.Source(1), 1e-12);
        Assert.Equal(1, task.PowerFrom(1), 1e-12);
        Assert.Equal(1, task.Values(256).Sum(y => y * y) / 256 + task.PowerFrom(128), 1e-9);
        Assert.Equal(6 / (Math.PI * Math.PI), task.Power(1), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads(int batch)
    {
        CircleTrainingOptions options = Small with { BatchSize = batch, Width = 192, GridSize = 256 };
        double?[] one = [.. CircleTraining.Run(options).Select(r => r.Loss)];
        Assert.Equal(one, CircleTraining.Run(options with { Threads = 2 }).Select(r => r.Loss));
        Assert.NotEqual(one, CircleTraining.Run(options with { Seeds = [2] }).Select(r => r.Loss));
        Assert.Equal(1, one[0]!.Value, 1e-6);
        Assert.True(one[2] < one[1] && one[1] < one[0]);
    }

    [Fact]
    public void A_run_that_diverges_says_so()
    {
        CircleLoss last = CircleTraining.Run(Small with { Richness = [50], LearningRate = 1 }).Last();
        Assert.Equal(NetworkOutcome.Diverged, last.Outcome);
        Assert.Equal(ScalingError.Diverged, last.Failure()!.Error);
    }

    [Theory]
    [InlineData("q", ScalingError.ParameterOutOfRange)]
    [InlineData("power", ScalingError.ParameterOutOfRange)]
    [InlineData("grid", ScalingError.ParameterOutOfRange)]
    [InlineData("richness", ScalingError.ParameterOutOfRange)]
    [InlineData("measure", ScalingError.ParameterOutOfRange)]
    [InlineData("rate", ScalingError.UnstableLearningRate)]
    [InlineData("width", ScalingError.TooLarge)]
    [InlineData("seeds", ScalingError.EmptyPipeline)]
    public void Bad_input_is_refused_before_anything_is_trained(string what, ScalingError error)
    {
        CircleTrainingOptions options = what switch
        {
            "q" => Small with { FrequencyExponent = [0.5] },
            "power" => Small with { ActivationPower = 0.5 },
            "grid" => Small with { GridSize = 100 },
            "richness" => Small with { Richness = [0] },
            "measure" => Small with { MeasureAt = [41] },
            "rate" => Small with { LearningRate = 3 },
            "width" => Small with { Width = 100_000 },
            _ => Small with { Seeds = [] },
        };
        Assert.Equal(error, Assert.Throws<ScalingException>(() => CircleTraining.Run(options)).Error);
    }
}
