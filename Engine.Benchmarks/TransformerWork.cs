using System.Diagnostics;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;
using ScalingTools.SparseParity;

namespace ScalingTools.Benchmarks;

/// <summary>Steps of training transformers: the same work as <c>peers/transformer_torch.py</c>. The checksum is the loss after all of them.</summary>
internal static unsafe class TransformerWork
{
    /// <summary>Five skills of three of 16 bits, one block, width 128, batch 512, Adam; batches are drawn as in training.</summary>
    public static SideBySide.Outcome Parity(int threads, int repeats)
    {
        TrainingSettings settings = new()
        {
            Task = new SparseParityDataset(5, 16, 3, 0.9, 1), Width = 128, Steps = long.MaxValue, BatchSize = 512, LearningRate = 0.001, Optimizer = NetworkOptimizer.Adam,
            Transformer = new() { SequenceLength = 21, Width = 128, RectifiedEmbedding = true, Readout = TransformerReadout.Flattened },
        };
        using TransformerTrainer trainer = new(settings, threads);
        return Time(repeats, () => trainer.TrainTo(trainer.Step + 1), () => trainer.BatchLoss);
    }

    /// <summary>An encoder of two layers of width 64, 32 tokens of 64, batch 128, cross-entropy of every token, Sgd.</summary>
    public static SideBySide.Outcome Encoder(int threads, int repeats)
    {
        TransformerOptions options = new() { Vocabulary = 64, SequenceLength = 32, OutputCount = 64, Layers = 2, Width = 64, Causal = false };
        using ParameterSet set = TransformerModel.Parameters(options);
        TransformerModel.Initialize(set, options, 1);
        using SlicedTraining training = new(set, 128, 8, 0, threads, () => new EncoderSlice(set, options, 8));
        long step = 0;
        double loss = 0;
        return Time(repeats, () =>
        {
            loss = training.Loss(step);
            training.Update(new ParameterUpdate(NetworkOptimizer.Sgd, 0.01, 0, 0, step++));
        }, () => loss);
    }

    private static SideBySide.Outcome Time(int repeats, Action step, Func<double> loss)
    {
        const int Steps = 10;
        for (int i = 0; i < Steps; i++)
            step();
        double[] seconds = new double[repeats];
        for (int r = 0; r < repeats; r++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Steps; i++)
                step();
            seconds[r] = Stopwatch.GetElapsedTime(start).TotalSeconds / Steps;
        }
        return new SideBySide.Outcome(seconds, loss(), 0, "");
    }

    // Tokens are told apart by their number plus one: the label of every place is the token that follows it in the alphabet.
    private sealed class EncoderSlice : GraphSlice
    {
        private readonly Indices _tokens, _labels;

        public EncoderSlice(ParameterSet set, TransformerOptions options, int samples)
        {
            (_tokens, Tensor output) = TransformerModel.Record(Graph, set, options, samples, options.SequenceLength);
            Loss = Graph.Record(new CrossEntropy(output, _labels = Graph.Indices(output.Rows)));
            Graph.Complete();
        }

        public override LossOperation Loss { get; }

        public override void Fill(long step, int first, int count)
        {
            for (int i = 0; i < count * 32; i++)
            {
                _tokens.Values[i] = (int)((first * 32 + i) * 2654435761L >> 7 & 63);
                _labels.Values[i] = _tokens.Values[i] + 1 & 63;
            }
        }
    }
}
