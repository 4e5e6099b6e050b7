using System.Diagnostics;
using ScalingTools.DeepNetworks;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Benchmarks;

/// <summary>A convolution with its derivatives, and steps of training a convolutional network: the same work as <c>peers/convolution_torch.py</c>. The checksum is the loss.</summary>
internal static unsafe class ConvolutionWork
{
    private const int Steps = 10;

    /// <summary>3 × 3 filters, 32 to 64, on 64 images of 28 × 28: forward, and both derivatives, of ½ Σ y²/64.</summary>
    public static SideBySide.Outcome Convolution(int threads, int repeats)
    {
        const int Images = 64, Edge = 28, From = 32, To = 64, Slice = 2;
        using ParameterSet set = new();
        set.Add("images", Images * Edge * Edge, From);
        set.Add("filters", To, 9 * From);
        foreach (ParameterSet.Parameter parameter in set.Parameters)
            Numbers(set.Of(parameter), parameter.Name == "images" ? 1 : 0.05f);
        // Each slice has images of its own, whose derivatives are asked for too, as in a layer that is not the first.
        using ParameterSet filters = new();
        filters.Add("filters", To, 9 * From);
        set.Of(set["filters"]).CopyTo(filters.Of(filters["filters"]));
        using SlicedTraining training = new(filters, Images, Slice, 0, threads, () => new ConvolutionSlice(filters, set, Slice, Edge, From, To));
        return Time(repeats, () => training.Loss(0));
    }

    /// <summary>Two layers of 32 filters on 128 images of 28 × 28, ten classes, squared error, SGD; f relative to the start, as in training. Linearized: its linear approximation.</summary>
    public static SideBySide.Outcome Training(int threads, int repeats)
    {
        VisionTrainingOptions options = new() { Dataset = SyntheticDigits.Generate(2000), Filters = 32, BatchSize = 128, LearningRate = 0.1 };
        ConvolutionalOptions model = options.Model(1);
        using ParameterSet start = ConvolutionalModel.Parameters(model), set = ConvolutionalModel.Parameters(model);
        start.DrawGaussian(1);
        set.DrawGaussian(1);
        int slice = VisionTraining.Slice(model, options.BatchSize);
        using SlicedTraining training = new(set, options.BatchSize, slice, 0, threads, () => new VisionSlice(options, model, set, start, 1, slice), compensated: true);
        long step = 0;
        return Time(repeats, () =>
        {
            double loss = training.Loss(step);
            training.Update(new ParameterUpdate(NetworkOptimizer.Sgd, options.LearningRate * model.RateFactor, 0, 0, step++));
            return loss;
        });
    }

    private static SideBySide.Outcome Time(int repeats, Func<double> step)
    {
        double loss = 0;
        for (int i = 0; i < Steps; i++)
            loss = step();
        double[] seconds = new double[repeats];
        for (int r = 0; r < repeats; r++)
        {
            long from = Stopwatch.GetTimestamp();
            for (int i = 0; i < Steps; i++)
                loss = step();
            seconds[r] = Stopwatch.GetElapsedTime(from).TotalSeconds / Steps;
        }
        return new SideBySide.Outcome(seconds, loss, 0, "");
    }

    // Numbers that Python makes as well: (i · 1103515245 mod 2^31)/2^30 - 1.
    private static void Numbers(Span<float> to, float scale)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = scale * (float)((i * 1103515245L & int.MaxValue) / 1073741824.0 - 1);
    }

    private sealed class ConvolutionSlice : GraphSlice
    {
        private readonly ParameterSet _numbers;
        private readonly Tensor _images;
        private readonly int _count; // of images

        public ConvolutionSlice(ParameterSet filters, ParameterSet numbers, int images, int edge, int from, int to)
        {
            (_numbers, _count) = (numbers, images);
            _images = Graph.Input(images * edge * edge, from);
            // An operation between, so that the images are not an end of the graph: their derivatives are then computed.
            Tensor x = Graph.Record(new Moving(_images)).Output, patches = Graph.Record(new Unfold(x, edge, edge, 3)).Output, y = new([patches.Rows, to], true);
            Graph.Record(new MatrixMultiply(Graph.Product, patches, Graph.Parameter(filters, "filters").Transposed(), y));
            Loss = Graph.Record(new SquaredError(y.Reshaped(images, edge * edge * to), Graph.Input(images, edge * edge * to), 0.5));
            Graph.Complete();
        }

        public override LossOperation Loss { get; }

        public override void Fill(long step, int first, int count)
        {
            int perImage = _images.Length / _count;
            _numbers.Of(_numbers["images"]).Slice(first * perImage, count * perImage).CopyTo(new Span<float>(_images.Values, _images.Length));
        }
    }

    // y = x, with a derivative.
    private sealed class Moving(Tensor x) : Operation(new Tensor([x.Rows, x.Columns], true), x)
    {
        public override void Forward() => new ReadOnlySpan<float>(Inputs[0].Values, Output.Length).CopyTo(new Span<float>(Output.Values, Output.Length));

        public override void Backward() { }
    }
}
