using ScalingTools.DeepNetworks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Tests.DeepNetworks;

/// <summary>Kernels of convolutional networks on images against finite differences, and the modes of a task against the training of the linear twin.</summary>
public unsafe class TaskSpectrumTests
{
    private static readonly VisionDataset Digits = SyntheticDigits.Generate(3000, 1, 8);

    // ∂f/∂θ by central differences, θ by θ.
    [Fact]
    public void The_kernel_is_that_of_derivatives()
    {
        const int Images = 4;
        const float Step = 1e-2f;
        ConvolutionalOptions model = new() { Height = 8, Width = 8, Channels = 1, OutputCount = 1, Layers = 2, Filters = 3, Richness = 1 };
        double[,] kernel = TangentKernel.Of(Digits, Images, model, 5, default);
        using ParameterSet set = ConvolutionalModel.Parameters(model);
        set.DrawGaussian(5);
        using Graph graph = new();
        using ParameterSet start = ConvolutionalModel.Parameters(model); // of zeros, so that f alone is left
        (Tensor pixels, Tensor output) = ConvolutionalModel.Record(graph, set, start, model, Images);
        graph.Record(new SquaredError(output, graph.Input(Images, 1), 0.5));
        graph.Complete();
        for (int i = 0; i < Images; i++)
            foreach ((int p, byte pixel) in Digits.GetPixels(i).Index())
                pixels.Values[i * 64 + p] = (float)((pixel - Digits.PixelMean) / Digits.PixelDeviation);
        double[,] expected = new double[Images, Images];
        for (long k = 0; k < set.Size; k++)
        {
            float value = set.Values[k];
            double[] up = Outputs(value + Step), down = Outputs(value - Step);
            set.Values[k] = value;
            for (int i = 0; i < Images; i++)
                for (int j = 0; j < Images; j++)
                    expected[i, j] += model.RateFactor * (up[i] - down[i]) * (up[j] - down[j]) / (4 * Step * Step);

            double[] Outputs(float to)
            {
                set.Values[k] = to;
                graph.Forward();
                return [.. Enumerable.Range(0, Images).Select(i => (double)output.Values[i])];
            }
        }
        for (int i = 0; i < Images; i++)
            for (int j = 0; j < Images; j++)
                Assert.Equal(expected[i, j], kernel[i, j], 0.02 * expected[0, 0]);
    }

    [Fact]
    public void Modes_are_sorted_and_have_the_whole_task()
    {
        IReadOnlyList<TaskMode> modes = TaskSpectrum.Of(Digits, filters: 8, sampleCount: 300, count: 300);
        Assert.Equal(300, modes.Count);
        // E |y|² = 1 - 1/C, whatever the classes.
        Assert.Equal(0.9, modes.Sum(m => m.Power), 1e-9);
        Assert.Equal(0.9, modes[0].RemainingPower, 1e-9);
        Assert.Equal(modes[^1].Power, modes[^1].RemainingPower, 1e-12);
        Assert.All(modes.Zip(modes.Skip(1)), pair => Assert.True(pair.First.Eigenvalue >= pair.Second.Eigenvalue));
        double[,] kernel = TangentKernel.Of(Digits, 300, new() { Height = 8, Width = 8, Filters = 8 }, 1, default);
        Assert.Equal(Enumerable.Range(0, 300).Average(i => kernel[i, i]), modes.Sum(m => m.Eigenvalue), 1e-3 * modes[0].Eigenvalue);
        Assert.Equal(modes.Take(50), TaskSpectrum.Of(Digits, filters: 8, sampleCount: 300, count: 50));
    }

    // L(t) = Σ w_k² e^{-2λ_k t}, as long as modes beyond the sample do not count.
    [Fact]
    public void The_linear_twin_learns_as_the_modes_say()
    {
        IReadOnlyList<TaskMode> modes = TaskSpectrum.Of(Digits, filters: 64, sampleCount: 1000, count: 1000);
        foreach (VisionLoss row in VisionTraining.Run(new() { Dataset = Digits, Filters = 64, Linearized = true, LearningRate = 0.02, BatchSize = 64, Steps = 200, MeasureAt = [20, 60], TestCount = 1000 }))
        {
            double expected = modes.Sum(m => m.Power * Math.Exp(-2 * m.Eigenvalue * row.Time));
            Assert.Equal(1, row.TestLoss!.Value / expected, 0.05);
        }
    }

    [Fact]
    public void Exponents_of_power_laws_are_found()
    {
        TaskMode[] modes = [.. Enumerable.Range(1, 100).Select(k => new TaskMode
        {
            Dataset = "a", SampleCount = 1000, Seed = 1, Layers = 2, Filters = 4, KernelSize = 3, Mode = k, Eigenvalue = 3 * Math.Pow(k, -1.5), Power = 0, RemainingPower = 0.9 * Math.Pow(k, -0.6),
        })];
        TaskExponent fit = TaskExponent.Fit(modes);
        Assert.Equal(1.5, fit.Capacity, 1e-9);
        Assert.Equal(0.4, fit.Source, 1e-9);
        Assert.Equal((0.4, 0.8 / 1.4), (Math.Round(fit.LazyExponent, 9), fit.RichExponent), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9);
        Assert.Equal((10, 100), (fit.ModeMin, fit.ModeMax));
        Assert.Equal(1.2, TaskExponent.Fit([.. modes.Select(m => m with { RemainingPower = Math.Pow(m.Mode, -1.8) })]).RichExponent, 1e-9);
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(() => TaskExponent.Fit([modes[0], modes[1] with { Seed = 2 }])).Error);
        Assert.Equal(ScalingError.EmptyPipeline, Assert.Throws<ScalingException>(() => TaskExponent.Fit([])).Error);
        Assert.Equal(ScalingError.TooFewPoints, Assert.Throws<ScalingException>(() => TaskExponent.Fit(modes, 100)).Error);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => TaskSpectrum.Of(Digits, sampleCount: 1)).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => TaskSpectrum.Of(Digits, sampleCount: 10, count: 11)).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => TaskSpectrum.Of(Digits, kernelSize: 2)).Error);
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => TaskSpectrum.Of(Digits, filters: 1000, sampleCount: 2000)).Error);
    }
}
