using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>The graph of a convolutional network on a few images.</summary>
internal sealed unsafe class VisionSlice : MeasuredSlice
{
    private readonly VisionTrainingOptions _options;
    private readonly Tensor _images, _targets, _output;
    private readonly byte[] _pixels;
    private readonly int _trained;
    private readonly long _seed;
    private readonly ulong[] _words = new ulong[4];

    /// <summary>A graph for so many images.</summary>
    public VisionSlice(VisionTrainingOptions options, ConvolutionalOptions model, ParameterSet set, ParameterSet start, long seed, int images)
    {
        (_options, _seed, _trained, _pixels) = (options, seed, options.Dataset.Count - options.Held, new byte[options.Dataset.ImageBytes]);
        (_images, _output) = ConvolutionalModel.Record(Graph, set, start, model, images);
        Loss = Graph.Record(new SquaredError(_output, _targets = Graph.Input(images, model.OutputCount), 0.5));
        Graph.Complete();
    }

    /// <inheritdoc/>
    public override LossOperation Loss { get; }

    /// <inheritdoc/>
    public override SliceData Data => new(_images, null, _targets, null);

    /// <summary>Image b of step t is uniformly random among those to train on.</summary>
    public override void Fill(long step, int first, int count)
    {
        for (int b = 0; b < count; b++)
        {
            int at = first + b, before = at % 4; // random words come in blocks of four
            RandomWords.Fill(_words.AsSpan(0, before + 1), at - before, _seed, 0, RandomPurpose.Batches, step);
            Image((int)Math.BigMul(_words[before], (ulong)_trained, out _), b);
        }
    }

    /// <summary>The last images of the data set.</summary>
    public override void FillTest(int first, int count)
    {
        for (int b = 0; b < count; b++)
            Image(_trained + first + b, b);
    }

    /// <inheritdoc/>
    public override int CountCorrect(int rows)
    {
        int right = 0, n = _output.Columns;
        for (int b = 0; b < rows; b++)
            right += Largest(_output.Values + b * n, n) == Largest(_targets.Values + b * n, n) ? 1 : 0;
        return right;
    }

    private void Image(int image, int b)
    {
        _options.Dataset.ReadValues(image, _pixels, _images.Values + (long)b * _pixels.Length);
        float* y = _targets.Values + (long)b * _output.Columns;
        int classes = _output.Columns, label = _options.Dataset.GetLabel(image);
        for (int o = 0; o < classes; o++)
            y[o] = (o == label ? 1f : 0f) - 1f / classes;
    }
}
